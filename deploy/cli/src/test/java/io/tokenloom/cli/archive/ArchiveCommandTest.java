package io.tokenloom.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.ArchiveFormats;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.commit.ArchiveFolder;
import io.tokenloom.archive.commit.ArchiveIdentity;
import io.tokenloom.archive.commit.ArchiveLog;
import io.tokenloom.archive.commit.FileStaging;
import io.tokenloom.archive.commit.NextOffsets;
import io.tokenloom.archive.commit.Publication;
import io.tokenloom.archive.commit.Publisher;
import io.tokenloom.archive.commit.StagedFile;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveCommandTest {
    private static final long DAY = 86_400_000_000L;
    private static final long FIRST = Origins.micros(Instant.parse("2026-03-04T05:06:07Z"));

    private static TextBundle bundle;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        bundle = TextBundle.open("builtin:o200k_base");
    }

    @AfterAll
    static void close() {
        bundle.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "compact", "megatron", "mds"})
    void readsDecodesVerifiesAndCompacts(String format) throws IOException {
        Path archive = archive(format);

        CommandRun verified = CommandRun.of("archive", "verify", archive.toString());
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.out()).contains(format + ", 4 files, 60 samples").contains("all well");

        CommandRun one = CommandRun.of("archive", "read", archive.toString(), "--json", "--limit", "1");
        JsonNode sample = JsonMapper.builder().build().readTree(one.out());
        assertThat(sample.path("source").asText()).isEqualTo("logs/0.log");
        assertThat(sample.path("event_time").asText()).isEqualTo("2026-03-04T05:06:07Z");
        assertThat(sample.path("input_ids").size()).isPositive();
        assertThat(lines(CommandRun.of("archive", "read", archive.toString()).out()))
                .isEqualTo(60);
        assertThat(lines(CommandRun.of("archive", "read", archive.toString(), "--source", "logs/1.log")
                        .out()))
                .isEqualTo(20);
        assertThat(lines(CommandRun.of(
                                "archive",
                                "read",
                                archive.toString(),
                                "--from",
                                "2026-03-05",
                                "--to",
                                "2026-03-06T00:00:00Z")
                        .out()))
                .isEqualTo(30);

        Path text = folder.resolve("text");
        assertThat(CommandRun.of(
                                "archive",
                                "decode",
                                archive.toString(),
                                "--source",
                                "logs/2.log",
                                "-o",
                                text.toString())
                        .exitCode())
                .isZero();
        StringBuilder wanted = new StringBuilder();
        for (int i = 2; i < 60; i += 3) {
            wanted.append(line(i));
        }
        assertThat(text).hasContent(wanted.toString());

        CommandRun compacted = CommandRun.of("archive", "compact", archive.toString());
        assertThat(compacted.exitCode()).isZero();
        assertThat(CommandRun.of("archive", "verify", archive.toString()).out())
                .contains(", 60 samples")
                .contains("all well");
    }

    @Test
    void findsWhatIsSearchedFor() throws IOException {
        Path archive = archive("compact");
        CommandRun found = CommandRun.of("archive", "search", archive.toString(), "number 7 of");
        assertThat(found.exitCode()).isZero();
        assertThat(found.out().strip()).contains("item-7 ").endsWith(line(7).strip());
        assertThat(found.err()).contains("1 items;");
        CommandRun none = CommandRun.of("archive", "search", archive.toString(), "zebra crossing");
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("0 items; 0 of 4 blocks were decoded");
        String ids = Arrays.toString(bundle.tokenizer().encode(" of many")).replaceAll("[\\[\\] ]", "");
        assertThat(lines(CommandRun.of("archive", "search", archive.toString(), "--ids", ids)
                        .out()))
                .isEqualTo(60);
        assertThat(CommandRun.of("archive", "search", archive("mds").toString(), "x")
                        .err())
                .contains("is an archive of mds; only compact ones are searched");
    }

    @Test
    void tellsWhatIsWrong() throws IOException {
        Path archive = archive("parquet");
        ArchiveFile first = ArchiveLog.read(new ArchiveFolder(archive)).files().get(0);
        Path file = archive.resolve(first.path() + ".parquet");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 99));
        Files.createFile(file.resolveSibling("left.parquet"));

        CommandRun verified = CommandRun.of("archive", "verify", archive.toString());
        assertThat(verified.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(verified.out())
                .contains(first.path() + ".parquet has 99 bytes")
                .contains("left.parquet was never committed")
                .contains("2 mistakes");
        CommandRun read = CommandRun.of("archive", "read", archive.toString());
        assertThat(read.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(read.err()).contains("is no whole Parquet file").contains("tokenloom archive verify");

        assertThat(CommandRun.of("archive", "verify", folder.resolve("nowhere").toString())
                        .err())
                .contains("there is no folder");
        assertThat(CommandRun.of("archive", "read", folder.toString()).err()).contains("is no archive");
        assertThat(CommandRun.of("archive", "read", archive.toString(), "--from", "soon")
                        .err())
                .contains("write a time such as 2026-03-04");
        Files.writeString(
                archive.resolve("_archive.json"), "{\"version\": 7, \"format\": \"parquet\", \"job\": \"x\"}");
        assertThat(CommandRun.of("archive", "read", archive.toString()).err()).contains("is an archive of layout 7");
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        Path archive = archive("parquet");
        CommandRun run = CommandRun.of("archive", "write", "tokens", "-o", archive.toString(), "--format", "mds");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("is an archive of parquet, not of mds");
        assertThat(CommandRun.of(
                                "archive",
                                "write",
                                "tokens",
                                "-o",
                                folder.resolve("x").toString(),
                                "--format",
                                "zip")
                        .err())
                .contains("there is no format \"zip\"; there are [parquet, compact, megatron, mds]");
    }

    private static long lines(String out) {
        return out.lines().count();
    }

    private static String line(int number) {
        return "line number " + number + " of many, <|endoftext|> Grüße\n";
    }

    /** Two commits of lines of three sources, those of the second half a day later. */
    private Path archive(String name) throws IOException {
        ArchiveFormat format = ArchiveFormats.named(name);
        ArchiveFolder archive = new ArchiveFolder(folder.resolve("archive-" + name));
        archive.claim(new ArchiveIdentity(name, "job"));
        Publisher publisher = new Publisher(archive, format);
        String tokenizer = HexFormat.of().formatHex(bundle.fingerprint().shortBytes());
        for (int commit = 0; commit < 2; commit++) {
            String dataset = (format.byDay() ? "day=2026-03-0" + (4 + commit) + "/" : "") + "tokenizer=" + tokenizer;
            List<StagedFile> staged = new ArrayList<>();
            for (int half = 0; half < 2; half++) {
                String file = "job-" + commit + "-" + half;
                try (FileStaging staging = new FileStaging(archive, format, "job", dataset, number -> file)) {
                    for (int i = 0; i < 15; i++) {
                        int number = 30 * commit + 15 * half + i;
                        Sample.Origin origin = new Sample.Origin(
                                "logs/" + number % 3 + ".log",
                                "item-" + number,
                                "logs.raw.v1",
                                0,
                                number,
                                0,
                                1,
                                FIRST + commit * DAY + number / 3,
                                tokenizer,
                                "");
                        staging.add(Origins.record(origin, bundle.tokenizer().encode(line(number))));
                    }
                    staged.addAll(staging.finish());
                }
            }
            publisher.publish(new Publication(commit, "run", -1, staged, NextOffsets.NONE, List.of()));
        }
        return archive.path();
    }
}
