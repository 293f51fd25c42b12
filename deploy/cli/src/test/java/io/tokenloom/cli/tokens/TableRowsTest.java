package io.tokenloom.cli.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.output.PieceStyle;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.record.Neighbours;
import io.tokenloom.record.Successors;
import io.tokenloom.record.TokenizerFingerprint;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Rows of the compacted tables, as they are shown. */
class TableRowsTest {
    private static final EmbeddingContents NO_CONTENTS = new EmbeddingContents(Optional.empty());
    private static final ConsumerRecord<byte[], byte[]> READ =
            new ConsumerRecord<>("tables", 1, 7, new byte[0], new byte[0]);

    @Test
    void showsWhatFollowsAnIdInTheWordsOfItsTokenizer() throws IOException {
        try (TextBundle o200k = TextBundle.open("builtin:o200k_base");
                TokenDecoders decoders = TokenDecoders.over(List.of("builtin:o200k_base"))) {
            int[] ids = o200k.tokenizer().encode("Hello world there");
            Successors row = new Successors(
                    new TokenizerFingerprint(o200k.fingerprint().shortBytes()),
                    "",
                    ids[0],
                    Arrays.stream(ids).skip(1).boxed().toList(),
                    List.of(1200L, 3L));

            assertThat(lines(decoders).line(new Shown.Followed(READ, row)))
                    .endsWith("  " + ids[0] + " [Hello]  before [ world][ there]  1,200 3 times")
                    .startsWith("1/7  ");
            JsonNode json = JsonMapper.builder()
                    .build()
                    .readTree(new JsonPrinter(names(), NO_CONTENTS).line(new Shown.Followed(READ, row)));
            assertThat(json.path("kind").asText()).isEqualTo("successors");
            assertThat(json.path("counts").get(0).asInt()).isEqualTo(1200);
        }
    }

    @Test
    void showsTheNearestCodes() throws IOException {
        Neighbours row = new Neighbours(
                new TokenizerFingerprint(new byte[8]),
                "coarse",
                5,
                IntStream.range(10, 30).boxed().toList());

        assertThat(lines(TokenDecoders.over(List.of())).line(new Shown.Near(READ, row)))
                .endsWith(" plane coarse  5 near 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 … 20 in all");
    }

    private static LinePrinter lines(TokenDecoders decoders) {
        return new LinePrinter(names(), new TokenPieces(decoders, PieceStyle.PLAIN), NO_CONTENTS);
    }

    private static TokenizerNames names() {
        return new TokenizerNames(unseen -> Optional.empty());
    }
}
