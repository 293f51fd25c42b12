package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.ItemHeader;
import io.tokenloom.record.TextItem;
import org.junit.jupiter.api.Test;

class AvroRecordWriterTest {
    private final AvroRecordWriter<TextItem> writer = AvroRecordWriter.of(TextItem.class, 0x01020304);

    @Test
    void startsWithTheFraming() {
        assertThat(writer.write(Samples.text("a"))).startsWith(0, 1, 2, 3, 4);
    }

    @Test
    void givesTheSameBytesForEqualRecordsFromAnyWriter() {
        byte[] first = writer.write(Samples.text("same"));
        writer.write(Samples.text("something else in between"));

        assertThat(writer.write(Samples.text("same"))).isEqualTo(first);
        assertThat(AvroRecordWriter.of(TextItem.class, 0x01020304).write(Samples.text("same")))
                .isEqualTo(first);
    }

    @Test
    void leavesTheContentOfTheRecordUnread() {
        TextItem item = Samples.text("twice");

        assertThat(writer.write(item)).isEqualTo(writer.write(item));
    }

    @Test
    void refusesARecordWithoutARequiredFieldAndGoesOn() {
        byte[] expected = writer.write(Samples.text("good"));
        TextItem incomplete = new TextItem();
        incomplete.setHeader(new ItemHeader());

        TokenizationException failure =
                catchThrowableOfType(TokenizationException.class, () -> writer.write(incomplete));

        assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL_ERROR);
        assertThat(writer.write(Samples.text("good"))).isEqualTo(expected);
    }

    @Test
    void writesRecordsLargerThanTheBufferThatItKeeps() {
        String large = "x".repeat(3 << 20);

        assertThat(writer.write(Samples.text(large))).hasSizeGreaterThan(3 << 20);
        assertThat(writer.write(Samples.text("small"))).hasSizeLessThan(200);
    }
}
