package io.tokenloom.jobs.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.DirectoryClaimStore;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.batching.ColourTokenizer;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualState;
import io.tokenloom.vision.VisualTokens;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddingsTaskTest {
    private static final int DIMENSION = 1024;

    /** Pictures of a colour n have n vectors, all of whose numbers are 0.5, or 70000 where n is 1. */
    private static final class Vectors extends ColourTokenizer {
        @Override
        public TokenContract contract() {
            return new TokenContract(
                    new TokenContract.Payload.Embeddings(DIMENSION, ElementType.FLOAT16),
                    DIMENSION,
                    TokenOrder.RASTER,
                    0,
                    TruncationKind.NONE,
                    List.of(),
                    List.of(),
                    Optional.of(new TokenContract.Grid(32, 32, 14, 14)),
                    Optional.empty(),
                    false);
        }

        @Override
        public boolean stateful() {
            return false;
        }

        @Override
        public int stillSteps() {
            return 1;
        }

        @Override
        protected StepResult step(StepRequest request) {
            int count = colour(request);
            float[] values = new float[count * DIMENSION];
            Arrays.fill(values, count == 1 ? 70_000 : 0.5f);
            return new StepResult.Made(
                    new VisualTokens.Embeddings(DIMENSION, values, VisualTokens.ALL_POSITIONS),
                    0,
                    ResetReason.FIRST,
                    VisualState.EMPTY);
        }
    }

    private final VisualTask.Setup setup = VisualTask.Setup.of(ItemKind.IMAGE, new Vectors());

    @Test
    void writesNumbersInHalfPrecision() throws Exception {
        try (VisualTask task = setup.start()) {
            task.image("a", 2);

            TokenEmbeddings made = VisualTask.decoded(task.await(1).get(0), TokenEmbeddings.class);

            assertThat(made.getElementType()).isEqualTo(ElementType.FLOAT16);
            assertThat(made.getShape()).containsExactly(2, DIMENSION);
            assertThat(EmbeddingNumbers.read(made)).hasSize(2 * DIMENSION).containsOnly(0.5f);
            assertThat(made.getGeometry().getGridHeight()).isEqualTo(32);
            assertThat(made.getGeometry().getPatchWidth()).isEqualTo(14);
        }
    }

    @Test
    void putsLargeOnesIntoTheClaimStore(@TempDir Path folder) throws Exception {
        DirectoryClaimStore store = DirectoryClaimStore.open(folder);
        try (VisualTask task = setup.withClaims(folder.toUri().toString()).start()) {
            task.image("a", 600);
            task.image("b", 600);

            for (SinkRecord record : task.await(2)) {
                TokenEmbeddings made = VisualTask.decoded(record, TokenEmbeddings.class);
                assertThat(made.getValues().remaining()).isZero();
                byte[] sha256 = new byte[32];
                made.getClaimSha256().get(sha256);
                byte[] kept = store.get(
                        new ClaimCheck(
                                URI.create(made.getClaimUri()), HexFormat.of().formatHex(sha256), 2L * 600 * DIMENSION),
                        Integer.MAX_VALUE);
                assertThat(kept)
                        .isEqualTo(EmbeddingNumbers.write(halves(600), ElementType.FLOAT16)
                                .array());
            }
        }
    }

    @Test
    void refusesWhatFitsIntoNoRecordWhereThereIsNoClaimStore() throws Exception {
        try (VisualTask task = setup.start()) {
            task.image("a", 600);
            assertThat(code(task.await(1).get(0))).isEqualTo("RECORD_TOO_LARGE");
        }
    }

    @Test
    void refusesNumbersThatHalfPrecisionCanNotHold() throws Exception {
        try (VisualTask task = setup.start()) {
            task.image("a", 1);
            assertThat(code(task.await(1).get(0))).isEqualTo("MODEL_OUTPUT");
        }
    }

    @Test
    void hasFramesOfOneStreamAtOnceWhereTheyDoNotNeedEachOther() throws Exception {
        try (VisualTask task =
                VisualTask.Setup.of(ItemKind.FRAME, new Vectors()).start()) {
            for (int i = 0; i < 5; i++) {
                task.frame("a", i, 2 + i);
            }
            task.frame("a", 3, 2);

            List<SinkRecord> made = task.await(6);

            for (int i = 0; i < 5; i++) {
                TokenEmbeddings frame = VisualTask.decoded(made.get(i), TokenEmbeddings.class);
                assertThat(frame.getStream().getFrameIndex()).isEqualTo(i);
                assertThat(frame.getShape().get(0)).isEqualTo(2 + i);
            }
            assertThat(code(made.get(5))).isEqualTo("FRAME_POSITION");
        }
    }

    private static float[] halves(int count) {
        float[] values = new float[count * DIMENSION];
        Arrays.fill(values, 0.5f);
        return values;
    }

    private static String code(SinkRecord letter) {
        return letter.headers().stream()
                .filter(header -> header.name().equals(DeadLetterHeaders.CODE))
                .map(header -> new String(header.value(), UTF_8))
                .findFirst()
                .orElseThrow();
    }
}
