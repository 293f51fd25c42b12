package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.bench.race.Items;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Endless logs of some hosts, for what compresses logs: each host writes the lines of a log again and again, in their order,
 * as if anew each day. All digits but those of the time of day become others, the same ones for the whole day: numbers that
 * were equal, or rose, or had little in common, still do. The same at every run. Immutable.
 */
final class DailyLog implements Items {
    private static final int HOSTS = 16;
    private static final String TIME = "00:00:00";
    private static final int TEN = 10;

    private final LogLines day;

    DailyLog(LogLines day) {
        this.day = day;
    }

    /** The hosts take turns, each at another place of its day. */
    @Override
    public byte[] content(long number) {
        long host = number % HOSTS;
        long at = number / HOSTS + host * day.size() / HOSTS;
        byte[] line = day.content(at % day.size());
        byte[] digits = digits(at / day.size() * HOSTS + host);
        for (int i = 0; i < line.length; i++) {
            if (isTime(line, i)) {
                i += TIME.length() - 1;
            } else if (isDigit(line[i])) {
                line[i] = digits[line[i] - '0'];
            }
        }
        return line;
    }

    /** The digits in another order. */
    private static byte[] digits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] digits = new byte[TEN];
        for (int i = 0; i < TEN; i++) {
            int other = random.nextInt(i + 1);
            digits[i] = digits[other];
            digits[other] = (byte) ('0' + i);
        }
        return digits;
    }

    private static boolean isTime(byte[] line, int from) {
        if (from + TIME.length() > line.length) {
            return false;
        }
        for (int i = 0; i < TIME.length(); i++) {
            if (TIME.charAt(i) == ':' ? line[from + i] != ':' : !isDigit(line[from + i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Lines of a host stay together. */
    @Override
    public ProducerRecord<byte[], byte[]> record(
            String topic, int partitions, long number, Long timestamp, byte[] line) {
        long host = number % HOSTS;
        return LogLines.record(topic, (int) (host % partitions), "host-" + host, number, timestamp, line);
    }
}
