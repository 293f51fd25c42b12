package io.tokenloom.archive.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.TextTokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineCodecTest {
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 200);
    private static final int DAY_MILLIS = 24 * 60 * 60 * 1000;
    private static TextBundle bundle;
    private static TokenClasses classes;
    private static LineCodec codec;

    @BeforeAll
    static void open() {
        bundle = TextBundle.open("builtin:o200k_base");
        classes = TokenClasses.of(bundle.vocabulary().tokens());
        codec = new LineCodec(classes);
    }

    @AfterAll
    static void close() {
        bundle.close();
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

    @Test
    void knowsNothingOfBlocksBefore() {
        LineCodec used = new LineCodec(classes);
        for (int lines : new int[] {3000, 1, 100, 3000, 100}) {
            TokenBlock block = block(IntStream.range(0, lines)
                    .mapToObj(line -> "12:00:" + line % 60 + " request " + line * 7 + " of user" + line % 13 + "\n")
                    .toList());
            byte[] encoded = used.encode(block);
            assertThat(encoded).isEqualTo(new LineCodec(classes).encode(block));
            assertThat(used.decode(encoded).ids()).isEqualTo(block.ids());
        }
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
    void readsLinesOfManyKinds() {
        for (int text = 0; text < TEXTS; text++) {
            Random random = new Random(text);
            List<String> formats = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                formats.add(format(random));
            }
            List<String> items = new ArrayList<>();
            int[] clock = {random.nextInt(DAY_MILLIS)};
            for (int i = 0; i < 60; i++) {
                items.add(line(formats.get(random.nextInt(formats.size())), random, clock));
            }
            assertSame(items);
        }
    }

    /** A template in which letters stand for what {@link #field} makes; equal labels, so that slots get in each other's way. */
    private static String format(Random random) {
        StringBuilder format = new StringBuilder(random.nextBoolean() ? "T " : "");
        for (int i = 0; i < random.nextInt(9); i++) {
            format.append(random.nextBoolean() ? " a=" : random.nextBoolean() ? " x " : "/")
                    .append("NHWRTUF".charAt(random.nextInt(7)));
        }
        return format.append(random.nextBoolean() ? "\n" : "").toString();
    }

    private static String line(String format, Random random, int[] clock) {
        StringBuilder line = new StringBuilder();
        for (char c : format.toCharArray()) {
            line.append("NHWRTUF".indexOf(c) < 0 ? Character.toString(c) : field(c, random, clock));
        }
        return line.toString();
    }

    private static String field(char kind, Random random, int[] clock) {
        if ("TUF".indexOf(kind) >= 0) {
            clock[0] = Math.floorMod(clock[0] + (random.nextInt(9) == 0 ? -900 : random.nextInt(2000)), DAY_MILLIS);
        }
        int seconds = clock[0] / 1000;
        return switch (kind) {
            case 'N' -> Integer.toString(random.nextInt(4));
            case 'H' -> Long.toHexString(random.nextLong() >>> random.nextInt(60));
            case 'W' -> "node" + random.nextInt(3);
            case 'R' -> Integer.toString(random.nextInt());
            case 'T' ->
                String.format("%02d:%02d:%02d.%03d", seconds / 3600, seconds / 60 % 60, seconds % 60, clock[0] % 1000);
            case 'U' -> seconds / 3600 + ":" + seconds / 60 % 60 + ":" + seconds % 60;
            default -> String.format("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, random.nextInt(70));
        };
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

        // A line has log2(3) + 3 + 6 bits that are not known: 1.3 bytes.
        assertThat(bytes).isBetween(2000 * 13 / 10, 2000 * 16 / 10 + 200);
    }

    @Test
    void saysThatABlockIsDamaged() {
        TokenBlock block = block(List.of("a line 1\n", "a line 2\n", "another 17 lines"));
        byte[] encoded = codec.encode(block);
        Random random = new Random(5);
        int noticed = 0;

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
            try {
                // The last bits may be others and mean the same.
                assertThat(codec.decode(damaged).ids()).isEqualTo(block.ids());
            } catch (DamagedBlockException e) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(270);
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
