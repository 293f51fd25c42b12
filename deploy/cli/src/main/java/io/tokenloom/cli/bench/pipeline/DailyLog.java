package io.tokenloom.cli.bench.pipeline;

import io.tokenloom.cli.bench.race.Items;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An endless log for what compresses logs: the lines of a log again and again, as if it were written anew each day. All
 * digits but those of the time of day become others, the same ones for the whole day: numbers that were equal, or rose, or
 * had little in common, still do. The same at every run. Immutable.
 */
final class DailyLog implements Items {
    private static final String TIME = "00:00:00";
    private static final int TEN = 10;

    private final LogLines day;

    DailyLog(LogLines day) {
        this.day = day;
    }

    @Override
    public byte[] content(long number) {
        byte[] line = day.content(number % day.size());
        if (number >= day.size()) {
            byte[] digits = digits(number / day.size());
            for (int at = 0; at < line.length; at++) {
                if (isTime(line, at)) {
                    at += TIME.length() - 1;
                } else if (isDigit(line[at])) {
                    line[at] = digits[line[at] - '0'];
                }
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

    @Override
    public ProducerRecord<byte[], byte[]> record(
            String topic, int partitions, long number, Long timestamp, byte[] line) {
        return day.record(topic, partitions, number, timestamp, line);
    }
}
