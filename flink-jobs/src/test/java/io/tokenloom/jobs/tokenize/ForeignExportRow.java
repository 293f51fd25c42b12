package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.token.EmbeddingNumbers;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** An export that was made elsewhere, PaddleOCR's classifier of text direction: only a bundle.yaml was written for it. */
abstract class ForeignExportRow {
    private static final Offset<Float> ROUNDED = Offset.offset(0.001f);

    @Test
    void runsByItsManifestAlone() throws Exception {
        for (Golden golden : Golden.of("exports/ppocr-direction")) {
            TokenEmbeddings made = SystemRowsIT.rows().vectors("text-direction", golden);

            assertThat(made.getShape()).containsExactly(1, 2);
            assertThat(made.getElementType()).isEqualTo(ElementType.FLOAT32);
            assertThat(EmbeddingNumbers.read(made))
                    .as("chances that %s is upright and upside down", golden.item())
                    .containsExactly(golden.vectors(), ROUNDED);
        }
    }
}
