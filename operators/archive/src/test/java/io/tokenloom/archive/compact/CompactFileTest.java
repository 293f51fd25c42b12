package io.tokenloom.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.Sample.Origin;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.lines.LineCodec;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.archive.parquet.ParquetRecordWriter;
import io.tokenloom.archive.search.IdQuery;
import io.tokenloom.archive.search.PhraseQuery;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.record.SourceRef;
import io.tokenloom.text.TokenTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactFileTest {
    private static final int BLOCK_IDS = 4096;
    private static TextBundle bundle;
    private static TokenClasses classes;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        bundle = TextBundle.open("builtin:cl100k_base");
        classes = TokenClasses.of(bundle.vocabulary().tokens());
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    private static int[] ids(String text) {
        return bundle.tokenizer().encode(text);
    }

    private static String text(Sample sample) {
        return new String(bundle.tokenizer().decode(sample.ids()), StandardCharsets.UTF_8);
    }

    @Test
    void keepsAllThatIsToldOfSamples() throws IOException {
        List<ArchivedRecord> records = List.of(
                Records.of("b", "item", source("t", 0, 5, 0, 3), 1_700_000_000_000_001L, "", ids("one")),
                Records.of("b", "item", source("t", 0, 5, 1, 3), 1_700_000_000_000_001L, "00ff", ids("two")),
                Records.of("b", "item", source("t", 0, 5, 2, 3), 1_700_000_000_000_001L, "00ff", ids("three")),
                Records.of("b", "t/0/6", source("t", 0, 6, 0, 1), 0, "", ids("derived")),
                Records.of("b", "t/0/8", source("t", 0, 7, 0, 1), -5, "", ids("another's")),
                Records.of("b", "line@0", source("t", 1, 0, 0, 2), 7_000_000, "", ids("half a")),
                Records.of("b", "line@0", source("t", 1, 0, 1, 2), 7_000_000, "", ids(" line\n")),
                Records.of("b", "line@12", source("t", 1, 1, 0, 1), 8_000_000, "", ids("next\n")),
                Records.of("b", "line@17", source("t", 1, 2, 0, 1), 8_000_000, "", new int[0]),
                Records.of("b", "00017", source("t", 1, 3, 0, 1), 8_000_000, "", ids("zeros")),
                Records.of("b", "", source("t", 2, 0, 0, 1), 1, "", ids("no id")),
                Records.of("b", "9".repeat(40), source("t", 2, 1, 0, 1), 1, "", ids("a long one")),
                Records.of("ä", "-1", source("u", 0, Long.MAX_VALUE, 0, 1), Long.MAX_VALUE / 2, "", 1 << 29));
        List<ArchivedRecord> mixed = new ArrayList<>(records);
        Collections.shuffle(mixed, new Random(1));

        Path file = write(mixed, classes);

        assertSamples(all(CompactFile.open(file, classes), Selection.ALL), records);
        assertThat(CompactFile.open(file, classes).verify()).isEqualTo(records.size());
        assertThat(CompactFile.tokenizer(file)).isEqualTo(Records.TOKENIZER);
    }

    @Test
    void readsWithoutAVocabularyWhatWasWrittenWithoutOne() throws IOException {
        List<ArchivedRecord> records = lines(300);
        Path file = write(records, TokenClasses.NONE);

        assertSamples(all(CompactFile.open(file, TokenClasses.NONE), Selection.ALL), records);
        assertThatThrownBy(() -> CompactFile.open(file, classes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was written with the vocabulary 0-00000000 of tokenizer " + Records.TOKENIZER);
    }

    @Test
    void namesTheModelThatWroteAFileOfAnother() throws IOException {
        Path file = folder.resolve("other.parquet");
        new ParquetRecordWriter(
                        file,
                        BlockSchema.ALL,
                        Map.of(
                                FileFooter.TOKENIZER,
                                Records.TOKENIZER,
                                FileFooter.VOCABULARY,
                                classes.digest(),
                                FileFooter.MODEL,
                                "0"),
                        BlockSchema.RISING)
                .close();

        assertThatThrownBy(() -> CompactFile.open(file, classes))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " was written by model 0, and this is model " + LineCodec.MODEL);
    }

    @Test
    void readsWhatIsAskedForAndABlockByItself() throws IOException {
        List<ArchivedRecord> records = lines(2000);
        CompactFile file = CompactFile.open(write(records, classes), classes);

        assertThat(file.blocks()).hasSizeBetween(5, 20);
        BlockSummary third = file.blocks().get(2);
        List<Sample> samples = file.samples(2);
        assertThat(samples).hasSize(third.items());
        assertThat(origin(samples.get(0)).offset()).isEqualTo(third.firstOffset());
        assertThat(all(file, new Selection(Optional.of("none"), Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEmpty();
        assertSamples(
                all(file, new Selection(Optional.of("host-a"), 500_000, 600_000)),
                records.stream()
                        .filter(record -> record.key().equals("host-a"))
                        .filter(record -> record.tokens().getSource().getOffset() >= 500
                                && record.tokens().getSource().getOffset() < 600)
                        .toList());
        assertThatThrownBy(() -> file.samples(1000)).hasMessageContaining("has no block 1000");
    }

    @Test
    void findsWithoutDecodingWhatCanHaveNothing() throws IOException {
        List<ArchivedRecord> records = lines(2000);
        records.add(Records.line("host-a", 1500, 1_500_000, ids("The zebra crossed the quiet street\n")));
        CompactFile file = CompactFile.open(write(records, classes), classes);
        List<Match> found = new ArrayList<>();

        SearchSummary phrase = file.search(phrase("zebra crossed the"), Selection.ALL, found::add);

        assertThat(phrase).isEqualTo(new SearchSummary(file.blocks().size(), 1, 1));
        assertThat(text(found.get(0).sample())).startsWith("The zebra");
        assertThat(found.get(0).place()).isEqualTo(4);
        assertThat(file.samples(found.get(0).block()).get(found.get(0).item()).ids())
                .isEqualTo(found.get(0).sample().ids());
        assertThat(file.search(phrase("the quick brown fox"), Selection.ALL, found::add))
                .isEqualTo(new SearchSummary(file.blocks().size(), 0, 0));
        int[] street = ids(" quiet street");
        assertThat(file.search(new IdQuery(street), Selection.ALL, found::add).matches())
                .isEqualTo(1);
        assertThat(file.search(new IdQuery(street[1], street[0]), Selection.ALL, found::add)
                        .matches())
                .isZero();
        assertThat(file.search(phrase("zebra"), new Selection(Optional.of("host-c"), 0, 2_000_000), found::add))
                .isEqualTo(new SearchSummary(file.blocks().size(), 0, 0));
        long lines = file.search(phrase("took"), Selection.ALL, match -> {}).matches();
        assertThat(lines).isEqualTo(2000);
    }

    @Test
    void refusesRecordsOfAnotherTokenizerAndFilesOfAnotherKind() throws IOException {
        try (CompactFileWriter writer = new CompactFileWriter(folder.resolve("x"), "feedfeedfeedfeed", classes)) {
            assertThatThrownBy(() -> writer.add(Records.line("k", 0, 0, 1)))
                    .hasMessageContaining(
                            "a record of tokenizer 0123456789abcdef does not belong into a file of tokenizer"
                                    + " feedfeedfeedfeed");
        }
        assertThat(CompactFile.open(folder.resolve("x"), classes).verify()).isZero();
    }

    @Test
    void saysWhichBlockIsDamaged() throws IOException {
        Path path = write(lines(1000), classes);
        List<Sample> before = all(CompactFile.open(path, classes), Selection.ALL);
        byte[] bytes = Files.readAllBytes(path);
        Random random = new Random(2);
        int noticed = 0;
        for (int i = 0; i < 25; i++) {
            byte[] damaged = bytes.clone();
            // The first half is pages; the footer is at the end.
            damaged[random.nextInt(bytes.length / 2)] ^= (byte) (1 << random.nextInt(8));
            Files.write(path, damaged);
            try {
                CompactFile file = CompactFile.open(path, classes);
                file.verify();
                assertThat(all(file, Selection.ALL)).usingRecursiveComparison().isEqualTo(before);
            } catch (IOException e) {
                noticed++;
                assertThat(e).hasMessageContaining(path.toString());
            }
        }
        assertThat(noticed).isGreaterThan(15);
    }

    private static PhraseQuery phrase(String phrase) {
        TokenTable tokens = classes.tokens();
        return PhraseQuery.of(
                phrase.getBytes(StandardCharsets.UTF_8), bundle.tokenizer(), tokens, sample -> bundle.tokenizer()
                        .decode(sample.ids()));
    }

    private Path write(List<ArchivedRecord> records, TokenClasses classes) throws IOException {
        Path file = folder.resolve("tokens.parquet");
        try (CompactFileWriter writer = new CompactFileWriter(file, Records.TOKENIZER, classes, BLOCK_IDS)) {
            for (ArchivedRecord record : records) {
                writer.add(record);
            }
            assertThat(writer.bytes()).isPositive();
        }
        return file;
    }

    private static SourceRef source(String topic, int partition, long offset, int part, int parts) {
        return new SourceRef(topic, partition, offset, part, parts);
    }

    /** A millisecond apart, of two hosts. */
    private static List<ArchivedRecord> lines(int count) {
        Random random = new Random(7);
        List<ArchivedRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String line =
                    "request " + i + " of client " + random.nextInt(50) + " took " + random.nextInt(900) + " ms\n";
            records.add(Records.line(i < count / 2 ? "host-a" : "host-b", i, i * 1000L, ids(line)));
        }
        return records;
    }

    private static List<Sample> all(CompactFile file, Selection selection) throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (SampleReader reader = file.reader(selection)) {
            for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
                samples.add(sample.get());
            }
        }
        return samples;
    }

    private static Origin origin(Sample sample) {
        return sample.origin().orElseThrow();
    }

    private static void assertSamples(List<Sample> samples, List<ArchivedRecord> records) {
        assertThat(samples).hasSameSizeAs(records);
        for (int i = 0; i < records.size(); i++) {
            ArchivedRecord record = records.get(i);
            Sample sample = samples.get(i);
            assertThat(sample.ids())
                    .isEqualTo(record.tokens().getPlanes().get(0).getIds().stream()
                            .mapToInt(id -> id)
                            .toArray());
            SourceRef source = record.tokens().getSource();
            assertThat(origin(sample))
                    .isEqualTo(new Origin(
                            record.key(),
                            record.tokens().getItemId(),
                            source.getTopic(),
                            source.getPartition(),
                            source.getOffset(),
                            source.getPart(),
                            source.getParts(),
                            micros(record),
                            Records.TOKENIZER,
                            HexFormat.of()
                                    .formatHex(record.tokens()
                                            .getText()
                                            .getVocabularyDelta()
                                            .array())));
        }
    }

    private static long micros(ArchivedRecord record) {
        Instant time = record.tokens().getEventTime();
        return Math.multiplyExact(time.getEpochSecond(), 1_000_000) + time.getNano() / 1000;
    }
}
