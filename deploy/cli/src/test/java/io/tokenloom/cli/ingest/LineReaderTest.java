package io.tokenloom.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void keepsEachLineEndingWithItsLine() throws IOException {
        assertThat(lines("a\r\nb\n\n\r\nc\rd")).containsExactly("a\r\n", "b\n", "\n", "\r\n", "c\rd");
    }

    @Test
    void hasNoLineInAnEmptyStream() throws IOException {
        assertThat(lines("")).isEmpty();
    }

    @Test
    void refusesALineOverTheLimit() {
        LineReader reader = new LineReader(new ByteArrayInputStream(new byte[101]), 100);
        assertThatThrownBy(() -> {
                    reader.fill();
                    reader.next();
                })
                .isInstanceOf(LineReader.LineTooLongException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void concatenatesToTheFileWhateverItHolds() throws IOException {
        long seed = 20260101;
        Random random = new Random(seed);
        byte[] content = new byte[3_000_000];
        random.nextBytes(content);
        // One line far larger than a read, and short ones around it.
        java.util.Arrays.fill(content, 500_000, 2_000_000, (byte) 'x');
        LineReader reader = new LineReader(new ByteArrayInputStream(content), content.length);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        do {
            for (Optional<byte[]> line = reader.next(); line.isPresent(); line = reader.next()) {
                joined.writeBytes(line.get());
            }
        } while (reader.fill());
        joined.writeBytes(reader.tail());
        assertThat(joined.toByteArray()).as("seed %d", seed).isEqualTo(content);
    }

    private static List<String> lines(String content) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 1024);
        List<String> lines = new ArrayList<>();
        do {
            for (Optional<byte[]> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(new String(line.get(), StandardCharsets.UTF_8));
            }
        } while (reader.fill());
        byte[] tail = reader.tail();
        if (tail.length > 0) {
            lines.add(new String(tail, StandardCharsets.UTF_8));
        }
        return lines;
    }
}
