package io.tokenloom.cli.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.Tokenloom;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.cli.visual.SmallVisualBundle;
import io.tokenloom.cli.visual.TestPictures;
import io.tokenloom.cli.visual.VisualRecords;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class TokensIT {
    private static final byte[] TEXT = "Hello world\n".getBytes(StandardCharsets.UTF_8);
    private static final int NO_LIMIT = 1 << 20;

    private static TextBundle o200k;

    @TempDir
    private Path folder;

    private WrittenRoute written;
    private Path config;

    @BeforeAll
    static void openTokenizer() {
        o200k = TextBundle.open("builtin:o200k_base");
    }

    @AfterAll
    static void closeTokenizer() {
        o200k.close();
    }

    @BeforeEach
    void ownTopics(TestBroker broker, TestInfo test) throws InterruptedException, IOException {
        written = WrittenRoute.of(
                broker, "tokens-" + test.getTestMethod().orElseThrow().getName());
        config = written.files(folder);
    }

    @AfterEach
    void closeRoute() {
        written.close();
    }

    @Test
    void showsOneLineForEachCommittedRecord() {
        written.tokenizerVersion("o200k_base", "1", o200k.fingerprint().shortBytes());
        RecordAddress source = tokenized("notes/a.txt");
        written.part(source, 1, 3, "notes/\u001b[2Jb.txt", TEXT, o200k);
        RecordAddress gone = written.source("gone", null);
        written.skip(gone);
        written.onTokenTopic(TEXT);
        written.commit();
        tokenized("aborted");
        written.abort();

        CommandRun run = tokens(written.route().to());

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("0/0  notes/a.txt  o200k_base  3 tokens  [Hello][ world][\\n]"),
                        line -> assertThat(line).startsWith("0/1  notes/\\u{1b}[2Jb.txt part 2 of 3  o200k_base"),
                        line -> assertThat(line).isEqualTo("0/2  tombstone, passed on from " + gone),
                        line -> assertThat(line).startsWith("0/3  no token record: The value starts with 0x48"));
    }

    @Test
    void saysThatThereIsNothing() {
        written.onTokenTopic(TEXT);
        written.abort();

        CommandRun run = tokens(written.route().to());

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(written.route().to() + " has no records yet.");
    }

    @Test
    void showsIdsOfATokenizerThatItDoesNotHave() {
        TokenSequence foreign = WrittenRoute.sequence(new RecordAddress("t", 0, 0), 0, 1, "foreign", TEXT, o200k);
        foreign.setTokenizer(new TokenizerFingerprint(new byte[] {8, 7, 6, 5, 4, 3, 2, 1}));
        written.tokenRecord(foreign);
        written.commit();

        assertThat(tokens(written.route().to()).out())
                .isEqualToIgnoringNewLines("0/0  foreign  0807060504030201  3 tokens  ids 13225 2375 198");
    }

    @Test
    void showsPicturesByTheirPlaceInTheStreamWithoutTheirTokenizer() throws IOException {
        try (ProgressiveBundle bundle = SmallVisualBundle.open(folder.resolve("bundle"))) {
            VisualRecords pictures = VisualRecords.of(bundle);
            RecordAddress source = written.source("v", new byte[] {1});
            written.tokenRecords(
                    "v",
                    pictures.video(
                            source,
                            "v",
                            List.of(
                                    TestPictures.quadrants(8, 8, 101, 101, 101, 101),
                                    TestPictures.quadrants(8, 8, 102, 102, 102, 102))));
            written.tokenizerVersion("quadrants", "1", bundle.fingerprint().shortBytes());
            written.commit();
        }

        assertThat(tokens(written.route().to()).out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "0/0  v part 1 of 2  quadrants  4 tokens  40.0 dB  nested-prefix  stream v frame 0 at 0.000 s"
                                                + " reset  ids 178 178 178 178"),
                        line -> assertThat(line)
                                .startsWith(
                                        "0/1  v part 2 of 2  quadrants  4 tokens  40.0 dB  nested-prefix  stream v frame 1 at 0.200 s"
                                                + " step 1  ids "));
        JsonNode json = json(tokens(written.route().to(), "--json")).get(1);
        assertThat(json.at("/modality").asText()).isEqualTo("visual");
        assertThat(json.at("/quality").asDouble()).isEqualTo(40);
        assertThat(json.at("/tokenCount").asInt()).isEqualTo(4);
        assertThat(json.at("/stream/streamKey").asText()).isEqualTo("v");
        assertThat(json.at("/stream/stepsSinceReset").asInt()).isEqualTo(1);
        assertThat(json.at("/geometry/sourceWidth").asInt()).isEqualTo(8);
    }

    @Test
    void showsDeadLetters() throws IOException {
        RecordAddress source = written.source("bad.txt", new byte[] {-1});
        written.deadLetter(source, "bad.txt", new byte[] {-1}, FailureCode.TEXT_ENCODING);
        written.commit();

        assertThat(tokens(written.route().deadLetters()).out())
                .isEqualToIgnoringNewLines(
                        "0/0  bad.txt  dead letter TEXT_ENCODING  1 bytes from " + source + "  the reason of bad.txt");

        JsonNode json = json(tokens(written.route().deadLetters(), "--json")).get(0);
        assertThat(json.at("/kind").asText()).isEqualTo("dead-letter");
        assertThat(json.at("/code").asText()).isEqualTo("TEXT_ENCODING");
        assertThat(json.at("/source/offset").asLong()).isEqualTo(source.offset());
        assertThat(json.at("/errors/stage").asText()).isEqualTo("decode");
        assertThat(json.at("/headers/ce_id").asText()).isEqualTo("bad.txt");
    }

    @Test
    void printsAllOfARecordAsJson() throws IOException {
        tokenized("a");
        written.commit();

        JsonNode json = json(tokens(written.route().to(), "--json")).get(0);

        assertThat(json.at("/kind").asText()).isEqualTo("tokens");
        assertThat(json.at("/itemId").asText()).isEqualTo("a");
        assertThat(json.at("/planes/0/ids").toString()).isEqualTo("[13225,2375,198]");
        assertThat(json.at("/tokenizer").asText()).isEqualTo(o200k.fingerprint().shortHex());
        assertThat(json.at("/eventTime").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(json.at("/contentDigest").asText()).hasSize(32);
        assertThat(json.at("/source/topic").asText()).isEqualTo(written.route().from());
        assertThat(json.at("/geometry").isNull()).isTrue();
    }

    @Test
    void startsWhereItIsToldAndEndsAtItsLimit() throws IOException {
        for (String id : List.of("a", "b", "c", "d")) {
            tokenized(id);
        }
        written.commit();

        assertThat(itemIds("--from", "1", "--limit", "2")).containsExactly("b", "c");
        assertThat(itemIds("--from", "latest")).isEmpty();
        assertThat(itemIds("--from", "1000")).isEmpty();
        assertThat(itemIds("--from", "2020-01-01")).containsExactly("a", "b", "c", "d");
        assertThat(itemIds("--from", "2999-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void followsRecordsAsTheyAreCommitted() throws IOException {
        tokenized("first");
        written.commit();
        PipedWriter out = new PipedWriter();
        try (BufferedReader lines = new BufferedReader(new PipedReader(out))) {
            CompletableFuture<Integer> following = CompletableFuture.supplyAsync(() -> Tokenloom.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .execute(
                            "tokens",
                            "--config",
                            config.toString(),
                            "--follow",
                            "--from",
                            "earliest",
                            "--limit",
                            "2",
                            written.route().to()));
            assertThat(lines.readLine()).contains("first");
            tokenized("aborted");
            written.abort();
            tokenized("second");
            written.commit();

            assertThat(lines.readLine()).contains("second");
            assertThat(following).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void namesTheTopicsThatAreThere() {
        CommandRun run = tokens("tokens.txet.v1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("there is no topic tokens.txet.v1")
                .contains(written.route().to())
                .doesNotContain("__transaction_state");
    }

    @Test
    void refusesALimitOfNothing() {
        assertThat(tokens(written.route().to(), "--limit", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private RecordAddress tokenized(String itemId) {
        RecordAddress source = written.source(itemId, TEXT);
        written.tokens(source, itemId, TEXT, NO_LIMIT, o200k);
        return source;
    }

    private List<String> itemIds(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--json");
        List<String> ids = new ArrayList<>();
        json(tokens(written.route().to(), arguments.toArray(String[]::new)))
                .forEach(record -> ids.add(record.get("itemId").asText()));
        return ids;
    }

    private CommandRun tokens(String topic, String... more) {
        List<String> arguments = new ArrayList<>(List.of("tokens", "--config", config.toString(), topic));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static List<JsonNode> json(CommandRun run) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            records.add(new ObjectMapper().readTree(line));
        }
        return records;
    }
}
