package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.model.ModelFailures;
import io.tokenloom.model.RunHandle;
import io.tokenloom.record.ResetReason;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokenizer;
import io.tokenloom.vision.VisualTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Faults 45, 41 and 40: one bad item among 64 in a batch of the real model, in the ways in which it can be bad. */
@Timeout(180)
class PoisonBatchIT {
    private static final int STREAMS = 64;
    private static final int BAD = 29;
    private static final String ROUTES = """
            routes:
              - name: frames
                from: {topic: frames, format: bytes, item: frame}
                tokenizer: builtin:visual-reference
                to: tokens.frames
                deadLetters: frames.dlq
                options: {tokens: 8, device: cpu, batch: {items: 64}}
            delivery: {checkpointInterval: 200ms}
            """;

    @RegisterExtension
    static final OpenModels MODELS = new OpenModels();

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path folder;

    private final List<Integer> runs = new CopyOnWriteArrayList<>();
    private PictureBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = PictureBroker.start(folder);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void costsOneDeadLetterAndNoOtherItemWhenTheModelFailsOnIt() throws Exception {
        run("MODEL_OUTPUT", (real, batch, handle) -> {
            if (batch.stream().anyMatch(PictureBroker::marked)) {
                throw ModelFailures.failed();
            }
            return real.step(batch, handle);
        });
        assertThat(runs.stream().filter(size -> size == 1).count())
                .as("it was halved, not taken apart")
                .isLessThan(8);
    }

    @Test
    void publishesNoIdOutsideTheVocabulary() throws Exception {
        run(
                "MODEL_OUTPUT",
                (real, batch, handle) ->
                        spoiled(real.step(batch, handle), batch, VisualTokens.Ids.of(new int[] {1 << 16})));
    }

    @Test
    void publishesNoNumberThatIsNone() throws Exception {
        run(
                "MODEL_OUTPUT",
                (real, batch, handle) -> spoiled(
                        real.step(batch, handle),
                        batch,
                        new VisualTokens.Embeddings(1, new float[] {Float.NaN}, VisualTokens.ALL_POSITIONS)));
    }

    @Test
    void splitsABatchThatDoesNotFitIntoTheMemoryOfTheDevice() throws Exception {
        run("", (real, batch, handle) -> {
            if (batch.size() > 20) {
                throw ModelFailures.outOfMemory();
            }
            return real.step(batch, handle);
        });
        assertThat(runs).anyMatch(size -> size > 20);
    }

    /** 64 streams, of one of which the only frame is bad. */
    private void run(String code, HookedTokenizers.Hook fault) throws Exception {
        CountDownLatch prepared = new CountDownLatch(STREAMS + 1);
        ModelGate gate = new ModelGate();
        JobRun job = JobRun.start(
                broker.plan(ROUTES), folder, Optional.empty(), 1, HookedTokenizers.of(new HookedTokenizers.Hook() {
                    @Override
                    public List<StepResult> step(VisualTokenizer real, List<StepRequest> batch, RunHandle handle) {
                        gate.pass(handle);
                        runs.add(batch.size());
                        return fault.step(real, batch, handle);
                    }

                    @Override
                    public void prepared() {
                        prepared.countDown();
                    }
                }));
        broker.frame("frames", "first", 0, PictureBroker.scene(0, 0));
        gate.awaitRun();
        for (int i = 0; i < STREAMS; i++) {
            byte[] picture = i == BAD && !code.isEmpty() ? PictureBroker.marked() : PictureBroker.scene(i, 0);
            broker.frame("frames", "stream-" + i, 0, picture);
        }
        prepared.await();
        gate.open();

        int good = STREAMS + (code.isEmpty() ? 1 : 0);
        assertThat(broker.tokens("tokens.frames", good))
                .extracting(made -> made.getStream().getStreamKey())
                .doesNotHaveDuplicates()
                .hasSize(good);
        if (!code.isEmpty()) {
            List<ConsumerRecord<byte[], byte[]>> letters = broker.topics().await("frames.dlq", 1);
            assertThat(letters).extracting(PictureBroker::code).containsExactly(code);
            assertThat(letters)
                    .extracting(letter -> new String(letter.key(), UTF_8))
                    .containsExactly("stream-" + BAD);
            assertThat(letters.get(0).value()).isEqualTo(PictureBroker.marked());
        }
        job.cancel();
    }

    private static List<StepResult> spoiled(List<StepResult> results, List<StepRequest> batch, VisualTokens tokens) {
        List<StepResult> spoiled = new ArrayList<>(results);
        for (int i = 0; i < batch.size(); i++) {
            if (PictureBroker.marked(batch.get(i))) {
                spoiled.set(i, new StepResult.Made(tokens, 0, ResetReason.FIRST, VisualState.EMPTY));
            }
        }
        return spoiled;
    }
}
