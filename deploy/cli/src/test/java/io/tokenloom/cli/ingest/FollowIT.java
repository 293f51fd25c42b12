package io.tokenloom.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.connection.Brokers;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

@WithBroker
class FollowIT {
    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private final List<String> notices = new ArrayList<>();
    private TestBroker broker;
    private String topic;
    private Optional<Follower> follower = Optional.empty();

    @BeforeEach
    void ownTopic(TestBroker broker, TestInfo test) {
        this.broker = broker;
        this.topic = "follow." + test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void end() {
        follower.ifPresent(Follower::close);
    }

    @Test
    void sendsLinesAsTheyComeAndKeepsAnUnfinishedOne() throws IOException {
        append("app.log", "one\ntw");
        follow("app.log");
        poll();
        assertThat(content()).isEqualTo("one\n");

        append("app.log", "o\nthree\n");
        poll();

        assertThat(ids()).containsExactly("app.log@0", "app.log@4", "app.log@8");
        assertThat(content()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void waitsForAFileThatIsNotThereYet() throws IOException {
        follow("app.log");
        poll();
        assertThat(notices).anyMatch(line -> line.contains("app.log: there is no such file yet"));

        append("app.log", "first\n");
        poll();

        assertThat(content()).isEqualTo("first\n");
        assertThat(report()).extracting(SourceOutcome::status).containsExactly(SourceOutcome.Status.SENT);
    }

    @Test
    void readsARenamedFileToItsEndBeforeTheNewOne() throws IOException {
        append("app.log", "old 1\n");
        follow("app.log");
        poll();
        try (OutputStream slowWriter = Files.newOutputStream(path("app.log"), StandardOpenOption.APPEND)) {
            rename("app.log", "app.log.1");
            append("app.log", "new 1\n");
            poll();
            assertThat(content()).isEqualTo("old 1\n");

            slowWriter.write("old 2\nno ending".getBytes(StandardCharsets.UTF_8));
        }
        poll();
        clock.forward(FollowedLog.QUIET_AFTER_REPLACEMENT);
        poll();

        assertThat(content()).isEqualTo("old 1\nold 2\nno endingnew 1\n");
        assertThat(ids()).containsExactly("app.log@0", "app.log@6", "app.log@12", "app.log#1@0");
    }

    @Test
    void staysWithTheRenamedFileWhileTheNewOneIsEmpty() throws IOException {
        append("app.log", "old 1\n");
        follow("app.log");
        poll();
        rename("app.log", "app.log.1");
        append("app.log", "");
        clock.forward(Duration.ofMinutes(1));
        poll();
        append("app.log.1", "old 2\n");
        poll();

        assertThat(ids()).containsExactly("app.log@0", "app.log@6");
    }

    @Test
    void tellsLogsApartThatBeginAlike() throws IOException {
        append("app.log", "started\n");
        follow("app.log");
        poll();
        rename("app.log", "app.log.1");
        append("app.log", "started\n");
        clock.forward(FollowedLog.QUIET_AFTER_REPLACEMENT);
        poll();

        assertThat(ids()).containsExactly("app.log@0", "app.log#1@0");
    }

    @Test
    void tellsLogsApartThatBeginAlikeAlsoAfterARestart() throws IOException {
        append("app.log", "started\n");
        follow("app.log");
        poll();
        kill();
        rename("app.log", "app.log.1");
        append("app.log", "started\n");

        follow("app.log");
        poll();

        assertThat(ids()).containsExactly("app.log@0", "app.log#1@0");
    }

    @Test
    void takesFromTheCopyWhatWasWrittenBeforeTheTruncation() throws IOException {
        append("app.log", "seen\n");
        follow("app.log");
        poll();
        append("app.log", "not seen\nno ending");
        Files.copy(path("app.log"), path("app.log.1"));
        truncate("app.log");
        append("app.log", "new\n");
        poll();

        assertThat(content()).isEqualTo("seen\nnot seen\nno endingnew\n");
        assertThat(ids()).containsExactly("app.log@0", "app.log@5", "app.log@14", "app.log#1@0");
    }

    @Test
    void noticesATruncationEvenWhenTheFileHasGrownPastItsOldSize() throws IOException {
        append("app.log", "short\n");
        follow("app.log");
        poll();
        truncate("app.log");
        append("app.log", "longer than before\n");
        poll();

        assertThat(ids()).containsExactly("app.log@0", "app.log#1@0");
        assertThat(notices).anyMatch(line -> line.contains("after byte 6 of its earlier content is not here any more"));
    }

    @Test
    void findsTheRestOfALogThatWasRotatedTwiceWhileNothingFollowedIt() throws IOException {
        append("app.log", "a\n");
        follow("app.log");
        poll();
        kill();
        append("app.log", "b\n");
        rename("app.log", "app.log.2");
        writtenAt("app.log.2", 1);
        append("app.log.1", "c\n");
        writtenAt("app.log.1", 2);
        append("app.log", "d\n");
        append("app.log.9.gz", "not text");

        follow("app.log");
        poll();
        poll();

        assertThat(content()).isEqualTo("a\nb\nc\nd\n");
        assertThat(ids()).containsExactly("app.log@0", "app.log@2", "app.log#1@0", "app.log#2@0");
    }

    @Test
    void sendsEachLineOnceWhenKilledAtAnyPoint() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            lines.append("line ").append(i).append(" of a log that needs several transactions to be sent\n");
        }
        append("app.log", lines.toString());
        long[] killAfter = {lines.length() / 4, lines.length() / 2};
        for (long bytes : killAfter) {
            killIn(bytes, "app.log");
            assertThat(lines.toString()).startsWith(content());
        }
        rename("app.log", "app.log.1");
        append("app.log", "new\n");

        follow("app.log");
        poll();
        poll();

        assertThat(content()).isEqualTo(lines + "new\n");
        assertThat(ids()).doesNotHaveDuplicates();
    }

    @Test
    void findsNewLogsInAFolderAndSendsRotatedOnesOnce() throws IOException {
        Files.createDirectories(path("logs/sub"));
        append("logs/a.log", "a1\n");
        append("logs/notes.txt", "a text");
        follow("logs");
        poll();
        append("logs/sub/b.log", "b1\n");
        rename("logs/a.log", "logs/a.log.1");
        append("logs/a.log", "a2\n");
        clock.forward(FollowedLog.QUIET_AFTER_REPLACEMENT);
        poll();
        poll();

        assertThat(ids()).containsExactlyInAnyOrder("logs/a.log@0", "logs/a.log#1@0", "logs/sub/b.log@0");
        assertThat(notices).anyMatch(line -> line.contains("logs/notes.txt"));
    }

    @Test
    void sendsALogThatWasRenamedToADateOnceAlsoAfterARestart() throws IOException {
        Files.createDirectories(path("logs"));
        append("logs/a.log", "a1\n");
        follow("logs");
        poll();
        rename("logs/a.log", "logs/a-2026-01-31.log");
        append("logs/a.log", "a2\n");
        clock.forward(FollowedLog.QUIET_AFTER_REPLACEMENT);
        poll();
        clock.forward(Duration.ofSeconds(1));
        poll();
        kill();

        follow("logs");
        poll();

        assertThat(content()).isEqualTo("a1\na2\n");
        assertThat(ids()).containsExactly("logs/a.log@0", "logs/a.log#1@0");
    }

    @Test
    void goesOnWhereItEndedAndLeavesAnUnfinishedLineForTheNextRun() throws IOException {
        append("app.log", "one\n");
        follow("app.log");
        poll();
        kill();
        append("app.log", "two\nthree");
        follow("app.log");
        poll();

        assertThat(ids()).containsExactly("app.log@0", "app.log@4");
        assertThat(report()).extracting(SourceOutcome::bytes).containsExactly(4L);
    }

    @Test
    void reportsALineOverTheLimitAndFollowsTheOthers() throws IOException {
        Files.createDirectories(path("logs"));
        try (var out = Files.newByteChannel(path("logs/a.log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.position(new ContentPlacement(Optional.empty()).maxTextBytes() + 1L);
            out.write(java.nio.ByteBuffer.wrap(new byte[] {'\n'}));
        }
        append("logs/b.log", "good\n");
        follow("logs");
        poll();

        assertThat(content()).isEqualTo("good\n");
        assertThat(report())
                .extracting(SourceOutcome::status)
                .containsExactly(SourceOutcome.Status.FAILED, SourceOutcome.Status.SENT);
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private void append(String name, String content) throws IOException {
        Files.writeString(path(name), content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void truncate(String name) throws IOException {
        Files.writeString(path(name), "", StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void rename(String from, String to) throws IOException {
        Files.move(path(from), path(to));
    }

    private void writtenAt(String name, int second) throws IOException {
        Files.setLastModifiedTime(path(name), FileTime.from(Instant.ofEpochSecond(second)));
    }

    private void follow(String name) {
        follower = Optional.of(new Follower(name, Meter.SILENT));
    }

    /** Until there is nothing more at once, a second later. */
    private void poll() {
        clock.forward(Duration.ofSeconds(1));
        FollowRun run = follower.orElseThrow().follow;
        while (run.poll()) {
            assertThat(notices).hasSizeLessThan(1000);
        }
    }

    /** The open transaction stays open, nothing is tidied up but memory. */
    private void kill() {
        follower.orElseThrow().close();
        follower = Optional.empty();
    }

    private void killIn(long afterBytes, String name) {
        long[] seen = {0};
        follower = Optional.of(new Follower(name, bytes -> {
            seen[0] += bytes;
            if (seen[0] > afterBytes) {
                throw new Killed();
            }
        }));
        try {
            poll();
        } catch (Killed e) {
            kill();
        }
    }

    private List<SourceOutcome> report() {
        IngestReport report = new IngestReport();
        follower.orElseThrow().tally.reportTo(report);
        return report.outcomes();
    }

    private List<String> ids() {
        return broker.committed(topic).stream()
                .map(each -> new String(each.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .toList();
    }

    private String content() {
        StringBuilder joined = new StringBuilder();
        for (ConsumerRecord<byte[], byte[]> each : broker.committed(topic)) {
            joined.append(new String(each.value(), StandardCharsets.UTF_8));
        }
        return joined.toString();
    }

    /** One run of the command, without its loop. */
    private final class Follower {
        private final FollowTally tally = new FollowTally();
        private final Brokers brokers = Brokers.connect(broker.connections());
        private final IngestRun run;
        private final FollowRun follow;

        Follower(String name, Meter meter) {
            IngestPlan plan = IngestPlan.of(Optional.of(topic), List.of());
            brokers.ensure(List.of(Progress.TOPIC, plan.topic(SourceForm.LINES)));
            run = new IngestRun(
                    broker.connections(),
                    brokers,
                    plan,
                    () -> SchemaSource.connect(java.util.Map.of()),
                    Repetition.SKIP,
                    meter,
                    notices::add);
            FollowTargets targets = FollowTargets.of(List.of(path(name).toString()), Optional.empty());
            follow = new FollowRun(run, topic, targets, tally, clock, meter, notices::add);
        }

        void close() {
            follow.close();
            run.close();
            brokers.close();
        }
    }

    private static final class Killed extends Error {}
}
