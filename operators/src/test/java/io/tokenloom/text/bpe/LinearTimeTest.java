package io.tokenloom.text.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.piece.PieceEncoder;
import io.tokenloom.text.pipeline.Ranks;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of a megabyte take time in proportion to their length. */
class LinearTimeTest {
    /** Twice the length may take so many times as long; square time would be 4, and what is measured has noise. */
    private static final double DOUBLING = 3;
    /** Far above what a slow machine needs for a megabyte, in nanoseconds of the processor. */
    private static final long BOUND = 2_000_000_000L;

    @ParameterizedTest
    @ValueSource(strings = {"a", "spaces", "letters", "digits", "latin", "cjk", "marks", "ab"})
    void twiceTheLengthTakesTwiceTheTime(String kind) {
        PieceEncoder encoder = Ranks.O200K.model().newEncoder();
        byte[] once = piece(kind, 1 << 20);
        byte[] twice = piece(kind, 1 << 21);
        TokenBuffer out = TokenBuffer.ofIds();
        nanos(encoder, once, out);

        long nanos = Long.MAX_VALUE;
        long doubled = Long.MAX_VALUE;
        for (int i = 0; i < 5 && (i == 0 || doubled > DOUBLING * nanos); i++) {
            nanos = Math.min(nanos, nanos(encoder, once, out));
            doubled = Math.min(doubled, nanos(encoder, twice, out));
        }

        assertThat(Ranks.O200K.tokens().concatenate(out.toArray())).isEqualTo(twice);
        assertThat(nanos).isLessThan(BOUND);
        assertThat(doubled / (double) nanos).isLessThan(DOUBLING);
    }

    private static long nanos(PieceEncoder encoder, byte[] piece, TokenBuffer out) {
        out.clear();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        encoder.encode(piece, 0, piece.length, out);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static byte[] piece(String kind, int bytes) {
        Random random = new Random(1);
        IntFunction<String> unit =
                switch (kind) {
                    case "a" -> i -> "a";
                    case "spaces" -> i -> " ";
                    case "letters" -> i -> String.valueOf((char) ('a' + random.nextInt(26)));
                    case "digits" -> i -> String.valueOf((char) ('0' + random.nextInt(10)));
                    case "latin" -> i -> String.valueOf((char) (0xC0 + random.nextInt(64)));
                    case "cjk" -> i -> String.valueOf((char) (0x4E00 + random.nextInt(5000)));
                    case "marks" -> i -> String.valueOf((char) (0x300 + random.nextInt(0x70)));
                    default -> i -> i % 2 == 0 ? "a" : "b";
                };
        StringBuilder text = new StringBuilder();
        for (int i = 0, size = 0; size < bytes; i++) {
            String next = unit.apply(i);
            text.append(next);
            size += next.getBytes(StandardCharsets.UTF_8).length;
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
