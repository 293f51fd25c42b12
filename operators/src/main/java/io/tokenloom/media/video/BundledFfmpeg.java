package io.tokenloom.media.video;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * FFmpeg's executable out of the bytedeco jar, unpacked once for each process into a folder of its own that only its
 * user can read, and deleted at exit. A system property hands the folder from one class loader to the next, so that a
 * job that restarts in the same JVM does not unpack it again.
 */
final class BundledFfmpeg {
    private static final String PROPERTY = "io.tokenloom.media.video.ffmpeg";

    /** As the programs ask for them; the jar leaves the version out of some names. */
    private static final List<Entry> LINUX = List.of(
            new Entry("ffmpeg", "ffmpeg"),
            new Entry("libavcodec.so.61", "libavcodec.so.61"),
            new Entry("libavdevice.so.61", "libavdevice.so.61"),
            new Entry("libavfilter.so.10", "libavfilter.so.10"),
            new Entry("libavformat.so.61", "libavformat.so.61"),
            new Entry("libavutil.so.59", "libavutil.so.59"),
            new Entry("libswresample.so.5", "libswresample.so.5"),
            new Entry("libswscale.so.8", "libswscale.so.8"),
            new Entry("libva.so", "libva.so.2"),
            new Entry("libva-drm.so", "libva-drm.so.2"),
            new Entry("libdrm.so.2", "libdrm.so.2"),
            // What FFmpeg would record screens and sound with. It is linked to it and never calls it here, so any
            // library
            // stands in, and a machine without screen and sound will do.
            new Entry("libdrm.so.2", "libxcb.so.1"),
            new Entry("libdrm.so.2", "libxcb-shm.so.0"),
            new Entry("libdrm.so.2", "libasound.so.2"),
            new Entry("libdrm.so.2", "libpulse.so.0"));

    private static final List<Entry> MAC = List.of(
            new Entry("ffmpeg", "ffmpeg"),
            new Entry("libavcodec.61.dylib", "libavcodec.61.dylib"),
            new Entry("libavdevice.61.dylib", "libavdevice.61.dylib"),
            new Entry("libavfilter.10.dylib", "libavfilter.10.dylib"),
            new Entry("libavformat.61.dylib", "libavformat.61.dylib"),
            new Entry("libavutil.59.dylib", "libavutil.59.dylib"),
            new Entry("libswresample.5.dylib", "libswresample.5.dylib"),
            new Entry("libswscale.8.dylib", "libswscale.8.dylib"));
    private static final List<Entry> WINDOWS = List.of(
            new Entry("ffmpeg.exe", "ffmpeg.exe"),
            new Entry("avcodec-61.dll", "avcodec-61.dll"),
            new Entry("avdevice-61.dll", "avdevice-61.dll"),
            new Entry("avfilter-10.dll", "avfilter-10.dll"),
            new Entry("avformat-61.dll", "avformat-61.dll"),
            new Entry("avutil-59.dll", "avutil-59.dll"),
            new Entry("swresample-5.dll", "swresample-5.dll"),
            new Entry("swscale-8.dll", "swscale-8.dll"));

    private BundledFfmpeg() {}

    private record Entry(String inJar, String onDisk) {}

    /**
     * The executable, unpacked.
     *
     * @throws io.tokenloom.deadletter.TokenizationException with code DECODER_UNAVAILABLE
     */
    static Path executable() {
        // A lock that all class loaders share.
        synchronized (System.class) {
            Optional<Path> earlier = Optional.ofNullable(System.getProperty(PROPERTY))
                    .map(Path::of)
                    .filter(Files::isExecutable);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            Path executable = unpacked(platform());
            System.setProperty(PROPERTY, executable.toString());
            return executable;
        }
    }

    private static Path unpacked(String platform) {
        List<Entry> entries = platform.startsWith("linux") ? LINUX : platform.startsWith("mac") ? MAC : WINDOWS;
        try {
            // Readable for its owner only, by the contract of createTempDirectory.
            Path folder = Files.createTempDirectory("tokenloom-ffmpeg-");
            deleteOnExit(folder);
            for (Entry entry : entries) {
                Path file = folder.resolve(entry.onDisk());
                try (InputStream in = BundledFfmpeg.class.getResourceAsStream(
                        "/org/bytedeco/ffmpeg/" + platform + "/" + entry.inJar())) {
                    if (in == null) {
                        throw VideoFailure.unavailable("there is no build for " + platform
                                + " on the class path; add the jar org.bytedeco:ffmpeg with this classifier");
                    }
                    deleteOnExit(file);
                    Files.copy(in, file);
                }
            }
            Path executable = folder.resolve(entries.get(0).onDisk());
            if (!executable.toFile().setExecutable(true)) {
                throw VideoFailure.unavailable(
                        "it can't be made executable; let java.io.tmpdir name a folder where programs may run");
            }
            return executable;
        } catch (IOException e) {
            throw VideoFailure.unavailable(
                    "it can't be unpacked (" + e.getClass().getSimpleName()
                            + "); let java.io.tmpdir name a folder with 80 MB free",
                    e);
        }
    }

    private static void deleteOnExit(Path path) {
        File file = path.toFile();
        // The JDK's list of paths, not a hook of ours, which would keep this class loader for ever.
        file.deleteOnExit();
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        String name = system.startsWith("linux") ? "linux" : system.startsWith("mac") ? "macosx" : "windows";
        return name + (arm ? "-arm64" : "-x86_64");
    }
}
