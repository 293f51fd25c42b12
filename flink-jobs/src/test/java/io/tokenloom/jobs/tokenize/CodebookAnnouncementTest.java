package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.model.Device;
import io.tokenloom.record.Codebook;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodebookAnnouncementTest {
    private static final Path ROWS = Path.of("src/test/resources/rows");

    @Test
    void cutsATableIntoPartsOfWholeRows() throws IOException {
        Path folder = ROWS.resolve("one-d-piece");
        try (TokenizerBundle bundle = TokenizerBundle.open(folder.toString(), Device.CPU)) {
            List<Codebook> parts = CodebookAnnouncement.parts(bundle);

            io.tokenloom.vision.quantization.Codebook file = io.tokenloom.vision.quantization.Codebook.read(
                    Files.readAllBytes(folder.resolve("codebook.safetensors")), "codebook");
            float[] row = new float[file.dimension()];
            int next = 0;
            for (Codebook part : parts) {
                assertThat(part.getRows()).isEqualTo(4096).isEqualTo(file.size());
                assertThat(part.getDimension()).isEqualTo(file.dimension());
                assertThat(part.getFirstRow()).isEqualTo(next);
                assertThat(part.getValues().remaining()).isLessThanOrEqualTo(512 * 1024);
                FloatBuffer values =
                        part.getValues().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
                for (; values.hasRemaining(); next++) {
                    file.copyCode(next, row, 0);
                    double length = length(row);
                    for (float number : row) {
                        assertThat((double) values.get()).isCloseTo(number / length, within(1e-6));
                    }
                }
            }
            assertThat(next).isEqualTo(4096);
            assertThat(CodebookAnnouncement.key(parts.get(0)))
                    .isEqualTo(HexFormat.of().formatHex(bundle.fingerprint().shortBytes()) + "//0");
        }
    }

    @Test
    void joinsTwoTablesThatShareTheirIds() {
        try (TokenizerBundle bundle =
                TokenizerBundle.open(ROWS.resolve("tokenflow-tables").toString(), Device.CPU)) {
            List<Codebook> parts = CodebookAnnouncement.parts(bundle);

            assertThat(parts).isNotEmpty().allSatisfy(part -> assertThat(part.getRows())
                    .isEqualTo(2048));
        }
    }

    @Test
    void hasNothingToSayOfTokenizersWithoutTables() {
        for (String location :
                List.of("builtin:o200k_base", ROWS.resolve("fqgan").toString())) {
            try (TokenizerBundle bundle = TokenizerBundle.open(location, Device.CPU)) {
                assertThat(CodebookAnnouncement.parts(bundle)).as(location).isEmpty();
            }
        }
    }

    private static double length(float[] row) {
        double square = 0;
        for (float number : row) {
            square += (double) number * number;
        }
        return Math.sqrt(square);
    }
}
