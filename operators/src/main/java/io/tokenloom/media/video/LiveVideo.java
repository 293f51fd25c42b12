package io.tokenloom.media.video;

import io.tokenloom.deadletter.TokenizationException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Frames of a camera or another live source as they come, each as a JPEG file. A file plays at its own speed, as if it
 * were live. The source is named by whoever runs the program and is trusted as far as the network goes: FFmpeg reads it as
 * a child process, with the protocols of its address only.
 *
 * <p>For one thread. Owns a process and a thread: {@link #close()} ends them at once.
 */
public final class LiveVideo implements AutoCloseable {
    /** No frame of a camera is larger. */
    private static final int MAX_FRAME_BYTES = 32 * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_SAID_CHARS = 300;
    private static final int CLOSE_SECONDS = 10;
    private static final int MARKER = 0xFF;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;

    private final Process process;
    private final InputStream frames;
    private final Thread log;
    private volatile String lastSaid = "";

    private LiveVideo(Process process) {
        this.process = process;
        this.frames = new BufferedInputStream(process.getInputStream(), BUFFER_BYTES);
        this.log = new Thread(this::listen, "tokenloom-live-log");
        log.setDaemon(true);
        log.start();
    }

    /**
     * Connects.
     *
     * @param source path of a file, or an address: rtsp, rtsps, http, https, tcp, udp, rtp
     * @param framesPerSecond most frames per second
     * @throws TokenizationException DECODER_UNAVAILABLE if FFmpeg can't be run on this machine
     * @throws IllegalArgumentException if the address has another scheme
     */
    public static LiveVideo open(String source, double framesPerSecond) {
        List<String> command =
                new ArrayList<>(List.of(BundledFfmpeg.executable().toString(), "-nostdin", "-hide_banner", "-nostats"));
        command.addAll(List.of("-loglevel", "error"));
        if (isFile(source)) {
            command.addAll(List.of("-protocol_whitelist", "file", "-re", "-i", "file:" + source));
        } else {
            command.addAll(List.of("-protocol_whitelist", protocols(source)));
            if (source.startsWith("rtsp")) {
                // Frames that are torn by lost packets are worth less than frames that come a little later.
                command.addAll(List.of("-rtsp_transport", "tcp"));
            }
            command.addAll(List.of("-i", source));
        }
        command.addAll(List.of("-an", "-sn", "-dn"));
        command.addAll(List.of("-vf", String.format(Locale.ROOT, "fps=%.6f", framesPerSecond)));
        command.addAll(List.of("-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe", "pipe:1"));
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment()
                    .put("LD_LIBRARY_PATH", Path.of(command.get(0)).getParent().toString());
            return new LiveVideo(builder.start());
        } catch (IOException e) {
            throw VideoFailure.unavailable("it can't be started", e);
        }
    }

    private static boolean isFile(String source) {
        return Files.isRegularFile(Path.of(source.contains("://") ? "" : source));
    }

    private static String protocols(String source) {
        String scheme = source.substring(0, Math.max(0, source.indexOf(':'))).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "rtsp", "rtp" -> "rtsp,rtp,tcp,udp";
            case "rtsps" -> "rtsps,rtsp,rtp,tls,tcp,udp";
            case "http" -> "http,tcp";
            case "https" -> "https,http,tls,tcp";
            case "tcp", "udp" -> scheme;
            default ->
                throw new IllegalArgumentException("\"" + source
                        + "\" is neither a file nor an address of rtsp, rtsps, http, https, tcp, udp or rtp");
        };
    }

    /**
     * The next frame, waiting for it as long as it takes.
     *
     * @return a JPEG file; empty at the end of the source, of which {@link #failure()} may tell why
     */
    public Optional<byte[]> next() throws IOException {
        try {
            int first = frames.read();
            return first < 0 ? Optional.empty() : Optional.of(jpeg(first));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private byte[] jpeg(int first) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER_BYTES);
        out.write(first);
        if (first != MARKER || copy(out) != START_OF_IMAGE) {
            throw new IOException("the decoder gave something that is no JPEG");
        }
        while (true) {
            copy(out);
            int marker = copy(out);
            if (marker == END_OF_IMAGE) {
                return out.toByteArray();
            }
            int length = copy(out) << 8 | copy(out);
            for (int i = 2; i < length; i++) {
                copy(out);
            }
            if (marker == START_OF_SCAN && scan(out)) {
                return out.toByteArray();
            }
        }
    }

    /** The compressed samples, up to the marker that ends them. True if that is the end of the image. */
    private boolean scan(ByteArrayOutputStream out) throws IOException {
        while (true) {
            if (copy(out) != MARKER) {
                continue;
            }
            int marker = copy(out);
            if (marker == END_OF_IMAGE) {
                return true;
            }
            if (marker != 0 && (marker < FIRST_RESTART || marker > LAST_RESTART)) {
                throw new IOException("the decoder gave a JPEG of several scans");
            }
        }
    }

    private int copy(ByteArrayOutputStream out) throws IOException {
        int next = frames.read();
        if (next < 0) {
            throw new EOFException();
        }
        if (out.size() >= MAX_FRAME_BYTES) {
            throw new IOException("a frame of more than " + MAX_FRAME_BYTES + " bytes");
        }
        out.write(next);
        return next;
    }

    private void listen() {
        try (InputStream said = process.getErrorStream()) {
            byte[] buffer = new byte[4096];
            for (int count = said.read(buffer); count >= 0; count = said.read(buffer)) {
                String text = new String(buffer, 0, count, StandardCharsets.UTF_8).strip();
                lastSaid = text.length() > MAX_SAID_CHARS ? text.substring(text.length() - MAX_SAID_CHARS) : text;
            }
        } catch (IOException e) {
            // The process is gone and has closed its end.
            return;
        }
    }

    /** After the end: why it ended, if not well; for people. */
    public Optional<String> failure() throws InterruptedException {
        int status = process.waitFor();
        log.join();
        return status == 0 ? Optional.empty() : Optional.of(lastSaid.isEmpty() ? "status " + status : lastSaid);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
