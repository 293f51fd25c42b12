package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.model.Device;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.PackedIds;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenTrimming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 1, TiTok: 32 ids of 4,096 for a picture, without places, all needed. */
abstract class TiTokRow {
    @Test
    void publishesTheReferenceIdsOf12Bits() throws Exception {
        for (Golden golden : Golden.of("rows/titok")) {
            TokenSequence made = SystemRowsIT.rows().ids("titok", golden);

            int[] ids = RowRecords.onlyPlane(made, 4096);
            assertThat(ids)
                    .containsExactly(RowRecords.array(golden.planes().get(0)))
                    .hasSize(32);
            assertThat(made.getOrder()).isEqualTo(TokenOrder.LATENT_1D);
            assertThat(made.getTruncation().getKind()).isEqualTo(TruncationKind.NONE);
            int bits = PackedIds.bitsPerId(4096);
            byte[] packed = PackedIds.pack(ids, bits);
            assertThat(packed).hasSize(48);
            assertThat(PackedIds.unpack(packed, 32, bits)).containsExactly(ids);
        }
    }

    @Test
    void decodesWhatWasPacked() throws Exception {
        TokenSequence made =
                SystemRowsIT.rows().ids("titok", Golden.of("rows/titok").get(0));
        int bits = PackedIds.bitsPerId(4096);

        byte[] packed = PackedIds.pack(RowRecords.onlyPlane(made, 4096), bits);

        assertThat(DecodedPatches.of("rows/titok", PackedIds.unpack(packed, 32, bits))
                        .distance(DecodedPatches.golden("rows/titok", 32)))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void refusesToCut() throws Exception {
        TokenSequence made =
                SystemRowsIT.rows().ids("titok", Golden.of("rows/titok").get(0));

        assertThatThrownBy(() -> TokenTrimming.toTokens(made, 16)).isInstanceOf(TokenContractException.class);
    }

    @Test
    void isAnotherTokenizerWithoutTheLegacyReshape(@TempDir Path folder) throws Exception {
        Path legacy = Golden.bundle("rows/titok");
        Files.createDirectory(folder.resolve("golden"));
        try (Stream<Path> files = Files.walk(legacy)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(legacy.relativize(file).toString()));
            }
        }
        String manifest = Files.readString(legacy.resolve("bundle.yaml"));
        assertThat(manifest).contains("legacy-reshape");
        Files.writeString(folder.resolve("bundle.yaml"), manifest.replace("legacy-reshape", "fixed-reshape"));

        try (VisualBundle one = VisualBundle.open(legacy.toString(), Device.CPU);
                VisualBundle other = VisualBundle.open(folder.toString(), Device.CPU)) {
            assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
        }
    }
}
