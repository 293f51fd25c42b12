package io.tokenloom.cli.tokens;

import io.tokenloom.cli.connection.InstantConverter;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From where on a topic is shown. */
sealed interface StartPosition {
    /** Where each partition starts, within what it holds now. */
    Map<TopicPartition, Long> in(Map<TopicPartition, OffsetRange> ranges, CommittedRecords records);

    /** The first record that is there. */
    record Earliest() implements StartPosition {
        @Override
        public Map<TopicPartition, Long> in(Map<TopicPartition, OffsetRange> ranges, CommittedRecords records) {
            return new At(0).in(ranges, records);
        }
    }

    /** The next record that comes. */
    record Latest() implements StartPosition {
        @Override
        public Map<TopicPartition, Long> in(Map<TopicPartition, OffsetRange> ranges, CommittedRecords records) {
            return new At(Long.MAX_VALUE).in(ranges, records);
        }
    }

    /** One offset in every partition, or the nearest that is there. */
    record At(long offset) implements StartPosition {
        @Override
        public Map<TopicPartition, Long> in(Map<TopicPartition, OffsetRange> ranges, CommittedRecords records) {
            Map<TopicPartition, Long> starts = new HashMap<>();
            ranges.forEach((partition, range) ->
                    starts.put(partition, Math.max(range.first(), Math.min(range.end(), offset))));
            return starts;
        }
    }

    /** The first record of this Kafka timestamp or a later one. */
    record Since(Instant time) implements StartPosition {
        @Override
        public Map<TopicPartition, Long> in(Map<TopicPartition, OffsetRange> ranges, CommittedRecords records) {
            Map<TopicPartition, Long> starts = new Latest().in(ranges, records);
            records.offsetsSince(ranges.keySet(), time)
                    .forEach((partition, offset) -> starts.merge(partition, offset, Math::min));
            return starts;
        }
    }

    /** As written on the command line. */
    final class Converter implements ITypeConverter<StartPosition> {
        private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

        @Override
        public StartPosition convert(String text) {
            if (text.equals("earliest")) {
                return new Earliest();
            }
            if (text.equals("latest")) {
                return new Latest();
            }
            if (OFFSET.matcher(text).matches()) {
                return new At(Long.parseLong(text));
            }
            return new Since(InstantConverter.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "write earliest, latest, an offset, or a time such as 2026-03-04 or"
                                    + " 2026-03-04T05:06:07Z, not \"" + text + "\"")));
        }
    }
}
