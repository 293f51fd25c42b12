package io.tokenloom.cli.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilmRunTest {
    @Test
    void countsTokensBytesAndResets() {
        FilmRun run = new FilmRun(List.of(frame(16, 20, 0), frame(0, 19, 1), frame(3, 21, 0), frame(1, 22, 1)));
        TokenSizes bytes = new TokenSizes(64, 18, 4, 128);

        assertThat(run.tokens()).isEqualTo(5);
        // 16, 3 and 1 ids of 18 bits, each list filled up to a byte.
        assertThat(run.bytes(bytes)).isEqualTo((36 + 0 + 7 + 3) / 4.0);
        assertThat(run.silent()).isEqualTo(1);
        assertThat(run.resets()).isEqualTo(1);
        assertThat(run.psnr()).isEqualTo(20.5);
    }

    @Test
    void comparesTheEndWithTheBeginningButForTheFirstFrame() {
        List<FilmRun.Frame> frames = new ArrayList<>();
        IntStream.range(0, 60)
                .forEach(number -> frames.add(frame(16, number == 0 ? 5 : number < 21 ? 20 : 23, number)));

        FilmResult.Drift drift = FilmResult.drift(new FilmRun(frames)).orElseThrow();

        assertThat(drift.early()).isCloseTo(20, within(1e-9));
        assertThat(drift.late()).isCloseTo(23, within(1e-9));
        assertThat(FilmResult.drift(new FilmRun(frames.subList(0, 40)))).isEmpty();
    }

    @Test
    void spreadsFromTheFirstToTheLast() {
        assertThat(FilmRun.spread(100, 4)).containsExactly(0, 33, 66, 99);
        assertThat(FilmRun.spread(2, 4)).containsExactly(0, 1);
        assertThat(FilmRun.spread(1, 4)).containsExactly(0);
        assertThat(FilmRun.spread(0, 4)).isEmpty();
    }

    private static FilmRun.Frame frame(int tokens, double psnr, int step) {
        return new FilmRun.Frame(tokens, psnr, step, Optional.empty());
    }
}
