package io.tokenloom.cli.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.cli.visual.OnnxRecords;
import io.tokenloom.cli.visual.TestPictures;
import io.tokenloom.media.RgbImage;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.EmbeddingNumbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class TokensVectorsIT {
    private static final RgbImage PICTURE = TestPictures.quadrants(40, 20, 10, 90, 160, 250);
    private static final byte[] CONTENT = {1};

    @TempDir
    private Path folder;

    private WrittenRoute written;
    private Path config;
    private RecordAddress source;

    @BeforeEach
    void ownTopics(TestBroker broker, TestInfo test) throws InterruptedException, IOException {
        written = WrittenRoute.of(
                broker, "vectors-" + test.getTestMethod().orElseThrow().getName());
        config = written.files(folder);
        source = written.source("a", CONTENT);
    }

    @AfterEach
    void closeRoute() {
        written.close();
    }

    @Test
    void showsVectorsByShapeTypePlaceAndFirstNumbers() throws IOException {
        TokenEmbeddings made;
        try (OnnxRecords m3 = OnnxRecords.of("m3")) {
            made = m3.vectors(source, 0, 1, "a", CONTENT, PICTURE);
            written.tokenizerVersion("m3", "1", m3.bundle().fingerprint().shortBytes());
        }
        made.setLayout(new SequenceLayout(0, List.of(), 0, 2304, List.of()));
        written.vectorRecords("a", List.of(made));
        written.commit();
        float[] numbers = EmbeddingNumbers.read(made);

        assertThat(tokens().out())
                .startsWith("0/0  a  m3  576 vectors  of 32 numbers, float16  raster 24x24  pooled from 2304  stream a"
                        + " frame 0 reset (first)  numbers " + "%.4g %.4g ".formatted(numbers[0], numbers[1]));
        JsonNode json = json();
        assertThat(json.at("/kind").asText()).isEqualTo("embeddings");
        assertThat(json.at("/tokenizerName").asText()).isEqualTo("m3");
        assertThat(json.at("/tokenCount").asInt()).isEqualTo(576);
        assertThat(json.at("/dimension").asInt()).isEqualTo(32);
        assertThat(json.at("/elementType").asText()).isEqualTo("FLOAT16");
        assertThat(json.at("/truncation/validLengths").toString()).isEqualTo("[1,9,36,144,576]");
        assertThat(json.at("/layout/fullTokens").asInt()).isEqualTo(2304);
        assertThat(json.at("/values")).hasSize(numbers.length);
        assertThat(json.at("/values/100").floatValue()).isEqualTo(numbers[100]);
    }

    @Test
    void fetchesNumbersFromTheClaimStoreWhereThereIsOne() throws IOException {
        Path store = Files.createDirectory(folder.resolve("claims"));
        TokenEmbeddings made;
        try (OnnxRecords mqt = OnnxRecords.of("mqt")) {
            made = mqt.vectors(source, 0, 1, "a", CONTENT, PICTURE);
        }
        float[] numbers = EmbeddingNumbers.read(made);
        claim(made, store);
        written.vectorRecords("a", List.of(made));
        written.commit();

        assertThat(tokens().out())
                .contains("256 vectors  of 32 numbers, float16  nested-prefix  stream a")
                .contains(
                        "  at " + made.getClaimUri() + "  numbers not read: the connections file names no claim store");
        assertThat(json().at("/values").isNull()).isTrue();
        assertThat(json().at("/valuesMissing").asText()).contains("names no claim store");

        Files.writeString(config, "claims: {store: \"" + store.toUri() + "\"}\n", StandardOpenOption.APPEND);
        assertThat(tokens().out()).contains("  numbers " + "%.4g ".formatted(numbers[0]));
        assertThat(json().at("/values")).hasSize(numbers.length);
        assertThat(json().at("/claimUri").asText()).isEqualTo(made.getClaimUri());

        made.setClaimSha256(ByteBuffer.wrap(new byte[32]));
        written.vectorRecords("a", List.of(made));
        written.commit();
        CommandRun run = tokens("--from", "1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("numbers not read: ");
    }

    @Test
    void showsEachPlane() throws IOException {
        TokenSequence made;
        try (OnnxRecords fqgan = OnnxRecords.of("fqgan")) {
            made = fqgan.ids(source, "a", CONTENT, PICTURE);
        }
        written.tokenRecords("a", List.of(made));
        written.commit();

        assertThat(tokens().out())
                .contains("256 tokens  raster 16x16  stream a")
                .contains("  semantic ids " + made.getPlanes().get(0).getIds().get(0) + " ")
                .contains("  visual ids " + made.getPlanes().get(1).getIds().get(0) + " ");
        assertThat(json().at("/planes/1/ids")).hasSize(256);
    }

    @Test
    void showsWhichPositionsWereKeptAndHowIdsArePlaced() throws IOException {
        TokenSequence made;
        try (OnnxRecords lavit = OnnxRecords.of("lavit-argmax")) {
            made = lavit.ids(source, "a", CONTENT, PICTURE);
        }
        int kept = made.getGeometry().getKeptPositions().size();
        made.setLayout(new SequenceLayout(4, List.of(5, 14), 0, 0, List.of()));
        written.tokenRecords("a", List.of(made));
        written.commit();

        assertThat(kept).isBetween(1, 255);
        assertThat(tokens().out())
                .contains("selected 16x16, " + kept + " of 256 positions kept  from token 4 on  blocks end at 5 14"
                        + "  framed by 32000 and 32001 at offset 32002  stream a");
    }

    private static void claim(TokenEmbeddings made, Path directory) throws IOException {
        byte[] content = new byte[made.getValues().remaining()];
        made.getValues().duplicate().get(content);
        try (ClaimStore store = ClaimStore.open(
                Map.of(ClaimStore.STORE_SETTING, directory.toUri().toString()))) {
            ClaimCheck check = store.put(content);
            made.setValues(ByteBuffer.allocate(0));
            made.setClaimUri(check.uri().toString());
            made.setClaimSha256(ByteBuffer.wrap(HexFormat.of().parseHex(check.sha256())));
        }
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper()
                .readTree(tokens("--json").out().lines().findFirst().orElseThrow());
    }

    private CommandRun tokens(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("tokens", "--config", config.toString(), written.route().to()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
