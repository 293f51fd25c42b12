package io.tokenloom.jobs.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.model.ModelFailures;
import io.tokenloom.model.RunHandle;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchRunnerTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final int BAD = 37;

    private final List<Integer> runs = new ArrayList<>();

    @Test
    void findsTheOneBadStepAmongSixtyFourInTwoLogarithmsOfRuns() throws Exception {
        Batch<Integer> batch = run(64, LONG, (steps, handle) -> {
            if (contains(steps, BAD)) {
                throw ModelFailures.failed();
            }
        });

        assertThat(refused(batch)).containsExactly(BAD);
        assertThat(refusal(batch, BAD)).isEqualTo(FailureCode.MODEL_OUTPUT);
        assertThat(made(batch)).hasSize(63);
        assertThat(batch.work().runs()).isEqualTo(1 + 2 * 6);
        assertThat(batch.work().splits()).isEqualTo(6);
    }

    @Test
    void givesEachStepItsOwnResultWhateverWasSplit() throws Exception {
        Batch<Integer> batch = run(16, LONG, (steps, handle) -> {
            if (contains(steps, 3) || contains(steps, 12)) {
                throw ModelFailures.failed();
            }
        });

        for (int i = 0; i < 16; i++) {
            if (i != 3 && i != 12) {
                VisualTokens.Ids ids =
                        (VisualTokens.Ids) ((StepResult.Made) batch.results().get(i)).tokens();
                assertThat(ids.planes()[0][0]).isEqualTo(i);
            }
        }
    }

    @Test
    void isNotHurtByATokenizerThatThrowsWhatItMayNot() throws Exception {
        Batch<Integer> batch = run(4, LONG, (steps, handle) -> {
            if (contains(steps, 2)) {
                throw new ArrayIndexOutOfBoundsException("a mistake");
            }
        });

        assertThat(refused(batch)).containsExactly(2);
        assertThat(refusal(batch, 2)).isEqualTo(FailureCode.INTERNAL_ERROR);
    }

    @Test
    void splitsWhatDoesNotFitAndAsksForLessForAWhile() throws Exception {
        BatchSize size = new BatchSize(64);
        BatchRunner runner = new BatchRunner(
                failing((steps, handle) -> {
                    if (steps.size() > 10) {
                        throw ModelFailures.outOfMemory();
                    }
                }),
                size,
                LONG);

        Batch<Integer> batch = runner.run(tickets(64));

        assertThat(refused(batch)).isEmpty();
        assertThat(batch.work().outOfMemory()).isEqualTo(1 + 2 + 4);
        assertThat(size.now()).isEqualTo(8);

        runs.clear();
        while (size.now() == 8 && runs.size() < BatchSize.GOOD_RUNS_BEFORE_GROWTH) {
            runner.run(tickets(8));
        }
        assertThat(size.now()).as("after some time").isEqualTo(16);
    }

    @Test
    void refusesAStepThatDoesNotFitAlone() throws Exception {
        Batch<Integer> batch = run(8, LONG, (steps, handle) -> {
            if (contains(steps, 5)) {
                throw ModelFailures.outOfMemory();
            }
        });

        assertThat(refused(batch)).containsExactly(5);
        assertThat(refusal(batch, 5)).isEqualTo(FailureCode.DEVICE_MEMORY);
    }

    @Test
    void givesARunThatTookTooLongASecondChance() throws Exception {
        Batch<Integer> batch = run(8, SHORT, (steps, handle) -> {
            if (runs.size() == 1) {
                throw ModelFailures.endless(handle);
            }
        });

        assertThat(refused(batch)).isEmpty();
        assertThat(runs).containsExactly(8, 8);
        assertThat(batch.work().deadlineMisses()).isEqualTo(1);
    }

    @Test
    void findsTheStepThatComesToNoEnd() throws Exception {
        Batch<Integer> batch = run(8, SHORT, (steps, handle) -> {
            if (contains(steps, 6)) {
                throw ModelFailures.endless(handle);
            }
        });

        assertThat(refused(batch)).containsExactly(6);
        assertThat(refusal(batch, 6)).isEqualTo(FailureCode.MODEL_TIMEOUT);
        assertThat(runs).as("the whole twice, then halves").containsExactly(8, 8, 4, 4, 2, 2, 1, 1);
    }

    @Test
    void refusesIdsOutsideTheirVocabulary() throws Exception {
        VisualTokenizer tokenizer = new ColourTokenizer() {
            @Override
            protected StepResult step(StepRequest request) {
                return colour(request) == 1
                        ? made(VisualTokens.Ids.of(new int[] {VOCABULARY}))
                        : colour(request) == 2 ? made(VisualTokens.Ids.of(new int[] {-1})) : super.step(request);
            }
        };

        Batch<Integer> batch = new BatchRunner(tokenizer, new BatchSize(4), LONG).run(tickets(4));

        assertThat(refused(batch)).containsExactly(1, 2);
        assertThat(refusal(batch, 1)).isEqualTo(FailureCode.MODEL_OUTPUT);
    }

    @Test
    void refusesNumbersThatAreNone() throws Exception {
        VisualTokenizer tokenizer = new ColourTokenizer() {
            @Override
            public TokenContract contract() {
                return new TokenContract(
                        new TokenContract.Payload.Embeddings(2, ElementType.FLOAT16),
                        1,
                        TokenOrder.RASTER,
                        0,
                        TruncationKind.NONE,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
            }

            @Override
            protected StepResult step(StepRequest request) {
                float odd =
                        switch (colour(request)) {
                            case 1 -> Float.NaN;
                            case 2 -> Float.NEGATIVE_INFINITY;
                            default -> 1;
                        };
                return made(new VisualTokens.Embeddings(2, new float[] {0, odd}, VisualTokens.ALL_POSITIONS));
            }
        };

        Batch<Integer> batch = new BatchRunner(tokenizer, new BatchSize(4), LONG).run(tickets(4));

        assertThat(refused(batch)).containsExactly(1, 2);
    }

    private static StepResult made(VisualTokens tokens) {
        return new StepResult.Made(tokens, 0, ResetReason.FIRST, VisualState.EMPTY);
    }

    /** What happens in a run before it gives its results. */
    private interface Fault {
        void in(List<StepRequest> steps, RunHandle handle);
    }

    private VisualTokenizer failing(Fault fault) {
        return new ColourTokenizer() {
            @Override
            public List<StepResult> step(List<StepRequest> batch, RunHandle handle) {
                runs.add(batch.size());
                fault.in(batch, handle);
                return super.step(batch, handle);
            }
        };
    }

    private Batch<Integer> run(int steps, Duration deadline, Fault fault) throws InterruptedException {
        return new BatchRunner(failing(fault), new BatchSize(steps), deadline).run(tickets(steps));
    }

    private static List<Ticket<Integer>> tickets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Ticket.of(
                        i,
                        new StepRequest(
                                ColourTokenizer.of(i),
                                new ColourTokenizer().start(),
                                new TokenBudget.Fixed(3),
                                false,
                                StepRequest.NO_LOTS)))
                .toList();
    }

    private static boolean contains(List<StepRequest> steps, int colour) {
        return steps.stream().anyMatch(step -> ColourTokenizer.colour(step) == colour);
    }

    private static List<Integer> refused(Batch<Integer> batch) {
        return IntStream.range(0, batch.results().size())
                .filter(i -> batch.results().get(i) instanceof StepResult.Refused)
                .boxed()
                .toList();
    }

    private static List<StepResult> made(Batch<Integer> batch) {
        return batch.results().stream()
                .filter(StepResult.Made.class::isInstance)
                .toList();
    }

    private static FailureCode refusal(Batch<Integer> batch, int step) {
        return ((StepResult.Refused) batch.results().get(step)).why().code();
    }
}
