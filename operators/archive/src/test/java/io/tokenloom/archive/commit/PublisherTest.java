package io.tokenloom.archive.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.mds.MdsIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublisherTest {
    private static final String DATASET = "tokenizer=0102030405060708";

    @TempDir
    Path path;

    private ArchiveFolder folder;
    private int staged;

    static List<ArchiveFormat> formats() {
        return ArchiveFormats.all();
    }

    @BeforeEach
    void open() {
        folder = new ArchiveFolder(path.resolve("archive"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void publishesOnceWhateverIsDoneAgain(ArchiveFormat format) throws IOException {
        claim(format);
        Publication first = publication(format, 0, "run", -1, 0, 10);
        Publication second = publication(format, 1, "run", -1, 10, 15);
        new Publisher(folder, format).publish(first);
        for (int again = 0; again < 2; again++) {
            new Publisher(folder, format).publish(first);
            new Publisher(folder, format).publish(second);
            assertThat(offsets(format)).containsExactlyElementsOf(numbers(0, 15));
            assertWell(format);
        }
        assertThat(ArchiveLog.read(folder).offsets().topics()).isEqualTo(Map.of("tokens", Map.of(0, 15L)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void goesOnAfterAKillBetweenTwoMoves(ArchiveFormat format) throws IOException {
        claim(format);
        Publication publication = publication(format, 0, "run", -1, 0, 10);
        StagedFile file = publication.files().get(0);
        Path from = folder.staging().resolve(file.staged());
        Path to = folder.base(file.file());
        Files.createDirectories(to.getParent());
        String first = file.file().parts().get(0).suffix();
        Files.move(Publisher.part(from, first), Publisher.part(to, first), StandardCopyOption.ATOMIC_MOVE);
        assertThat(ArchiveLog.read(folder).files()).isEmpty();

        new Publisher(folder, format).publish(publication);

        assertThat(offsets(format)).containsExactlyElementsOf(numbers(0, 10));
        assertWell(format);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void putsAsideWhatWasHalfPublished(ArchiveFormat format) throws IOException {
        claim(format);
        new Publisher(folder, format).publish(publication(format, 0, "first", -1, 0, 10));
        Publication killed = publication(format, 1, "first", -1, 10, 20);
        Publisher.move(folder, killed.files().get(0));
        Publisher.index(folder, format, ArchiveLog.read(folder).with(killed.commit()), Set.of(DATASET));
        assertThat(Remains.find(folder, format, ArchiveLog.read(folder)))
                .hasSize(format.suffixes().size());
        // The next start has no state, and makes other files of the same records.
        new Publisher(folder, format).publish(publication(format, 1, "second", 0, 10, 25));
        assertThat(offsets(format)).containsExactlyElementsOf(numbers(0, 25));
        assertWell(format);
        if (format.name().equals("mds")) {
            assertThat(MdsIndex.read(path.resolve("archive").resolve(DATASET)).samples())
                    .isEqualTo(25);
        }
        Publisher.move(
                folder, publication(format, 2, "second", 0, 25, 30).files().get(0));
        Remains.clear(folder, format);
        assertWell(format);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void takesBackWhatOthersCommittedBehindAnOlderState(ArchiveFormat format) throws IOException {
        claim(format);
        Publisher publisher = new Publisher(folder, format);
        publisher.publish(publication(format, 0, "first", -1, 0, 10));
        publisher.publish(publication(format, 1, "first", -1, 10, 20));
        publisher.publish(publication(format, 2, "second", 1, 20, 30));
        // Restored from a state of commit 0.
        new Publisher(folder, format).publish(publication(format, 1, "third", 0, 10, 25));
        assertThat(offsets(format)).containsExactlyElementsOf(numbers(0, 25));
        assertWell(format);
        try (Stream<Path> aside = Files.walk(path.resolve("archive/_superseded"))) {
            assertThat(aside.filter(Files::isRegularFile))
                    .hasSize(2 * (1 + format.suffixes().size()));
        }
    }

    @Test
    void keepsTheIndexOfADataset() throws IOException {
        ArchiveFormat format = ArchiveFormats.named("mds");
        claim(format);
        Publisher publisher = new Publisher(folder, format);
        publisher.publish(publication(format, 0, "first", -1, 0, 10));
        publisher.publish(publication(format, 1, "first", -1, 10, 20));
        publisher.publish(publication(format, 1, "second", 0, 10, 17));
        assertThat(MdsIndex.read(path.resolve("archive").resolve(DATASET)).samples())
                .isEqualTo(17);
        Compactor.compact(folder, format, file -> {});
        MdsIndex index = MdsIndex.read(path.resolve("archive").resolve(DATASET));
        assertThat(index.samples()).isEqualTo(17);
        assertThat(index.shards()).hasSize(1);
        assertThat(Verifier.indexMistakes(folder, format, ArchiveLog.read(folder)))
                .isEmpty();
        Path file = path.resolve("archive").resolve(DATASET).resolve(MdsIndex.FILE);
        Files.writeString(file, Files.readString(file).replace("\"samples\":17", "\"samples\":16"));
        assertThat(Verifier.indexMistakes(folder, format, ArchiveLog.read(folder)))
                .containsExactly(DATASET + ": index.json does not name the shards that were committed, and these alone."
                        + " A compaction writes it anew.");
        Files.delete(file);
        assertThat(Verifier.indexMistakes(folder, format, ArchiveLog.read(folder)))
                .hasSize(1);
        // Nothing has come since the last one: there is nothing to compact but the index.
        Compactor.compact(folder, format, other -> {});
        assertThat(MdsIndex.read(path.resolve("archive").resolve(DATASET))).isEqualTo(index);
        publisher.publish(publication(format, 2, "second", 1, 17, 20));
        Files.delete(file);
        Compactor.compact(folder, format, other -> {});
        assertThat(Verifier.indexMistakes(folder, format, ArchiveLog.read(folder)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void compactsAndForgets(ArchiveFormat format) throws IOException {
        claim(format);
        Publisher publisher = new Publisher(folder, format);
        for (int i = 0; i < 4; i++) {
            publisher.publish(publication(format, i, "run", -1, 10 * i, 10 * i + 10));
        }
        publisher.publish(new Publication(
                4,
                "run",
                -1,
                List.of(),
                NextOffsets.NONE,
                List.of(new Deletion("key-1", "logs", 0, 25), new Deletion("key-0", "others", 0, 25))));
        List<Path> read = new ArrayList<>();
        Compactor.Result result = Compactor.compact(folder, format, file -> read.add(folder.base(file)));
        assertThat(read).hasSize(4);
        assertThat(result.filesAfter()).isEqualTo(1);
        assertThat(result.samplesDeleted()).isEqualTo(8);
        assertThat(offsets(format))
                .containsExactlyElementsOf(numbers(0, 40).stream()
                        .filter(number -> number % 3 != 1 || number >= 25)
                        .toList());
        assertWell(format);
        // The same run goes on, and what it publishes once more is there.
        publisher.publish(publication(format, 3, "run", -1, 30, 40));
        publisher.publish(publication(format, 5, "run", -1, 40, 45));
        assertThat(offsets(format)).hasSize(37);
        assertThat(ArchiveLog.read(folder).last()).isEqualTo(5);
        Publication late = publication(format, 3, "other", 2, 30, 40);
        assertThatThrownBy(() -> publisher.publish(late))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("was compacted up to commit 4")
                .hasMessageContaining("Start it from a later savepoint, or without one");
        assertThat(offsets(format)).hasSize(37);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void findsWhatIsWrong(ArchiveFormat format) throws IOException {
        claim(format);
        new Publisher(folder, format).publish(publication(format, 0, "run", -1, 0, 10));
        ArchiveFile file = ArchiveLog.read(folder).files().get(0);
        for (String suffix : format.suffixes()) {
            Path part = Publisher.part(folder.base(file), suffix);
            byte[] whole = Files.readAllBytes(part);
            byte[] damaged = whole.clone();
            damaged[damaged.length / 2] ^= 1;
            Files.write(part, damaged);
            assertThat(Verifier.mistakes(folder, format, file))
                    .containsExactly(file.path() + suffix + " has other bytes than those that were committed");
            Files.write(part, java.util.Arrays.copyOf(whole, whole.length - 1));
            assertThat(Verifier.mistakes(folder, format, file)).hasSize(1);
            Files.delete(part);
            assertThat(Verifier.mistakes(folder, format, file)).containsExactly(file.path() + suffix + " is missing");
            Files.write(part, whole);
        }
        assertThat(Verifier.mistakes(folder, format, file)).isEmpty();
        ArchiveFile other = new ArchiveFile(
                file.dataset(), file.name(), 11, file.tokens(), file.earliest(), file.latest(), file.parts());
        assertThat(Verifier.mistakes(folder, format, other).get(0)).contains("10 samples", "committed with 11");
        Path stray = Publisher.part(
                folder.base(file.named("stray")),
                format.suffixes().get(format.suffixes().size() - 1));
        Files.write(stray, new byte[1]);
        assertThat(Remains.find(folder, format, ArchiveLog.read(folder))).containsExactly(stray);
    }

    @Test
    void belongsToOneJob() throws IOException {
        folder.claim(new ArchiveIdentity("mds", "job"));
        folder.claim(new ArchiveIdentity("mds", "job"));
        assertThatThrownBy(() -> folder.claim(new ArchiveIdentity("mds", "other")))
                .hasMessageContaining("is an archive of mds that the job \"job\" writes");
        ArchiveFolder full = new ArchiveFolder(Files.createDirectory(path.resolve("full")));
        Files.writeString(path.resolve("full/mine.txt"), "");
        assertThatThrownBy(() -> full.claim(new ArchiveIdentity("mds", "job")))
                .hasMessageContaining("is no archive and not empty: there is mine.txt in it");
    }

    private void claim(ArchiveFormat format) throws IOException {
        folder.claim(new ArchiveIdentity(format.name(), "job"));
    }

    private Publication publication(ArchiveFormat format, long id, String run, long after, int from, int to)
            throws IOException {
        String name = "job-" + id + "-" + staged++;
        try (FileStaging staging = new FileStaging(folder, format, "job", DATASET, number -> name)) {
            for (int i = from; i < to; i++) {
                staging.add(record(i));
            }
            return new Publication(
                    id,
                    run,
                    after,
                    staging.finish(),
                    new NextOffsets(Map.of("tokens", Map.of(0, (long) to))),
                    List.of());
        }
    }

    private static ArchivedRecord record(int number) {
        return Origins.record(
                new Sample.Origin(
                        "key-" + number % 3,
                        "item-" + number,
                        "logs",
                        0,
                        number,
                        0,
                        1,
                        1_000_000L * number,
                        "0102030405060708",
                        number % 2 == 0 ? "" : "0a0b"),
                IntStream.range(0, number).toArray());
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private void assertWell(ArchiveFormat format) throws IOException {
        for (ArchiveFile file : ArchiveLog.read(folder).files()) {
            assertThat(Verifier.mistakes(folder, format, file)).isEmpty();
        }
        assertThat(Remains.find(folder, format, ArchiveLog.read(folder))).isEmpty();
    }

    private List<Integer> offsets(ArchiveFormat format) throws IOException {
        List<Integer> offsets = new ArrayList<>();
        for (ArchiveFile file : ArchiveLog.read(folder).files()) {
            try (SampleReader reader = format.read(folder.base(file), Selection.ALL)) {
                for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
                    int number = (int) sample.get().origin().orElseThrow().offset();
                    assertThat(sample.get().origin()).contains(Origins.of(record(number)));
                    assertThat(sample.get().ids())
                            .isEqualTo(IntStream.range(0, number).toArray());
                    offsets.add(number);
                }
            }
        }
        return offsets.stream().sorted().toList();
    }
}
