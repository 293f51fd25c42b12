package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.token.TokenTrimming;
import org.junit.jupiter.api.Test;

/** Row 39, MQT: 256 vectors of queries that don't see each other, so that any number of them is a model of its own. */
abstract class MqtRow {
    private static Golden golden() throws Exception {
        return Golden.of("rows/mqt").get(0);
    }

    @Test
    void publishesTheReferenceVectorsOnce() throws Exception {
        TokenEmbeddings made = SystemRowsIT.rows().vectors("mqt", golden());

        assertThat(made.getShape()).containsExactly(256, 32);
        assertThat(made.getOrder()).isEqualTo(TokenOrder.NESTED_PREFIX);
        assertThat(made.getTruncation().getKind()).isEqualTo(TruncationKind.ANY_PREFIX);
        RowRecords.requireNumbers(made, golden().vectors());
    }

    @Test
    void cutsToWhatTheModelOfSoManyQueriesGives() throws Exception {
        TokenEmbeddings full = SystemRowsIT.rows().vectors("mqt", golden());
        TokenEmbeddings run = SystemRowsIT.rows().vectors("mqt-of-16", golden());

        TokenEmbeddings cut = TokenTrimming.toTokens(full, 16);

        assertThat(run.getShape()).containsExactly(16, 32).isEqualTo(cut.getShape());
        RowRecords.requireNumbers(cut, EmbeddingNumbers.read(run));
    }

    @Test
    void cutsToWhatTheRouteOfSoManyTokensPublishes() throws Exception {
        TokenEmbeddings full = SystemRowsIT.rows().vectors("mqt", golden());

        assertThat(TokenTrimming.toTokens(full, 100))
                .isEqualTo(SystemRowsIT.rows().vectors("mqt-100", golden()));
    }
}
