package io.tokenloom.archive.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineCodecTest {
    private static TextBundle bundle;
    private static LineCodec codec;

    @BeforeAll
    static void open() {
        bundle = TextBundle.open("builtin:o200k_base");
        byte[][] tokens = new byte[bundle.vocabularySize()][];
        for (int id = 0; id < tokens.length; id++) {
            tokens[id] = token(id);
        }
        codec = new LineCodec(TokenClasses.of(TokenTable.of(tokens)));
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    private static byte[] token(int id) {
        try {
            return bundle.tokenizer().decode(new int[] {id});
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    void readsWhatItWrote() {
        assertSame(List.of());
        assertSame(List.of(""));
        assertSame(List.of("", "", "a", ""));
        assertSame(List.of("one line", "two\nlines", "ends with a line\n", "\n", "\n\n\n", " "));
        assertSame(List.of("7", "7", "8", "08", "8", "99999999999999999999999", "1", "0", "000"));
        assertSame(List.of("x".repeat(5000), "1a".repeat(5000), "1".repeat(5000), "1 ".repeat(5000)));
        assertSame(List.of("Grüße, 世界 42\r\n", "\u0000\u0001", "😀 7 😀"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsRandomLines(long seed) {
        Random random = new Random(seed);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            StringBuilder item = new StringBuilder();
            for (int lines = random.nextInt(4); lines >= 0; lines--) {
                item.append("2026-11-28 13:").append(10 + random.nextInt(50)).append(" host");
                item.append(random.nextInt(3)).append(random.nextBoolean() ? " took " : " sent 0x");
                item.append(random.nextBoolean() ? random.nextInt(100) : random.nextLong());
                item.append(random.nextInt(4) == 0 ? "" : "\n");
            }
            items.add(item.toString());
        }
        assertSame(items);
    }

    @Test
    void readsIdsThatNoTokenizerMakes() {
        Random random = new Random(9);
        int[] ids = random.ints(3000, 0, 1 << 30).toArray();
        int[] known = random.ints(3000, 0, bundle.vocabularySize()).toArray();

        assertSame(new TokenBlock(ids, new int[] {0, 1, 1, 2000, 3000}));
        assertSame(new TokenBlock(known, new int[] {1500, 3000}));
    }

    @Test
    void readsNumbersHoweverTheyAreCut() {
        TextTokenizer tokenizer = bundle.tokenizer();
        int[] ids = new int[0];
        int[] ends = new int[90];
        for (int i = 0; i < ends.length; i++) {
            // From the left, from the right, one by one, and as nobody would.
            String[] parts = {"123|456|7", "1|234|567", "1|2|3|4|5|6|7", "12|34|567"};
            for (String part : (i + "|" + parts[i % 4]).split("\\|")) {
                int[] more = tokenizer.encode(part);
                ids = Arrays.copyOf(ids, ids.length + more.length);
                System.arraycopy(more, 0, ids, ids.length - more.length, more.length);
            }
            ends[i] = ids.length;
        }
        assertSame(new TokenBlock(ids, ends));
    }

    @Test
    void makesLogsSmall() {
        Random random = new Random(3);
        List<String> items = new ArrayList<>();
        int second = 0;
        for (int i = 0; i < 2000; i++) {
            second += random.nextInt(3);
            items.add(String.format(
                    "Jun 14 %02d:%02d:%02d combo sshd[%d]: Failed password for root from 10.0.0.%d port %d ssh2",
                    second / 3600,
                    second / 60 % 60,
                    second % 60,
                    4000 + i,
                    random.nextInt(8),
                    1024 + random.nextInt(64)));
        }
        TokenBlock block = block(items);
        int bytes = codec.encode(block).length;

        // A line has log2(3) + 3 + 6 bits that are not known: 1.4 bytes.
        assertThat(bytes).isBetween(2000 * 14 / 10, 2000 * 2 + 200);
    }

    @Test
    void saysThatABlockIsDamaged() {
        TokenBlock block = block(List.of("a line 1\n", "a line 2\n", "another 17 lines"));
        byte[] encoded = codec.encode(block);
        Random random = new Random(5);

        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(encoded, 7)))
                .isInstanceOf(DamagedBlockException.class)
                .hasMessageContaining("the block is damaged: 7 bytes");
        for (int i = 0; i < 300; i++) {
            byte[] damaged = encoded.clone();
            int at = random.nextInt(i < 100 ? 12 : damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            if (at >= 4 && at < 8) {
                // So many ids would only take long.
                damaged[4] = 0;
            }
            if (!Arrays.equals(damaged, encoded)) {
                assertThatThrownBy(() -> codec.decode(damaged)).isInstanceOf(DamagedBlockException.class);
            }
        }
    }

    @Test
    void refusesEndsThatAreNone() {
        assertThatThrownBy(() -> new TokenBlock(new int[3], new int[] {2, 1, 3}))
                .hasMessageContaining("an item ends at 1, before it begins at 2");
        assertThatThrownBy(() -> new TokenBlock(new int[3], new int[] {2}))
                .hasMessageContaining("the last item ends at 2 of 3 ids");
    }

    private static TokenBlock block(List<String> items) {
        int[][] ids = items.stream()
                .map(item -> item.getBytes(StandardCharsets.UTF_8))
                .map(item -> bundle.tokenizer().encode(item, 0, item.length))
                .toArray(int[][]::new);
        int[] ends = new int[ids.length];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += ids[i].length;
            ends[i] = end;
        }
        return new TokenBlock(Arrays.stream(ids).flatMapToInt(Arrays::stream).toArray(), ends);
    }

    private static void assertSame(List<String> items) {
        assertSame(block(items));
    }

    private static void assertSame(TokenBlock block) {
        byte[] encoded = codec.encode(block);
        TokenBlock decoded = codec.decode(encoded);

        assertThat(decoded.ids()).isEqualTo(block.ids());
        assertThat(decoded.ends()).isEqualTo(block.ends());
        assertThat(codec.encode(decoded)).isEqualTo(encoded);
    }
}
