package io.tokenloom.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VideoDecoderTest {
    private static final MediaLimits LIMITS = MediaLimits.DEFAULTS;

    @TempDir
    Path folder;

    private final VideoDecoder decoder = VideoDecoder.bundled();

    private record Decoded(List<VideoFrame> frames, VideoEnd end) {}

    @AfterEach
    void leavesNothingBehind() throws IOException {
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith("tokenloom-video"));
        String ours = "tokenloom-video-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith(ours));
        }
    }

    /** Frame n of each is of one grey, 20 + 10 n. */
    @ParameterizedTest
    @ValueSource(strings = {"grey.mp4", "index-last.mp4", "vp9.webm", "vp8.webm", "mjpeg.avi", "mpeg4.avi"})
    void givesAllFramesWithTheirTimes(String name) {
        Decoded decoded = decode(Samples.file(name), LIMITS, FrameSelection.ALL);

        assertThat(decoded.end()).isEqualTo(new VideoEnd.Complete());
        assertThat(decoded.frames()).hasSize(20);
        // AVI has no presentation timestamps; with B-frames the first one is shown a frame late.
        long start = name.equals("mpeg4.avi") ? 100_000 : 0;
        for (VideoFrame frame : decoded.frames()) {
            assertThat(frame.ptsMicros()).isEqualTo(start + frame.index() * 100_000L);
            assertThat(frame.image().width()).isEqualTo(64);
            assertThat(frame.image().height()).isEqualTo(48);
            int expected = 20 + 10 * frame.index();
            int pixel = frame.image().pixel(30, 20);
            for (int shift : new int[] {0, 8, 16}) {
                assertThat(pixel >> shift & 0xff).isBetween(expected - 6, expected + 6);
            }
        }
    }

    @Test
    void keepsTimesOfAVariableFrameRate() {
        Decoded decoded = decode(Samples.file("variable.webm"), LIMITS, FrameSelection.ALL);

        assertThat(decoded.frames().stream().map(VideoFrame::ptsMicros))
                .containsExactlyElementsOf(
                        LongStream.range(0, 20).map(n -> n * n * 10_000).boxed().toList());
    }

    @Test
    void takesTheFirstFrameOfEachSlot() {
        Decoded decoded = decode(Samples.file("grey.mp4"), LIMITS, FrameSelection.ALL.atMost(2));
        assertThat(decoded.frames().stream().map(VideoFrame::ptsMicros))
                .containsExactly(0L, 500_000L, 1_000_000L, 1_500_000L);

        Decoded variable = decode(Samples.file("variable.webm"), LIMITS, FrameSelection.ALL.atMost(1));
        assertThat(variable.frames().stream().map(VideoFrame::ptsMicros))
                .containsExactly(0L, 1_000_000L, 2_250_000L, 3_240_000L);

        assertThat(decode(Samples.file("grey.mp4"), LIMITS, FrameSelection.ALL.atMost(100))
                        .frames())
                .hasSize(20);
    }

    @Test
    void scalesToTheSizeAskedFor() {
        Decoded decoded = decode(Samples.file("grey.mp4"), LIMITS, FrameSelection.ALL.scaledTo(32, 30));

        assertThat(decoded.frames()).hasSize(20).allSatisfy(frame -> {
            assertThat(frame.image().width()).isEqualTo(32);
            assertThat(frame.image().height()).isEqualTo(30);
        });
    }

    @Test
    void givesTheSameFramesEveryTimeFromBytesAndFromAFile() throws IOException {
        byte[] content = Samples.file("noise.mp4");
        Path file = Files.write(folder.resolve("video"), content);
        Decoded first = decode(content, LIMITS, FrameSelection.ALL);
        assertThat(first.frames()).hasSize(30);
        for (int i = 0; i < 3; i++) {
            assertThat(decode(content, LIMITS, FrameSelection.ALL)).isEqualTo(first);
        }
        try (VideoFrames frames = decoder.open(file, LIMITS)) {
            assertThat(drain(frames)).isEqualTo(first);
        }
        assertThat(file).exists();
    }

    @ParameterizedTest
    @CsvSource({"noise.mp4, 30000", "mjpeg.avi, 8000", "vp9.webm, 900", "mpeg4.avi, 8000"})
    void aFileThatEndsEarlyGivesItsFramesAndAPartialEnd(String name, int length) {
        byte[] whole = Samples.file(name);
        Decoded expected = decode(whole, LIMITS, FrameSelection.ALL);
        byte[] cut = Samples.slice(whole, 0, length);

        Decoded decoded = decode(cut, LIMITS, FrameSelection.ALL);

        assertThat(decoded.end()).isInstanceOfSatisfying(VideoEnd.Partial.class, end -> assertThat(end.code())
                .isEqualTo(FailureCode.VIDEO_DECODE));
        assertThat(decoded.frames())
                .hasSizeGreaterThan(0)
                .hasSizeLessThan(expected.frames().size());
        for (int i = 0; i < decoded.frames().size(); i++) {
            assertThat(decoded.frames().get(i))
                    .as("frame " + i + " of " + decoded.frames().size())
                    .isEqualTo(expected.frames().get(i));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(decode(cut, LIMITS, FrameSelection.ALL)).isEqualTo(decoded);
        }
    }

    @Test
    void damageInTheMiddleEndsTheFramesBeforeIt() {
        byte[] broken = Samples.file("noise.mp4");
        Decoded whole = decode(broken, LIMITS, FrameSelection.ALL);
        Random random = new Random(5);
        for (int i = 24_000; i < 26_000; i++) {
            broken[i] = (byte) random.nextInt();
        }

        Decoded decoded = decode(broken, LIMITS, FrameSelection.ALL);

        assertThat(decoded.end()).isInstanceOf(VideoEnd.Partial.class);
        assertThat(decoded.frames()).hasSizeBetween(8, 20);
        assertThat(decoded.frames())
                .isEqualTo(whole.frames().subList(0, decoded.frames().size()));
        for (int i = 0; i < 5; i++) {
            assertThat(decode(broken, LIMITS, FrameSelection.ALL)).isEqualTo(decoded);
        }
    }

    @Test
    void withoutItsIndexThereIsNoFrame() {
        byte[] whole = Samples.file("index-last.mp4");
        int index = new String(whole, StandardCharsets.ISO_8859_1).indexOf("moov") - 4;

        assertFails(Samples.slice(whole, 0, index), FailureCode.VIDEO_DECODE, "moov");
    }

    @Test
    void refusesWhatHasNoVideo() {
        assertFails(Samples.file("sound-only.mp4"), FailureCode.VIDEO_FORMAT, "no video track");
    }

    @Test
    void refusesOtherContentByName() {
        assertFails(new byte[0], FailureCode.EMPTY, "no content");
        assertFails(Samples.file("rgb.png"), FailureCode.VIDEO_FORMAT, "PNG");
        assertFails("OggS and so on".getBytes(StandardCharsets.US_ASCII), FailureCode.VIDEO_FORMAT, "Ogg");
        assertFails("hello, world".getBytes(StandardCharsets.US_ASCII), FailureCode.VIDEO_FORMAT, "no known format");
    }

    @Test
    void refusesABombBeforeItIsAllocated() {
        byte[] webm = Samples.file("vp8.webm");
        // 16,000 x 16,000 in the header of each key frame.
        replace(webm, "\u009d\u0001*@\u00000\u0000", "\u009d\u0001*\u0080>\u0080>");

        assertFails(webm, FailureCode.VIDEO_LIMIT, "16000000 pixels");
    }

    @Test
    void acceptsPicturesOfExactlyTheLimit() {
        MediaLimits exact = LIMITS.withPixels(64 * 48).withSide(64);
        for (String name : List.of("grey.mp4", "mjpeg.avi", "vp9.webm")) {
            assertThat(decode(Samples.file(name), exact, FrameSelection.ALL).frames())
                    .as(name)
                    .hasSize(20);
        }
    }

    @Test
    void refusesACodecThatIsNotAccepted() {
        byte[] avi = Samples.file("mjpeg.avi");
        replace(avi, "MJPG", "cvid");

        assertFails(avi, FailureCode.VIDEO_FORMAT, "codec");
    }

    @Test
    void refusesPicturesOverTheLimit() {
        assertFails(Samples.file("grey.mp4"), LIMITS.withPixels(64 * 48 - 1), FailureCode.VIDEO_LIMIT, "3071");
        assertFails(Samples.file("mjpeg.avi"), LIMITS.withPixels(64 * 48 - 1), FailureCode.VIDEO_LIMIT, "3071");
        assertFails(Samples.file("vp9.webm"), LIMITS.withPixels(64 * 48 - 1), FailureCode.VIDEO_LIMIT, "3071");
        assertFails(Samples.file("grey.mp4"), LIMITS.withSide(63), FailureCode.VIDEO_LIMIT, "63");
    }

    @Test
    void endsAfterTheFramesAllowed() {
        Decoded decoded = decode(Samples.file("grey.mp4"), LIMITS.withFrames(7), FrameSelection.ALL);

        assertThat(decoded.frames()).hasSize(7);
        assertThat(decoded.end()).isInstanceOfSatisfying(VideoEnd.Partial.class, end -> {
            assertThat(end.code()).isEqualTo(FailureCode.VIDEO_LIMIT);
            assertThat(end.reason()).contains("7 frames");
        });
        assertThat(decode(Samples.file("grey.mp4"), LIMITS.withFrames(20), FrameSelection.ALL)
                        .end())
                .isEqualTo(new VideoEnd.Complete());
    }

    @Test
    void endsWhenTheTimeIsOver() {
        long start = System.nanoTime();
        assertFails(
                Samples.file("grey.mp4"), LIMITS.withVideoTime(Duration.ofMillis(1)), FailureCode.VIDEO_LIMIT, "1 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theTimeThatTheCallerTakesDoesNotCount() throws InterruptedException {
        MediaLimits limits = LIMITS.withVideoTime(Duration.ofSeconds(3)).withFrames(3);
        try (VideoFrames frames = decoder.open(Samples.file("grey.mp4"), limits)) {
            while (frames.next()) {
                Thread.sleep(1100);
            }
            assertThat(frames.end()).isInstanceOfSatisfying(VideoEnd.Partial.class, end -> assertThat(end.reason())
                    .contains("3 frames"));
        }
    }

    @Test
    void aVideoThatDoesNotEndIsCutWhenTheTimeIsOver() {
        MediaLimits limits = LIMITS.withVideoTime(Duration.ofMillis(400)).withFrames(1_000_000);

        Decoded decoded = decode(
                long20000Frames(), limits, FrameSelection.ALL.scaledTo(500, 500).atMost(5));

        assertThat(decoded.frames()).isNotEmpty();
        assertThat(decoded.end()).isInstanceOfSatisfying(VideoEnd.Partial.class, end -> {
            assertThat(end.code()).isEqualTo(FailureCode.VIDEO_LIMIT);
            assertThat(end.reason()).contains("400 ms");
        });
    }

    @Test
    void aDecoderWithoutMemoryIsALimit() {
        assertThatThrownBy(() -> {
                    try (VideoFrames frames =
                            decoder.open(Samples.file("grey.mp4"), LIMITS.withDecoderBytes(64 * 1024 * 1024))) {
                        frames.next();
                    }
                })
                .isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                        .isIn(FailureCode.DECODER_UNAVAILABLE, FailureCode.VIDEO_LIMIT));
    }

    @Test
    void aKilledDecoderIsOneFailureAndTheNextOneWorks() throws Exception {
        byte[] content = Samples.file("noise.mp4");
        try (VideoFrames frames = decoder.open(content, LIMITS, FrameSelection.ALL.scaledTo(1000, 1000))) {
            assertThat(frames.next()).isTrue();
            ProcessHandle child = ProcessHandle.of(frames.pid()).orElseThrow();
            child.destroyForcibly();
            child.onExit().get();
            int more = 0;
            while (frames.next()) {
                more++;
            }
            assertThat(more).isLessThan(29);
            assertThat(frames.end()).isInstanceOfSatisfying(VideoEnd.Partial.class, end -> assertThat(end.code())
                    .isEqualTo(FailureCode.VIDEO_DECODE));
        }
        try (VideoFrames frames = decoder.open(content, LIMITS)) {
            ProcessHandle.of(frames.pid()).orElseThrow().destroyForcibly();
            assertThatThrownBy(frames::next)
                    .isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                            .isEqualTo(FailureCode.VIDEO_DECODE))
                    .hasMessageContaining("signal 9");
            assertThat(frames.next()).isFalse();
        }
        assertThat(decode(content, LIMITS, FrameSelection.ALL).end()).isEqualTo(new VideoEnd.Complete());
    }

    @Test
    void closingInTheMiddleEndsTheProcess() {
        for (int i = 0; i < 5; i++) {
            VideoFrames frames =
                    decoder.open(Samples.file("noise.mp4"), LIMITS, FrameSelection.ALL.scaledTo(2000, 2000));
            assertThat(frames.next()).isTrue();
            long pid = frames.pid();
            frames.close();
            frames.close();
            assertThat(ProcessHandle.of(pid)).isEmpty();
            assertThat(frames.next()).isFalse();
            assertThat(frames.end()).isInstanceOf(VideoEnd.Partial.class);
        }
    }

    @Test
    void anInterruptedThreadEndsTheProcess() {
        try (VideoFrames frames = decoder.open(Samples.file("noise.mp4"), LIMITS)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> {
                        while (frames.next()) {
                            // Until a wait meets the interrupt.
                        }
                    })
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aTitleThatLooksLikeTheLogChangesNothing() {
        byte[] mp4 = Samples.file("grey.mp4");
        replace(mp4, "VideoHandler", "[fatal] x\n@F");

        assertThat(decode(mp4, LIMITS, FrameSelection.ALL).end()).isEqualTo(new VideoEnd.Complete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise.mp4", "mjpeg.avi", "vp8.webm"})
    void everyMutationIsFramesOrAFailureWithACode(String name) {
        byte[] original = Samples.file(name);
        Random random = new Random(31);
        int failed = 0;
        int partial = 0;
        for (int i = 0; i < 40; i++) {
            byte[] mutation = original.clone();
            for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
                mutation[random.nextInt(mutation.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Decoded decoded = decode(mutation, LIMITS.withFrames(100), FrameSelection.ALL);
                partial += decoded.end() instanceof VideoEnd.Partial ? 1 : 0;
            } catch (TokenizationException e) {
                failed++;
                assertThat(e.code()).isIn(FailureCode.VIDEO_DECODE, FailureCode.VIDEO_FORMAT, FailureCode.VIDEO_LIMIT);
                assertThat(e.getMessage()).hasSizeLessThan(512).doesNotContain("/");
            } catch (RuntimeException e) {
                fail("mutation " + i, e);
            }
        }
        assertThat(failed + partial).isPositive();
    }

    @Test
    void namesWhatIsMissingWhenFfmpegCantRun() throws IOException {
        assertUnavailable(folder.resolve("nowhere"), "can't be started");

        Path script = Files.writeString(
                folder.resolve("linker"),
                "#!/bin/sh\necho 'ffmpeg: error while loading shared libraries: libxcb.so.1: cannot open'\nexit 127\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertUnavailable(script, "libxcb.so.1");
    }

    private void assertUnavailable(Path executable, String message) {
        assertThatThrownBy(() -> VideoDecoder.of(executable))
                .isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                        .isEqualTo(FailureCode.DECODER_UNAVAILABLE))
                .hasMessageContaining(message);
    }

    /** An AVI of 19,980 frames: the same again and again. */
    private static byte[] long20000Frames() {
        byte[] avi = Samples.file("mjpeg.avi");
        String text = new String(avi, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("00dc", text.indexOf("movi"));
        int to = text.indexOf("idx1");
        byte[][] parts = new byte[1000][];
        Arrays.fill(parts, Samples.slice(avi, from, to));
        parts[0] = Samples.slice(avi, 0, from);
        return Samples.concat(parts);
    }

    private static void replace(byte[] in, String old, String with) {
        String text = new String(in, StandardCharsets.ISO_8859_1);
        byte[] bytes = with.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + 1)) {
            System.arraycopy(bytes, 0, in, at, Math.min(bytes.length, old.length()));
        }
    }

    private Decoded decode(byte[] content, MediaLimits limits, FrameSelection selection) {
        try (VideoFrames frames = decoder.open(content, limits, selection)) {
            return drain(frames);
        }
    }

    private static Decoded drain(VideoFrames frames) {
        List<VideoFrame> all = new ArrayList<>();
        while (frames.next()) {
            all.add(frames.frame());
        }
        assertThat(all.stream().map(VideoFrame::index))
                .containsExactlyElementsOf(
                        IntStream.range(0, all.size()).boxed().toList());
        return new Decoded(all, frames.end());
    }

    private void assertFails(byte[] content, FailureCode code, String message) {
        assertFails(content, LIMITS, code, message);
    }

    private void assertFails(byte[] content, MediaLimits limits, FailureCode code, String message) {
        assertThatThrownBy(() -> decode(content, limits, FrameSelection.ALL))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
