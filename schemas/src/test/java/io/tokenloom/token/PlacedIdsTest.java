package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenloom.record.Framing;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a record's framing makes of its ids. */
class PlacedIdsTest {
    private final TokenSequence record = SampleTokens.sequence(1, 2, TokenOrder.CAUSAL_1D)
            .setPlanes(List.of(new TokenPlane("", List.of(3, 8191), 8192)))
            .setFraming(Framing.newBuilder()
                    .setBeginIds(List.of(40_192))
                    .setEndIds(List.of(40_193))
                    .setIdOffset(32_000)
                    .build())
            .build();

    @Test
    void placesTheIdsOfARecord() {
        assertThat(PlacedIds.of(record)).containsExactly(40_192, 32_003, 40_191, 40_193);
    }

    @Test
    void placesNoIdsTwice() {
        TokenSequence placed = TokenSequence.newBuilder(record)
                .setPlanes(List.of(new TokenPlane("", IdLists.list(PlacedIds.of(record)), 0)))
                .setFraming(Framing.newBuilder(record.getFraming())
                        .setExpanded(true)
                        .build())
                .build();

        assertThat(PlacedIds.of(placed)).isEqualTo(PlacedIds.of(record));
    }

    @Test
    void refusesRecordsWithoutFramingOrWithSeveralPlanes() {
        TokenSequence unframed =
                TokenSequence.newBuilder(record).setFraming(null).build();
        TokenSequence dual = TokenSequence.newBuilder(record)
                .setPlanes(List.of(SampleTokens.plane("a", 2, 9), SampleTokens.plane("b", 2, 9)))
                .build();

        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> PlacedIds.of(unframed))
                .withMessageContaining("no framing");
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> PlacedIds.of(dual))
                .withMessageContaining("2 planes");
    }
}
