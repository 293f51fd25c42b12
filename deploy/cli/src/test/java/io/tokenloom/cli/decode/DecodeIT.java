package io.tokenloom.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.text.dynamic.Boundary;
import io.tokenloom.text.dynamic.DynamicBatch;
import io.tokenloom.text.dynamic.DynamicMerger;
import io.tokenloom.text.mode.BatchWindow;
import io.tokenloom.text.mode.DeltaRecords;
import io.tokenloom.text.mode.TextMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class DecodeIT {
    private static final byte[] TEXT = utf8("Grüße aus der Zeile 🌍, mit <|endoftext|>\r\n");
    private static final byte[] LONG_TEXT = utf8(IntStream.range(0, 300)
            .mapToObj(i -> "line " + i + " has words and more of them\n")
            .collect(Collectors.joining()));
    private static final int NO_LIMIT = 1 << 20;

    private static TextBundle o200k;
    private static TextBundle cl100k;

    @TempDir
    private Path folder;

    private WrittenRoute written;
    private Path config;
    private Path file;

    @BeforeAll
    static void openTokenizers() {
        o200k = TextBundle.open("builtin:o200k_base");
        cl100k = TextBundle.open("builtin:cl100k_base");
    }

    @AfterAll
    static void closeTokenizers() {
        o200k.close();
        cl100k.close();
    }

    @BeforeEach
    void ownTopics(TestBroker broker, TestInfo test) throws InterruptedException, IOException {
        written = WrittenRoute.of(
                broker, "decode-" + test.getTestMethod().orElseThrow().getName());
        config = written.files(folder);
        file = folder.resolve("decoded");
    }

    @AfterEach
    void closeRoute() {
        written.close();
    }

    @Test
    void givesBackTheBytesByTokenAddressSourceAddressAndItemId() throws IOException {
        RecordAddress source = written.source("notes/a.txt", TEXT);
        RecordAddress tokens = written.tokens(source, "notes/a.txt", TEXT, NO_LIMIT, o200k);
        written.tokens(written.source("other", LONG_TEXT), "other", LONG_TEXT, NO_LIMIT, o200k);
        written.commit();

        for (Object target : new Object[] {tokens, source, "notes/a.txt"}) {
            Files.deleteIfExists(file);
            assertThat(decode(target).exitCode()).isEqualTo(ExitCode.OK);
            assertThat(file).hasBinaryContent(TEXT);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.half");
    }

    @Test
    void putsThePartsTogetherWhicheverOfThemIsNamed() throws IOException {
        RecordAddress source = written.source("long", LONG_TEXT);
        RecordAddress first = written.tokens(source, "long", LONG_TEXT, 1000, o200k);
        written.commit();
        RecordAddress third = new RecordAddress(first.topic(), 0, first.offset() + 2);

        assertThat(decode(third).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(file).hasBinaryContent(LONG_TEXT);
        assertThat(decode("long").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(file).hasBinaryContent(LONG_TEXT);

        assertThat(decode(third, "--part").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(new String(LONG_TEXT, StandardCharsets.UTF_8).indexOf(Files.readString(file)))
                .isBetween(1900, 2000);
    }

    @Test
    void decodesTheNewestOfSeveralItemsWithOneIdAndSaysSo() throws IOException {
        written.tokens(written.source("again", TEXT), "again", TEXT, NO_LIMIT, o200k);
        written.commit();
        RecordAddress second = written.source("again", LONG_TEXT);
        written.tokens(second, "again", LONG_TEXT, 1000, cl100k);
        written.commit();

        CommandRun run = decode("again");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("1 more with this item id").contains("from " + second);
        assertThat(file).hasBinaryContent(LONG_TEXT);
    }

    @Test
    void seesNothingOfAnAbortedTransaction() {
        RecordAddress tokens = written.tokens(written.source("gone", TEXT), "gone", TEXT, NO_LIMIT, o200k);
        written.abort();

        assertThat(decode("gone").err()).contains("no committed token record and no dead letter of gone");
        assertThat(decode(tokens).exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(file).doesNotExist();
    }

    @Test
    void namesThePartThatIsMissing() {
        RecordAddress source = written.source("half", TEXT);
        written.part(source, 0, 3, "half", TEXT, o200k);
        RecordAddress last = written.part(source, 2, 3, "half", TEXT, o200k);
        written.commit();

        CommandRun run = decode(last);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("item half from " + source
                        + " is not complete: of 3 parts 2 are there, the first that is missing is 1");
        assertThat(file).doesNotExist();
    }

    @Test
    void saysHowADeadLetterEndedAndGivesBackItsOriginalBytes() {
        byte[] bad = {'a', -1, 0, 10};
        RecordAddress source = written.source("bad", bad);
        RecordAddress letter = written.deadLetter(source, "bad", bad, FailureCode.TEXT_ENCODING);
        written.commit();

        for (Object target : new Object[] {"bad", source}) {
            CommandRun run = decode(target);
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err())
                    .contains("dead letter with code TEXT_ENCODING at " + letter + ", from " + source + ".")
                    .contains("Reason: the reason of bad")
                    .contains("tokenloom decode " + letter);
        }
        assertThat(file).doesNotExist();
        assertThat(decode(letter).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(file).hasBinaryContent(bad);
    }

    @Test
    void takesTheBytesOfADeadLetterThatCouldNotHoldThemFromTheSource() {
        RecordAddress source = written.source("huge", LONG_TEXT);
        RecordAddress letter = written.deadLetterWithoutPayload(source, "huge", FailureCode.TEXT_LIMIT);
        written.commit();

        assertThat(decode(letter).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(file).hasBinaryContent(LONG_TEXT);
    }

    @Test
    void saysThatATombstoneHasNothingToDecode() {
        RecordAddress source = written.source("gone", null);
        RecordAddress skip = written.skip(source);
        written.commit();

        assertThat(decode(source).err()).contains(skip + " is a tombstone that was passed on");
        assertThat(decode(skip).err()).contains(skip + " is a tombstone that was passed on");
    }

    @Test
    void namesTheTokenizerThatItDoesNotHave() {
        byte[] fingerprint = {1, 2, 3, 4, 5, 6, 7, 8};
        RecordAddress source = written.source("foreign", TEXT);
        TokenSequence foreign = WrittenRoute.sequence(source, 0, 1, "foreign", TEXT, o200k);
        foreign.setTokenizer(new TokenizerFingerprint(fingerprint));
        RecordAddress tokens = written.tokenRecord(foreign);
        written.tokenizerVersion("acme-bpe", "7", fingerprint);
        written.commit();

        CommandRun run = decode(tokens);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains(tokens + " was made by tokenizer acme-bpe, version 7")
                .contains("no tokenizer with fingerprint 0102030405060708 among builtin:o200k_base,"
                        + " builtin:cl100k_base, builtin:hat, builtin:visual-reference,"
                        + " builtin:visual-reference-256. Name the folder of its bundle with --bundle DIR.");
    }

    @Test
    void saysThatBytesAreNotTheSources() {
        RecordAddress source = written.source("damaged", TEXT);
        TokenSequence damaged = WrittenRoute.sequence(source, 0, 1, "damaged", TEXT, o200k);
        damaged.getPlanes().get(0).setIds(List.of(1, 2, 3));
        RecordAddress tokens = written.tokenRecord(damaged);
        written.commit();

        CommandRun run = decode(tokens);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("the bytes are not those of the source");
    }

    @Test
    void decodesWhatWasMergedWithTheDeltaThatTheRecordNames() {
        TextMode mode = new TextMode.Dynamic(10, Boundary.WORD, 1, BatchWindow.DEFAULT);
        TokenizerFingerprint tokenizer =
                new TokenizerFingerprint(o200k.fingerprint().with(mode).shortBytes());
        written.tokenizerVersion(announced(tokenizer, mode));
        DynamicBatch batch = new DynamicMerger(o200k.vocabulary(), ((TextMode.Dynamic) mode).rules(), Optional.empty())
                .merge(List.of(o200k.tokenizer().encode(TEXT, 0, TEXT.length)));
        RecordAddress source = written.source("merged", TEXT);
        TokenSequence merged = WrittenRoute.sequence(source, 0, 1, "merged", TEXT, o200k);
        merged.setTokenizer(tokenizer);
        merged.getPlanes()
                .get(0)
                .setIds(IntStream.of(batch.sequences().get(0)).boxed().toList());
        merged.setText(TextAttributes.newBuilder()
                .setVocabularyDelta(ByteBuffer.wrap(DeltaRecords.version(batch.delta())))
                .build());
        RecordAddress tokens = written.tokenRecord(merged);
        written.commit();

        CommandRun early = decode(tokens, "--wait", "1ms");
        assertThat(early.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(early.err()).contains("did not come within 1 ms").contains("tokens.vocabularies.v1");

        written.vocabularyDelta(DeltaRecords.record(
                tokenizer, new TokenizerFingerprint(o200k.fingerprint().shortBytes()), batch.delta()));
        written.commit();
        assertThat(decode(tokens).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(file).hasBinaryContent(TEXT);
        CommandRun shown = CommandRun.of("tokens", "--config", config.toString(), tokens.topic());
        assertThat(shown.out()).contains("[Grüße").doesNotContain("ids ");

        merged.getPlanes().get(0).setIds(List.of(batch.delta().vocabularySize()));
        RecordAddress beyond = written.tokenRecord(merged);
        written.commit();
        assertThat(decode(beyond, "--part").err())
                .contains("is in neither the base vocabulary of 200019 ids nor delta");
    }

    private static TokenizerVersion announced(TokenizerFingerprint tokenizer, TextMode mode) {
        return TokenizerVersion.newBuilder()
                .setName("o200k_base")
                .setVersion("1")
                .setFingerprint(tokenizer)
                .setSha256(ByteBuffer.wrap(new byte[32]))
                .setModality("text")
                .setVocabularySize(o200k.vocabularySize() + 10)
                .setManifest("")
                .setBase(new TokenizerFingerprint(o200k.fingerprint().shortBytes()))
                .setOptions(mode.spelling())
                .build();
    }

    private CommandRun decode(Object target, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("decode", "--config", config.toString(), "-o", file.toString(), target.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
