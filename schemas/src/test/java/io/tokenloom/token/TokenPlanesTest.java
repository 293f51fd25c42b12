package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FQGAN's planes, read as its generator and as its readers want them. */
class TokenPlanesTest {
    private final List<TokenPlane> triple = List.of(
            SampleTokens.plane("semantic", 256, 16_384),
            SampleTokens.plane("visual", 256, 16_384),
            SampleTokens.plane("texture", 256, 1024));

    @Test
    void givesAllIdsOfAPositionTogether() {
        List<TokenPlane> dual =
                List.of(new TokenPlane("semantic", List.of(1, 2, 3), 9), new TokenPlane("visual", List.of(4, 5, 6), 9));

        assertThat(TokenPlanes.positionMajor(dual)).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void losesNothingOnTheWayToPositionsAndBack() {
        assertThat(TokenPlanes.fromPositionMajor(TokenPlanes.positionMajor(triple), triple))
                .isEqualTo(triple);
    }

    @Test
    void givesOnePlaneToWhoReadsOne() {
        TokenSequence all =
                SampleTokens.sequence(1, 2, TokenOrder.RASTER).setPlanes(triple).build();

        TokenSequence one = TokenPlanes.only(all, "visual");

        assertThat(one.getPlanes()).containsExactly(triple.get(1));
        assertThat(TokenSequence.newBuilder(one).setPlanes(triple).build()).isEqualTo(all);
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenPlanes.only(all, "detail"))
                .withMessageContaining("[semantic, visual, texture]");
    }

    @Test
    void refusesPlanesOfUnequalLengthAndHalfPositions() {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(
                        () -> TokenPlanes.positionMajor(List.of(triple.get(0), SampleTokens.plane("short", 255, 9))))
                .withMessageContaining("255 ids");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> TokenPlanes.fromPositionMajor(new int[7], triple));
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> TokenPlanes.positionMajor(List.of()));
    }
}
