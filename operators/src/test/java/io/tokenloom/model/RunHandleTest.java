package io.tokenloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunHandleTest {
    /** Rounds of a loop that no test waits for. */
    private static final long YEARS = 1L << 50;

    private final OnnxModel model = TestGraphs.open("loop");

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void endsARunThatWouldTakeYearsAndTheModelGoesOn() throws Exception {
        RunHandle handle = new RunHandle();
        CompletableFuture<Tensor> run = begin(handle);
        handle.stop();
        handle.stop();
        assertThatThrownBy(run::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(RunStoppedException.class)
                .hasMessage("the run was stopped");
        assertThat(((Tensor.Floats) loop(2, new RunHandle())).values()).containsOnly(3);
    }

    @Test
    void leavesTheOtherRunsOfTheModelAlone() throws Exception {
        RunHandle first = new RunHandle();
        RunHandle second = new RunHandle();
        CompletableFuture<Tensor> stopped = begin(first);
        CompletableFuture<Tensor> other = begin(second);
        first.stop();
        assertThatThrownBy(stopped::get).hasCauseInstanceOf(RunStoppedException.class);
        assertThat(((Tensor.Floats) loop(1, new RunHandle())).values()).containsOnly(3);
        assertThat(other).isNotDone();
        second.stop();
        assertThatThrownBy(other::get).hasCauseInstanceOf(RunStoppedException.class);
    }

    @Test
    void keepsARunFromBeginning() {
        RunHandle handle = new RunHandle();
        handle.stop();
        assertThatThrownBy(() -> loop(YEARS, handle))
                .isInstanceOf(RunStoppedException.class)
                .hasMessage("the run was stopped before it began");
    }

    @Test
    void comesTooLateForARunThatIsDone() {
        RunHandle handle = new RunHandle();
        Tensor said = loop(1, handle);
        handle.stop();
        assertThat(((Tensor.Floats) said).values()).containsOnly(3);
    }

    /** A session that is closed under a run takes the process with it. */
    @Test
    void isWaitedForByWhoClosesTheModel() throws Exception {
        RunHandle handle = new RunHandle();
        CompletableFuture<Tensor> run = begin(handle);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(model::close);
        assertThat(closing).isNotDone();
        handle.stop();
        closing.get();
        assertThatThrownBy(run::get).hasCauseInstanceOf(RunStoppedException.class);
    }

    private CompletableFuture<Tensor> begin(RunHandle handle) {
        CompletableFuture<Tensor> run = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                run.complete(loop(YEARS, handle));
            } catch (RuntimeException e) {
                run.completeExceptionally(e);
            }
        });
        thread.start();
        while (!handle.begun()) {
            Thread.onSpinWait();
        }
        return run;
    }

    private Tensor loop(long rounds, RunHandle handle) {
        float[] threes = new float[32 * 32];
        Arrays.fill(threes, 3);
        return model.run(
                        Map.of(
                                "n",
                                new Tensor.Longs(new long[0], new long[] {rounds}),
                                "x",
                                new Tensor.Floats(new long[] {32, 32}, threes)),
                        Set.of("y"),
                        handle)
                .get("y");
    }
}
