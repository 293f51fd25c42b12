package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.model.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bundles of {@link SystemRowsIT}, as {@code tokenloom bundle check} sees them. */
class RowBundlesIT {
    static Stream<String> bundles() throws IOException {
        try (Stream<Path> rows = Files.list(Golden.bundle("rows"))) {
            return Stream.concat(
                    rows.map(row -> "rows/" + row.getFileName()).sorted(), Stream.of("exports/ppocr-direction"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void givesThePicturesOfABatchTheTokensTheyGetAlone(String name) {
        try (VisualBundle bundle = VisualBundle.open(Golden.bundle(name).toString(), Device.CPU)) {
            assertThat(bundle.batchMistakes()).isEmpty();
        }
    }
}
