package io.tokenloom.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.jobs.routes.Delivery;
import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class LedgerIT {
    private static final byte[] TEXT = "one line of text\n".getBytes(StandardCharsets.UTF_8);
    private static final int NO_LIMIT = 1 << 20;

    private static TextBundle o200k;

    @TempDir
    private Path folder;

    private WrittenRoute written;
    private SchemaSource schemas;

    @BeforeAll
    static void openTokenizer() {
        o200k = TextBundle.open("builtin:o200k_base");
    }

    @AfterAll
    static void closeTokenizer() {
        o200k.close();
    }

    @BeforeEach
    void ownTopics(TestBroker broker, TestInfo test) throws InterruptedException {
        written = WrittenRoute.of(
                broker, "ledger-" + test.getTestMethod().orElseThrow().getName());
        schemas = SchemaSource.connect(written.registry().settings());
    }

    @AfterEach
    void closeAll() {
        schemas.close();
        written.close();
    }

    @Test
    void balancesTokensPartsDeadLettersAndSkips() {
        tokenized("a");
        RecordAddress long1 = written.source("long", TEXT);
        written.tokens(long1, "long", TEXT, 9, o200k);
        RecordAddress bad = written.source("bad", new byte[] {-1});
        written.deadLetter(bad, "bad", new byte[] {-1}, FailureCode.TEXT_ENCODING);
        RecordAddress gone = written.source("gone", null);
        written.skip(gone);
        written.commit();

        LedgerReport report = count(written.routes());

        assertThat(report.total()).isEqualTo(new LedgerCounts(4, 2, 1, 1, 0, 0, 0));
        assertThat(report.balanced()).isTrue();
        assertThat(report.deadLetterCodes()).isEqualTo(Map.of("TEXT_ENCODING", 1L));
    }

    @Test
    void countsNothingOfAbortedTransactions() {
        tokenized("a");
        written.commit();
        tokenized("never sent");
        written.abort();
        RecordAddress source = written.source("b", TEXT);
        written.commit();
        written.tokens(source, "b", TEXT, NO_LIMIT, o200k);
        written.abort();

        assertThat(count(written.routes()).total()).isEqualTo(new LedgerCounts(2, 1, 0, 0, 1, 0, 0));

        written.tokens(source, "b", TEXT, NO_LIMIT, o200k);
        written.commit();

        assertThat(count(written.routes()).total()).isEqualTo(new LedgerCounts(2, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void findsWhatIsMissingDuplicatedAndUnknown() {
        written.source("missing", TEXT);
        RecordAddress half = written.source("half", TEXT);
        written.part(half, 0, 2, "half", TEXT, o200k);
        RecordAddress twice = tokenized("twice");
        written.tokens(twice, "twice", TEXT, NO_LIMIT, o200k);
        written.deadLetter(twice, "twice", TEXT, FailureCode.INTERNAL_ERROR);
        written.commit();
        // The offset of the transaction's marker: in range, and no record.
        RecordAddress marker = new RecordAddress(written.route().from(), 0, twice.offset() + 1);
        written.tokens(marker, "marker", TEXT, NO_LIMIT, o200k);
        tokenized("last");
        RecordAddress stray = written.onTokenTopic(TEXT);
        written.commit();

        LedgerReport report = count(written.routes());

        assertThat(report.total()).isEqualTo(new LedgerCounts(4, 2, 0, 0, 2, 2, 2));
        assertThat(report.strays().first()).startsWith(stray + ": The value starts with 0x6f");
        assertThat(LedgerText.table(report)).contains("NOT balanced: 2 missing, 2 duplicated, 2 unknown");
    }

    @Test
    void accountsForATopicOnEachOfTheRoutesThatReadIt(TestBroker broker) throws InterruptedException {
        try (WrittenRoute second = WrittenRoute.of(broker, "ledger-second-reader")) {
            Route first = written.route();
            Route other = new Route(
                    "other",
                    first.from(),
                    RecordFormat.LINES,
                    "builtin:cl100k_base",
                    second.route().to(),
                    first.deadLetters(),
                    Set.of());
            Routes both = new Routes("both", List.of(first, other), Delivery.DEFAULT);
            RecordAddress a = tokenized("a");
            RecordAddress b = written.source("b", TEXT);
            written.deadLetter(a, "a", TEXT, FailureCode.TEXT_LIMIT, "tokenize-other");
            written.deadLetter(b, "b", TEXT, FailureCode.EMPTY);
            written.commit();

            LedgerReport report = count(both);

            assertThat(report.routes())
                    .extracting(RouteCounts::route, RouteCounts::counts)
                    .containsExactly(
                            tuple(first.name(), new LedgerCounts(2, 1, 1, 0, 0, 0, 0)),
                            tuple("other", new LedgerCounts(2, 0, 1, 0, 1, 0, 0)));
            assertThat(report.routes().get(1).deadLetterCodes()).isEqualTo(Map.of("TEXT_LIMIT", 1L));
        }
    }

    @Test
    void waitsUntilNothingIsMissing() {
        RecordAddress source = written.source("late", TEXT);
        written.commit();
        RoutesLedger ledger = open(written.routes());
        CountDownLatch seenMissing = new CountDownLatch(1);

        CompletableFuture<LedgerReport> waiting =
                CompletableFuture.supplyAsync(() -> new LedgerWait(Duration.ofMinutes(1)).until(ledger, report -> {
                    if (report.total().missing() == 1) {
                        seenMissing.countDown();
                    }
                }));
        assertThat(awaits(seenMissing)).isTrue();
        written.tokens(source, "late", TEXT, NO_LIMIT, o200k);
        written.commit();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).satisfies(report -> assertThat(report.balanced())
                .isTrue());
    }

    @Test
    void goesOnWhereItEndedWhenTheRegistryDidNotAnswer() {
        RecordAddress gone = written.source("gone", null);
        written.skip(gone);
        tokenized("a");
        written.commit();

        try (SchemaSource late = SchemaSource.of(new LateRegistry())) {
            CommittedRecords records = new CommittedRecords(written.connections());
            RoutesLedger ledger = RoutesLedger.open(records, written.routes(), late);

            assertThatThrownBy(() -> new LedgerWait(Duration.ZERO).until(ledger, report -> {}))
                    .hasMessageContaining("The schema registry did not answer");
            assertThat(ledger.report().total()).isEqualTo(new LedgerCounts(2, 0, 0, 1, 1, 0, 0));

            LedgerReport report = new LedgerWait(Duration.ofMinutes(1)).until(ledger, any -> {});
            assertThat(report.total()).isEqualTo(new LedgerCounts(2, 1, 0, 1, 0, 0, 0));
        }
    }

    /** Knows one schema, and does not answer the first two questions. */
    private static final class LateRegistry extends MockSchemaRegistryClient {
        private int questions;

        @Override
        public ParsedSchema getSchemaById(int id) throws IOException {
            questions++;
            if (questions <= 2) {
                throw new IOException("connection refused");
            }
            return new AvroSchema(Subjects.portableSchema(TokenSequence.class));
        }
    }

    @Test
    void endsWithItsVerdictAsStatus() throws IOException {
        tokenized("a");
        RecordAddress b = written.source("b", TEXT);
        written.commit();

        CommandRun unbalanced = run("--json", "--wait", "1ms");
        assertThat(unbalanced.exitCode()).isEqualTo(ExitCode.FAILED);
        JsonNode json = new ObjectMapper().readTree(unbalanced.out());
        assertThat(json.at("/balanced").asBoolean()).isFalse();
        assertThat(json.at("/total/missing").asLong()).isEqualTo(1);
        assertThat(json.at("/routes/0/tokenized").asLong()).isEqualTo(1);

        written.tokens(b, "b", TEXT, NO_LIMIT, o200k);
        written.commit();
        CommandRun balanced = run();
        assertThat(balanced.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(balanced.out()).contains("balanced: every source record has exactly one outcome");
    }

    @Test
    void namesTheTopicsThatAreThereForASourceTopicThatIsNot() {
        Route route = written.route();
        Route mistyped = new Route(
                "r", "no.such.topic", route.format(), route.tokenizer(), route.to(), route.deadLetters(), Set.of());

        assertThatThrownBy(() -> open(new Routes("job", List.of(mistyped), Delivery.DEFAULT)))
                .hasMessageStartingWith("there is no topic no.such.topic on ")
                .hasMessageContaining(route.from());
    }

    private CommandRun run(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("ledger", "--config", written.files(folder).toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private RecordAddress tokenized(String itemId) {
        RecordAddress source = written.source(itemId, TEXT);
        written.tokens(source, itemId, TEXT, NO_LIMIT, o200k);
        return source;
    }

    private LedgerReport count(Routes routes) {
        RoutesLedger ledger = open(routes);
        ledger.advance();
        return ledger.report();
    }

    private RoutesLedger open(Routes routes) {
        return RoutesLedger.open(new CommittedRecords(written.connections()), routes, schemas);
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
