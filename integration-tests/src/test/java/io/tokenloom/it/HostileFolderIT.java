package io.tokenloom.it;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.reader.decode.DecodedPart;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.reader.records.TokenRecordReader;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.standalone.PartNames;
import io.tokenloom.standalone.PartStatus;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.HeaderNames;
import io.tokenloom.wire.SchemaSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Real and hostile text through the command: every item accounted for, the good ones exact, nothing falls over. */
class HostileFolderIT {
    private static final long MOST_BYTES = 3L << 30;

    @RegisterExtension
    static final SharedPlatform PLATFORM = new SharedPlatform();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static HostileFolder hostile;
    private static RunningPlatform running;
    private static MemoryWatch memory;
    private static int ingested;
    private static int balanced;

    @BeforeAll
    static void sendsEverything() throws IOException {
        hostile = HostileFolder.write(folder.resolve("hostile"), Assembled.root());
        running = PLATFORM.running();
        memory = new MemoryWatch(running.platform());
        ingested = watched("ingest", folder.resolve("hostile").toString());
        balanced = watched("ledger", "--wait", "4min");
    }

    @AfterAll
    static void stop() {
        if (memory != null) {
            memory.close();
        }
        // The last that shares it.
        if (running != null) {
            running.close();
        }
    }

    private static int watched(String... arguments) {
        Process command = running.begin(arguments);
        memory.include(command);
        return running.await(command);
    }

    @Test
    void everyItemIsAccountedFor() {
        assertThat(ingested)
                .as("exit status of ingest, see %s", running.output())
                .isZero();
        assertThat(balanced)
                .as("exit status of ledger, see %s", running.output())
                .isZero();
    }

    @Test
    void theGoodItemsDecodeToTheirBytes() {
        Map<String, String> wanted = digests(Optional.empty());
        Map<String, String> decoded = new TreeMap<>();
        try (SchemaSource schemas = RegistryClients.connect(running.connections());
                TokenDecoders decoders = TokenDecoders.over(TextBundle.BUILT_IN)) {
            CommittedRecords records = new CommittedRecords(running.connections());
            TokenRecordReader reader = new TokenRecordReader(schemas);
            Map<String, ByteArrayOutputStream> open = new HashMap<>();
            records.visit(records.ranges("tokens.text.v1"), read -> {
                TokenSequence tokens = reader.read(read);
                if (!isOurs(tokens.getItemId())) {
                    return;
                }
                DecodedPart part = decoders.text(tokens.getTokenizer()).decode(tokens);
                assertThat(part.exact()).as(tokens.getItemId()).isTrue();
                ByteArrayOutputStream bytes =
                        open.computeIfAbsent(tokens.getItemId(), any -> new ByteArrayOutputStream());
                bytes.writeBytes(part.bytes());
                if (tokens.getSource().getPart() + 1 == tokens.getSource().getParts()) {
                    decoded.put(
                            tokens.getItemId(),
                            Digest.hex(open.remove(tokens.getItemId()).toByteArray()));
                }
            });
        }
        assertThat(decoded).isEqualTo(wanted);
    }

    @Test
    void theCommandDecodesTextsOfManyPartsAndOfOne() throws IOException {
        for (String name : new String[] {"parts.txt", "combining-marks.txt", "control-tokens.txt"}) {
            Path file = folder.resolve("decoded-" + name);
            assertThat(running.run("decode", "hostile/" + name, "-o", file.toString()))
                    .as(name)
                    .isZero();
            assertThat(Files.mismatch(file, folder.resolve("hostile").resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    @Test
    void theBadItemsAreDeadLettersWithCodeReasonAndOriginalBytes() {
        Map<String, String> codes = new TreeMap<>();
        Map<String, String> contents = new TreeMap<>();
        try (SchemaSource schemas = RegistryClients.connect(running.connections())) {
            CommittedRecords records = new CommittedRecords(running.connections());
            AvroRecordReader<TextItem> texts = AvroRecordReader.of(TextItem.class, schemas);
            ClaimStore claims = running.connections().claimStore().orElseThrow();
            records.visit(records.ranges("tokens.dlq.v1"), read -> {
                DeadLetter letter = DeadLetter.of(read).orElseThrow();
                assertThat(letter.message()).isNotBlank();
                assertThat(RecordHeaders.text(read, DeadLetterHeaders.PAYLOAD_SHA256))
                        .contains(Digest.hex(read.value()));
                Optional<String> lineId = RecordHeaders.text(read, HeaderNames.ITEM_ID);
                String itemId = lineId.orElseGet(
                        () -> texts.read(read.value()).getHeader().getItemId());
                if (!isOurs(itemId)) {
                    return;
                }
                byte[] content = ClaimCheck.in(name -> RecordHeaders.text(read, name))
                        .map(check -> claims.get(check, TopicCatalogue.MAX_CLAIMED_TEXT_BYTES))
                        .orElseGet(() -> lineId.isPresent() ? read.value() : content(texts, read));
                codes.put(itemId, letter.code());
                contents.put(itemId, Digest.hex(content));
            });
        }
        assertThat(codes).isEqualTo(wantedCodes());
        assertThat(contents)
                .containsExactlyInAnyOrderEntriesOf(codes.keySet().stream()
                        .collect(Collectors.toMap(
                                id -> id,
                                id -> Digest.hex(hostile.items().get(id).content()))));
    }

    @Test
    void allProcessesTogetherStayUnderThreeGibibytes() {
        System.out.printf("resident at most %,d bytes%n", memory.mostBytes());
        assertThat(memory.mostBytes()).isLessThan(MOST_BYTES);
    }

    @Test
    void noPartDiedAndTheJobWasNotRestarted() throws IOException, InterruptedException {
        assertThat(running.platform().status().parts())
                .hasSize(4)
                .allMatch(part -> part.health() == PartStatus.Health.HEALTHY)
                .allMatch(part -> part.failures() == 0);
        Map<String, String> pages =
                running.platform().status().addresses().orElseThrow().metricsUrls();
        HttpResponse<String> metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pages.get(PartNames.JOB_MANAGER)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(metrics.body().lines().filter(line -> line.startsWith("flink_jobmanager_job_numRestarts{")))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .endsWith("} 0.0");
    }

    /** The platform has other items as well. */
    private static boolean isOurs(String itemId) {
        return itemId.startsWith("hostile/");
    }

    private static byte[] content(AvroRecordReader<TextItem> texts, ConsumerRecord<byte[], byte[]> read) {
        ByteBuffer content = texts.read(read.value()).getContent();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    private static Map<String, String> wantedCodes() {
        Map<String, String> codes = new TreeMap<>();
        hostile.items()
                .forEach((id, item) -> item.code().map(FailureCode::name).ifPresent(code -> codes.put(id, code)));
        return codes;
    }

    private static Map<String, String> digests(Optional<FailureCode> code) {
        Map<String, String> digests = new TreeMap<>();
        hostile.items().forEach((id, item) -> {
            if (item.code().equals(code)) {
                digests.put(id, Digest.hex(item.content()));
            }
        });
        return digests;
    }
}
