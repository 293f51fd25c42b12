package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.token.EmbeddingNumbers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 28, PVC: 64 vectors for each frame, which add to those of earlier frames of the stream within a window of four. */
abstract class PvcRow {
    private static final int WINDOW = 4;
    private static final int FRAMES = 6;
    private static final int NUMBERS = 64 * 32;

    /** The frames of the golden stream, which is the first of the bundle. */
    private static List<Golden> clip(String route) throws Exception {
        return Golden.of("rows/" + route).subList(0, FRAMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pvc-keys-and-values", "pvc-frames"})
    void givesAFrameTheVectorsOfTheClipAsAWholeAlsoAfterARestore(String route) throws Exception {
        String stream = "camera of " + route;
        List<Golden> clip = clip(route);
        for (int i = 0; i < 2; i++) {
            SystemRowsIT.rows().sendFrame(route, stream, i, clip.get(i));
        }
        SystemRowsIT.rows().vectors(route, stream, 2);
        SystemRowsIT.rows().restart();
        for (int i = 2; i < FRAMES; i++) {
            SystemRowsIT.rows().sendFrame(route, stream, i, clip.get(i));
        }

        List<TokenEmbeddings> made = SystemRowsIT.rows().vectors(route, stream, FRAMES);

        for (int i = 0; i < FRAMES; i++) {
            TokenEmbeddings frame = made.get(i);
            assertThat(frame.getStream().getFrameIndex()).isEqualTo(i);
            assertThat(frame.getShape()).containsExactly(64, 32);
            assertThat(frame.getStream().getStateReset())
                    .as("frame %d begins anew", i)
                    .isEqualTo(i % WINDOW == 0);
            assertThat(frame.getStream().getStepsSinceReset()).isEqualTo(i % WINDOW);
            RowRecords.requireNumbers(frame, clip.get(i).vectors());
        }
    }

    @Test
    void tokenizesAnImageAsFourEqualFramesOfWhichEachAdds() throws Exception {
        Golden picture = clip("pvc-keys-and-values").get(0);
        Path file = Golden.bundle("rows/pvc-keys-and-values").resolve("golden/still.f32");
        float[] wanted = Golden.vectors(file);
        SystemRowsIT.rows().vectors("pvc-stills", picture);

        List<TokenEmbeddings> made = SystemRowsIT.rows().vectors("pvc-stills", picture.item(), WINDOW).stream()
                .sorted(Comparator.comparing(part -> part.getSource().getPart()))
                .toList();

        assertThat(made).hasSize(4);
        for (int step = 0; step < 4; step++) {
            assertThat(made.get(step).getSource().getParts()).isEqualTo(4);
            RowRecords.requireNumbers(made.get(step), Arrays.copyOfRange(wanted, step * NUMBERS, (step + 1) * NUMBERS));
        }
        assertThat(EmbeddingNumbers.read(made.get(1)))
                .as("the second look says something else")
                .isNotEqualTo(EmbeddingNumbers.read(made.get(0)));
    }
}
