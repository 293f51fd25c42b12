package io.tokenloom.media.video;

import io.tokenloom.media.MediaLimits;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How FFmpeg is started. Thread-safe: immutable. */
final class ChildCommand {
    private static final Path SHELL = Path.of("/bin/sh");

    /** The shell sets the limits on itself and becomes FFmpeg, so that to kill the one is to kill the other. */
    private static final String LIMITED =
            "ulimit -c 0; ulimit -f 0; ulimit -n 64; ulimit -t \"$1\" && ulimit -v \"$2\" || "
                    + "[ \"$(uname)\" = Darwin ] || exit 125; shift 2; exec \"$@\"";

    private static final int BLOCK = 64;

    private final Path executable;

    ChildCommand(Path executable) {
        this.executable = executable.toAbsolutePath();
    }

    /** Whether it is this executable that is started. */
    boolean runs(Path other) {
        return executable.equals(other.toAbsolutePath());
    }

    /** Runs FFmpeg without any work. */
    ProcessBuilder probe() {
        return builder(List.of(executable.toString(), "-hide_banner", "-version"))
                .redirectErrorStream(true);
    }

    /**
     * Reads a video from standard input, writes frames to standard output and its log to standard error.
     *
     * @param frameFormat of the line in the log for each frame
     */
    ProcessBuilder decoding(Container container, MediaLimits limits, FrameSelection selection, String frameFormat) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            // Processor time: what is waited for, and as much again for what is decoded ahead.
            long seconds = 2 * Math.max(1, limits.videoTime().plusMillis(999).toSeconds());
            command.addAll(List.of(
                    SHELL.toString(),
                    "-c",
                    LIMITED,
                    "sh",
                    Long.toString(seconds),
                    Long.toString(limits.decoderBytes() / 1024)));
        }
        command.add(executable.toString());
        command.addAll(List.of("-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-debug_ts"));
        command.addAll(List.of("-max_alloc", Long.toString(limits.decoderBytes() / 2)));
        // Input.
        command.addAll(List.of("-threads", "1", "-flags:v", "+bitexact", "-err_detect", "explode"));
        command.addAll(List.of("-max_pixels", Long.toString(limits.pixels() + slack(limits))));
        command.addAll(List.of("-codec_whitelist", VideoDecoder.CODECS, "-protocol_whitelist", "fd"));
        command.addAll(List.of("-an", "-sn", "-dn", "-f", container.demuxer(), "-i", "fd:"));
        // Output.
        command.addAll(
                List.of("-map", "0:V:0", "-map_metadata", "-1", "-map_metadata:s:v", "-1", "-map_chapters", "-1"));
        command.addAll(List.of("-filter_threads", "1", "-vf", filters(selection)));
        command.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:1000000"));
        command.addAll(List.of("-stats_enc_pre", "pipe:2", "-stats_enc_pre_fmt", frameFormat));
        // One more than allowed tells that there are more.
        command.addAll(List.of("-frames:v", Integer.toString(limits.frames() + 1)));
        command.addAll(List.of("-c:v", "ppm", "-threads", "1", "-f", "image2pipe", "pipe:1"));
        return builder(command);
    }

    /**
     * FFmpeg counts the pixels of the picture as it is stored, with width and height rounded up to whole blocks, of 64 at
     * most. The exact limit is checked on what comes out.
     */
    private static long slack(MediaLimits limits) {
        return 2L * BLOCK * limits.side() + BLOCK * BLOCK;
    }

    private static String filters(FrameSelection selection) {
        StringBuilder filters = new StringBuilder();
        selection.framesPerSecond().ifPresent(rate -> {
            String number = String.format(Locale.ROOT, "%.6f", rate);
            // The first frame of each slot of 1 / rate seconds; the millionth part is for the rounding of t.
            filters.append("select='isnan(prev_selected_t)+not(eq(floor(t*")
                    .append(number)
                    .append("+1e-6),floor(prev_selected_t*")
                    .append(number)
                    .append("+1e-6)))',");
        });
        filters.append("scale=");
        if (selection.scales()) {
            filters.append(selection.width().orElse(-1))
                    .append(':')
                    .append(selection.height().orElse(-1))
                    .append(':');
        }
        return filters.append("flags=bicubic+accurate_rnd+full_chroma_int+bitexact,format=rgb24")
                .toString();
    }

    /** With an environment of nothing but where FFmpeg's own libraries are. */
    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        String systemRoot = environment.get("SystemRoot");
        environment.clear();
        File folder = executable.getParent().toFile();
        environment.put("LD_LIBRARY_PATH", folder.getPath());
        environment.put("DYLD_LIBRARY_PATH", folder.getPath());
        environment.put("AV_LOG_FORCE_NOCOLOR", "1");
        // Each arena of glibc would take 64 MB of the address space.
        environment.put("MALLOC_ARENA_MAX", "1");
        if (systemRoot != null) {
            // Windows starts no program without it.
            environment.put("SystemRoot", systemRoot);
        }
        return builder.directory(folder);
    }
}
