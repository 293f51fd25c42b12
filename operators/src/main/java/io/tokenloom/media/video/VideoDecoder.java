package io.tokenloom.media.video;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * From a video file to its frames. FFmpeg decodes in a child process, one for each open video, which gets the file as
 * its standard input and may open nothing else: no other file, no network. What bounds it:
 *
 * <ul>
 *   <li>the container is chosen here from the first bytes, one of {@link MediaType.Use#VIDEO}, and the codec is one of
 *       {@link #CODECS};
 *   <li>frames over {@link MediaLimits#pixels()}, with some allowance for whole blocks, are refused before they are
 *       allocated;
 *   <li>on Linux and macOS the shell's {@code ulimit} bounds address space, processor time, open files and core dumps,
 *       and lets it write no file; elsewhere only the time is bounded;
 *   <li>at most {@link MediaLimits#frames()} frames, and {@link MediaLimits#videoTime()} of waiting for it.
 * </ul>
 *
 * <p>The same file gives the same frames: one thread, exact arithmetic. At the first damage the frames end, with {@link
 * VideoEnd.Partial}; what FFmpeg would make up to hide it is not given out.
 *
 * <p>Thread-safe; each open video belongs to one thread.
 */
public final class VideoDecoder {
    /** The codecs that are accepted, by FFmpeg's names. */
    public static final String CODECS = "h264,hevc,vp8,vp9,av1,libaom-av1,mjpeg,mpeg4,msmpeg4v1,msmpeg4v2,msmpeg4,"
            + "mpeg1video,mpeg2video,h263,prores,rawvideo";

    private static final int PROBE_SECONDS = 20;
    private static final int PROBE_OUTPUT_BYTES = 4096;

    /** The one whose FFmpeg is known to run; a failure is not kept, as it may be mended. */
    private static VideoDecoder bundled;

    private final ChildCommand command;

    private VideoDecoder(ChildCommand command) {
        this.command = command;
    }

    /**
     * A decoder with the FFmpeg that comes with this library. The first call in a process unpacks it and runs it once.
     *
     * @throws TokenizationException with code DECODER_UNAVAILABLE when it can't be run on this machine
     */
    public static synchronized VideoDecoder bundled() {
        Path executable = BundledFfmpeg.executable();
        if (bundled == null || !bundled.command.runs(executable)) {
            bundled = probed(executable);
        }
        return bundled;
    }

    /**
     * A decoder with another FFmpeg, version 7 or later.
     *
     * @throws TokenizationException with code DECODER_UNAVAILABLE when it can't be run
     */
    public static VideoDecoder of(Path executable) {
        return probed(Objects.requireNonNull(executable, "executable"));
    }

    private static VideoDecoder probed(Path executable) {
        ChildCommand command = new ChildCommand(executable);
        try {
            Process process = command.probe().start();
            try (InputStream out = process.getInputStream()) {
                process.getOutputStream().close();
                byte[] said = out.readNBytes(PROBE_OUTPUT_BYTES);
                if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                    throw VideoFailure.unavailable("it does not answer within " + PROBE_SECONDS + " s");
                }
                if (process.exitValue() != 0) {
                    throw VideoFailure.unavailable(MissingLibrary.in(said)
                            .map(name -> "the system lacks " + name + "; install the packages of libxcb, libxcb-shm, "
                                    + "libasound and libpulse, or name an FFmpeg of the system")
                            .orElse("it ends with status " + process.exitValue()));
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw VideoFailure.unavailable(
                    "it can't be started; let java.io.tmpdir name a folder where programs may "
                            + "run, or name an FFmpeg of the system",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VideoFailure.unavailable("the thread was interrupted while it was tried", e);
        }
        return new VideoDecoder(command);
    }

    /** {@link #open(byte[], MediaLimits, FrameSelection)} with all frames as they are. */
    public VideoFrames open(byte[] content, MediaLimits limits) {
        return open(content, limits, FrameSelection.ALL);
    }

    /**
     * Starts to decode a video in memory. The child reads it from an unnamed file in {@code java.io.tmpdir}, since most
     * containers can't be read from front to back.
     *
     * @throws TokenizationException with code EMPTY, VIDEO_FORMAT or DECODER_UNAVAILABLE
     */
    public VideoFrames open(byte[] content, MediaLimits limits, FrameSelection selection) {
        return open(content, container(content, content.length), limits, selection);
    }

    /** The same for a container that is known. */
    VideoFrames open(byte[] content, Container container, MediaLimits limits, FrameSelection selection) {
        try {
            // With the process, so that it can be told whose a file is that a kill left behind.
            Path file = Files.createTempFile(
                    "tokenloom-video-" + ProcessHandle.current().pid() + "-", "");
            try {
                Files.write(file, content);
                return start(file, container, limits, selection);
            } finally {
                // The child has it open; on Windows, where that hinders, at exit.
                deleteOrAtExit(file);
            }
        } catch (IOException e) {
            throw VideoFailure.unavailable(
                    "the video can't be handed to it (" + e.getClass().getSimpleName()
                            + "); let java.io.tmpdir name a folder with room for the largest video",
                    e);
        }
    }

    /** {@link #open(Path, MediaLimits, FrameSelection)} with all frames as they are. */
    public VideoFrames open(Path file, MediaLimits limits) {
        return open(file, limits, FrameSelection.ALL);
    }

    /**
     * Starts to decode a video in a file, which stays as it is and must not change before the frames are closed.
     *
     * @throws TokenizationException with code EMPTY, VIDEO_FORMAT or DECODER_UNAVAILABLE
     * @throws UncheckedIOException when the file can't be read
     */
    public VideoFrames open(Path file, MediaLimits limits, FrameSelection selection) {
        Container container;
        try {
            container = container(Container.start(file), Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the video's file can't be read", e);
        }
        try {
            return start(file, container, limits, selection);
        } catch (IOException e) {
            throw VideoFailure.unavailable(
                    "it can't be started (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private VideoFrames start(Path file, Container container, MediaLimits limits, FrameSelection selection)
            throws IOException {
        VideoFrames.ContainerEnd containerEnd = container.end(file);
        ChildLog log = new ChildLog();
        Process process = command.decoding(container, limits, selection, log.frameFormat())
                .redirectInput(file.toFile())
                .start();
        return new VideoFrames(process, log, limits, containerEnd);
    }

    private static Container container(byte[] start, long length) {
        if (length == 0) {
            throw new TokenizationException(FailureCode.EMPTY, "the video has no content; send its bytes");
        }
        MediaType type = MediaType.of(start);
        return Container.of(type)
                .orElseThrow(() -> VideoFailure.format("the content is "
                        + (type == MediaType.UNKNOWN ? "of no known format" : type.title())
                        + ", which is not read as a video; send "
                        + MediaType.titles(MediaType.Use.VIDEO)));
    }

    private static void deleteOrAtExit(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
