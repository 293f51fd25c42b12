package io.tokenloom.media.video;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * The frames of one video, one after the other as they are decoded:
 *
 * <pre>{@code
 * try (VideoFrames frames = decoder.open(bytes, limits)) {
 *     while (frames.next()) {
 *         use(frames.frame());
 *     }
 *     VideoEnd end = frames.end();
 * }
 * }</pre>
 *
 * <p>At most three frames are in memory at once: the current one, one ready and one being read.
 *
 * <p>For one thread. Owns a process and two threads: {@link #close()} ends them at once, wherever the video is; closing
 * again does nothing.
 */
public final class VideoFrames implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;
    private static final int SIGNALLED = 128;
    private static final int SIGNAL_PROCESSOR_TIME = 24;
    /** Those that end a process from outside or by a fault of its own; FFmpeg's own statuses lie beside them. */
    private static final List<Integer> SIGNALS = List.of(4, 6, 7, 8, 9, 10, 11, 15, 25, 31);

    private static final int SHELL_NO_LIMITS = 125;
    private static final int SHELL_NOT_EXECUTABLE = 126;
    private static final int SHELL_NOT_FOUND = 127;

    private final Process process;
    private final MediaLimits limits;
    private final ContainerEnd containerEnd;
    private final FrameStream stream;
    private final ChildLog log;
    private final Thread streamThread;
    private final Thread logThread;
    private long nanosLeft;
    private int count;
    private VideoFrame frame;
    private VideoEnd end;

    /** Whether a file is as long as its container says. */
    enum ContainerEnd {
        IN_FILE,
        BEHIND_FILE
    }

    VideoFrames(Process process, ChildLog log, MediaLimits limits, ContainerEnd containerEnd) {
        this.process = process;
        this.limits = limits;
        this.containerEnd = containerEnd;
        this.log = log;
        this.stream = new FrameStream(limits);
        this.nanosLeft = limits.videoTime().toNanos();
        this.streamThread = thread("video-frames", () -> stream.read(process.getInputStream()));
        this.logThread = thread("video-log", () -> log.read(process.getErrorStream()));
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "tokenloom-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Goes on to the next frame, waiting for it as long as the limits allow.
     *
     * @return false if there is none; {@link #end()} says why
     * @throws TokenizationException if the video ends without having given any frame: VIDEO_DECODE, VIDEO_LIMIT,
     *     VIDEO_FORMAT, or DECODER_UNAVAILABLE if it was not the video's fault
     * @throws CancellationException if the thread is interrupted; the flag stays set
     */
    public boolean next() {
        frame = null;
        if (end != null) {
            return false;
        }
        long start = System.nanoTime();
        try {
            take(stream.next(nanosLeft), start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new CancellationException("the thread was interrupted while it waited for a frame");
        } finally {
            nanosLeft -= System.nanoTime() - start;
        }
        return frame != null;
    }

    /**
     * The frame that the last {@link #next()} went on to.
     *
     * @throws IllegalStateException if it returned false or was not called
     */
    public VideoFrame frame() {
        if (frame == null) {
            throw new IllegalStateException("there is a frame only after next() has returned true");
        }
        return frame;
    }

    /**
     * How the video ended.
     *
     * @throws IllegalStateException before {@link #next()} has returned false
     */
    public VideoEnd end() {
        if (end == null) {
            throw new IllegalStateException("a video has an end only after next() has returned false");
        }
        return end;
    }

    /** The id of the process that decodes, for tests that kill it. */
    long pid() {
        return process.pid();
    }

    private void take(FrameStream.Item item, long start) throws InterruptedException {
        if (item == null) {
            outOfTime();
        } else if (item instanceof FrameStream.Item.Picture picture) {
            picture(picture.image(), start);
        } else if (item instanceof FrameStream.Item.TooLarge size) {
            finish(
                    FailureCode.VIDEO_LIMIT,
                    "its frames have " + size.width() + " x " + size.height() + " pixels; the limits are "
                            + limits.pixels() + " and " + limits.side() + " for a side; scale it down");
        } else {
            outOfFrames();
        }
    }

    private void picture(RgbImage image, long start) throws InterruptedException {
        if (count == limits.frames()) {
            finish(
                    FailureCode.VIDEO_LIMIT,
                    "it has more than " + limits.frames()
                            + " frames, the limit; cut it into pieces or take fewer frames per second");
            return;
        }
        Optional<ChildLog.Timing> timing = log.nextTiming(nanosLeft - (System.nanoTime() - start));
        if (timing.isEmpty()) {
            outOfTime();
            return;
        }
        Optional<String> damage = log.damageBefore(timing.get());
        if (damage.isPresent()) {
            damaged(damage.get());
            return;
        }
        frame = new VideoFrame(count++, timing.get().ptsMicros(), image);
    }

    private void damaged(String words) {
        finish(FailureCode.VIDEO_DECODE, "it is broken (" + words + "); send the item again from an intact file");
    }

    private void outOfTime() {
        finish(
                FailureCode.VIDEO_LIMIT,
                "it takes more than " + limits.videoTime().toMillis()
                        + " ms to decode, the limit; cut it into pieces or scale it down");
    }

    /** FFmpeg has closed its output: the video is through, or FFmpeg is. */
    private void outOfFrames() throws InterruptedException {
        if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            finish(FailureCode.VIDEO_DECODE, "its decoder gives no more frames and does not end");
            return;
        }
        logThread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        int status = process.exitValue();
        ChildLog.Verdict verdict = log.verdict();
        if (status == SHELL_NO_LIMITS || status == SHELL_NOT_EXECUTABLE || status == SHELL_NOT_FOUND) {
            finish(
                    FailureCode.DECODER_UNAVAILABLE,
                    "its decoder can't be started with " + limits.decoderBytes() + " bytes of address space (status "
                            + status + "); raise the limit");
        } else if (count == 0 && verdict.noVideo()) {
            finish(FailureCode.VIDEO_FORMAT, "it has no video track; send one that has");
        } else if (verdict.overPixels()) {
            finish(
                    FailureCode.VIDEO_LIMIT,
                    "its frames have more than " + limits.pixels() + " pixels, the limit; scale it down");
        } else if (verdict.outOfMemory()) {
            finish(
                    FailureCode.VIDEO_LIMIT,
                    "its decoder asks for more memory than the limit of " + limits.decoderBytes()
                            + " bytes; scale it down or raise the limit");
        } else if (status == SIGNALLED + SIGNAL_PROCESSOR_TIME) {
            outOfTime();
        } else if (SIGNALS.contains(status - SIGNALLED)) {
            finish(
                    FailureCode.VIDEO_DECODE,
                    "its decoder was ended by signal " + (status - SIGNALLED) + " after " + count + " frames");
        } else if (count == 0 && verdict.codecRefused()) {
            finish(
                    FailureCode.VIDEO_FORMAT,
                    "its codec is not one of those accepted; send it as one of " + VideoDecoder.CODECS);
        } else if (!verdict.problem().isEmpty()) {
            damaged(verdict.problem());
        } else if (status != 0) {
            damaged(verdict.problemBefore().isEmpty() ? "status " + status : verdict.problemBefore());
        } else if (containerEnd == ContainerEnd.BEHIND_FILE) {
            damaged("the file ends before its container does");
        } else if (count == 0) {
            damaged("there is no frame in it");
        } else {
            end = new VideoEnd.Complete();
            close();
        }
    }

    private void finish(FailureCode code, String reason) {
        String sentence = "the video ends after " + count + " frames: " + reason;
        end = new VideoEnd.Partial(code, sentence);
        close();
        if (count == 0) {
            throw new TokenizationException(code, "the video gives no frame: " + reason);
        }
    }

    @Override
    public void close() {
        frame = null;
        if (end == null) {
            end = new VideoEnd.Partial(FailureCode.VIDEO_DECODE, "the video was closed after " + count + " frames");
        }
        process.destroyForcibly();
        streamThread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS);
            streamThread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            logThread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            process.getOutputStream().close();
            process.getInputStream().close();
            process.getErrorStream().close();
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (IOException e) {
            // Closing a pipe whose other end is gone has nothing left to lose.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
