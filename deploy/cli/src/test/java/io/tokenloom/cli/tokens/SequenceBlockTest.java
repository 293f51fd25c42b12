package io.tokenloom.cli.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.output.PieceStyle;
import io.tokenloom.cli.records.PackedRecords;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.token.TokenRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SequenceBlockTest {
    private static TokenDecoders decoders;
    private static PackedRecords records;

    @BeforeAll
    static void open() {
        TextBundle o200k = TextBundle.open("builtin:o200k_base");
        records = new PackedRecords(o200k);
        decoders = TokenDecoders.over(List.of("builtin:o200k_base"));
    }

    @AfterAll
    static void close() {
        decoders.close();
        records.text().close();
    }

    @Test
    void showsEachRangeWithItsTextOrItsVisualTokens() {
        List<TokenRecord> page = new ArrayList<>(List.of(records.text(3, "page.txt", "Hello world\n")));
        page.addAll(records.picture(1, "cat.jpg", 2, 16));

        PackedSequence sequence =
                records.packed(100, Map.of("page\u001b", page)).get(0);

        assertThat(line(sequence).lines())
                .containsExactly(
                        "1/7  sequences-0-0  38 of 100 ids, 38.0 % full  1 document  closed at 1970-01-01T00:01:00Z",
                        "  document page\\u{1b}  ids 0 to 37  1970-01-01T00:00:00Z",
                        "    visual   1+16  cat.jpg part 1 of 2  00000000000000aa  16 visual tokens  frame 0",
                        "    visual   17+16  cat.jpg part 2 of 2  00000000000000aa  16 visual tokens  frame 1",
                        "    text     34+3  page.txt  o200k_base  3 tokens  [Hello][ world][\\n]");
    }

    @Test
    void saysWhichPartStandsHereAndWhatIsLeftOut() {
        Map<String, List<TokenRecord>> documents = new LinkedHashMap<>();
        documents.put("long", List.of(records.text(1, "long.txt", "one two three four five six seven eight")));
        List<PackedSequence> packs =
                records.packed(4, Optional.of(new TokenBudget(7, TokenBudget.Division.EQUAL)), documents);

        String all = line(packs.get(0)) + "\n" + line(packs.get(1));

        assertThat(all)
                .contains("document long  part 1 of 2  ids 0 to 3")
                .contains("text     0+4  long.txt  o200k_base  4 tokens from 0 on, of 8  [one][ two][ three][ four]")
                .contains("2 tokens from 4 on, of 8  [ five][ six]")
                .contains("omitted  long.txt  2 tokens from 6 on: budget");
    }

    @Test
    void saysWhereASequenceIsNotWhatItSaysOfItself() {
        PackedSequence sequence = records.packed(100, Map.of("a", List.of(records.text(1, "a.txt", "Hello"))))
                .get(0);
        sequence.getDocuments().get(0).setLength(7);

        assertThat(line(sequence)).contains("DAMAGED: Sequence sequences-0-0: document a ends at 7 of 2 ids");
    }

    @Test
    void programsGetAllThatIsInARecordAndItsCumulativeLengths() throws IOException {
        Map<String, List<TokenRecord>> documents = new LinkedHashMap<>();
        documents.put("a", List.of(records.text(1, "a.txt", "Hello world")));
        documents.put("b", records.picture(1, "b.jpg", 1, 4));
        PackedSequence sequence = records.packed(20, documents).get(0);

        String line = new JsonPrinter(names(), contents()).line(new Shown.Packed(read(), sequence));

        assertThat(line).doesNotContain("\n");
        JsonNode json = JsonMapper.builder().build().readTree(line);
        assertThat(json.path("kind").textValue()).isEqualTo("sequence");
        assertThat(json.path("fill").doubleValue()).isEqualTo(0.5);
        assertThat(json.path("cumulativeLengths").toString()).isEqualTo("[0,3,10]");
        assertThat(json.path("ids")).hasSize(10);
        assertThat(json.path("documents")
                        .path(1)
                        .path("ranges")
                        .path(0)
                        .path("beginIds")
                        .toString())
                .isEqualTo("[250001]");
    }

    private static String line(PackedSequence sequence) {
        return new LinePrinter(names(), new TokenPieces(decoders, PieceStyle.PLAIN), contents())
                .line(new Shown.Packed(read(), sequence));
    }

    private static TokenizerNames names() {
        TokenizerVersion version = new TokenizerVersion();
        version.setName("o200k_base");
        TokenizerFingerprint known =
                new TokenizerFingerprint(records.text().fingerprint().shortBytes());
        return new TokenizerNames(fingerprint -> Optional.of(version).filter(any -> fingerprint.equals(known)));
    }

    private static EmbeddingContents contents() {
        return new EmbeddingContents(Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> read() {
        return new ConsumerRecord<>("tokens.packed.v1", 1, 7, new byte[0], new byte[0]);
    }
}
