package io.tokenloom.media.video;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What FFmpeg says on standard error while it decodes: the timestamp of every frame that it gives out, how far its
 * decoder has come, and what went wrong when.
 *
 * <p>All of it comes through one pipe, and a frame's timestamp is written after everything that its decoding has brought
 * up. So when the timestamp of a frame has been read, it is known whether there was damage before it, however far the
 * threads of FFmpeg are ahead of each other: where the good frames end does not depend on time.
 *
 * <p>A video's own words, such as its title, are in the log as well, before the decoding starts; the line that says so is
 * one that no title can write. They pass for no timestamp either, as those are marked with a number that nobody knows
 * before.
 *
 * <p>Thread-safe: one thread reads, another asks. What is kept is bounded, whatever is said.
 */
final class ChildLog {
    private static final String DECODED = "decoder -> pts:";
    private static final Pattern DECODER_PROBLEM =
            Pattern.compile("(corrupt decoded frame|Error submitting \\w+ to decoder: .*|Decoding error: .*)");
    private static final Pattern READER_PROBLEM =
            Pattern.compile("(Error during demuxing: .*|partial file|File ended prematurely.*)");
    private static final Pattern PROBLEM =
            Pattern.compile("((?:\\[[^\\]]+ @ \\w+\\] )*)\\[(?:error|fatal|panic)\\] (.*)");
    /** FFmpeg itself and its readers of containers. Codecs complain of much that they then decode without loss. */
    private static final Pattern NOT_A_CODEC =
            Pattern.compile("|\\[(?:mov,|avi|matroska|in#|out#|vist#|vost#|vf#|graph|Parsed_|ivf).*");

    private static final String DECODING_STARTS = "[info] Stream mapping:";
    private static final int MAX_MARK_CHARS = 128;
    private static final int MAX_LINE_CHARS = 2048;
    private static final int MAX_TIMINGS = 4096;

    private final String mark = "@F" + UUID.randomUUID() + " ";
    private final Pattern timingPattern = Pattern.compile(mark + "(-?\\d+) (-?\\d+) @\n");
    private final StringBuilder candidate = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private final ArrayDeque<Timing> timings = new ArrayDeque<>();
    private long lastPts;
    private boolean decoding;
    private long decoded;
    private long damagedFrom = Long.MAX_VALUE;
    private String damage = "";
    private String firstProblem = "";
    private String firstProblemWhileDecoding = "";
    private boolean codecRefused;
    private boolean overPixels;
    private boolean outOfMemory;
    private boolean noVideo;
    private boolean ended;

    /** Who tells of a problem. */
    private enum Source {
        /** The part of FFmpeg that gets packets decoded: a frame is lost or damaged, here and now. */
        DECODER,
        /** The reader of the container, which runs ahead, or another part: something is lost, somewhere. */
        AROUND,
        /** A codec or parser by itself. */
        CODEC
    }

    /**
     * When a frame is shown.
     *
     * @param decoderIndex its number among all frames that the decoder gave
     * @param ptsMicros presentation timestamp, microseconds
     */
    record Timing(long decoderIndex, long ptsMicros) {}

    /**
     * What became of the video as far as the log tells.
     *
     * @param problem what the decoder met first, or else the first problem around it; empty if there was none
     * @param problemBefore first problem at all, empty if there was none
     * @param codecRefused the codec is not one of those accepted
     * @param overPixels a picture is over the limit of pixels
     * @param outOfMemory it asked for more memory than it may have
     * @param noVideo there is no video track
     */
    record Verdict(
            String problem,
            String problemBefore,
            boolean codecRefused,
            boolean overPixels,
            boolean outOfMemory,
            boolean noVideo) {}

    /**
     * The format to give to FFmpeg for its line about each frame. Such a line may fall into the middle of another, as
     * FFmpeg writes those in pieces.
     */
    String frameFormat() {
        return mark + "{ni} {pts} @";
    }

    /** Reads to the end. */
    void read(InputStream in) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                take(buffer, count);
            }
        } catch (IOException e) {
            // The process is gone and has closed its end.
        }
        synchronized (this) {
            endLine();
            ended = true;
            notifyAll();
        }
    }

    /**
     * The next frame's timing, in the order in which frames are given out; empty if there is none within the time, or
     * the log has ended.
     */
    synchronized Optional<Timing> nextTiming(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (timings.isEmpty() && !ended) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            // Rounded up: a wait of 0 would have no end.
            wait(1 + TimeUnit.NANOSECONDS.toMillis(left));
        }
        return Optional.ofNullable(timings.poll());
    }

    /** The damage before this frame, empty if there was none. */
    synchronized Optional<String> damageBefore(Timing frame) {
        return frame.decoderIndex() >= damagedFrom ? Optional.of(damage) : Optional.empty();
    }

    synchronized Verdict verdict() {
        String problem = damage.isEmpty() ? firstProblemWhileDecoding : damage;
        return new Verdict(problem, firstProblem, codecRefused, overPixels, outOfMemory, noVideo);
    }

    private synchronized void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            take((char) (bytes[i] & 0xff));
        }
        notifyAll();
    }

    /** Takes timings out of the stream of characters; the lines around them go on as if they had not been there. */
    private void take(char next) {
        if (candidate.isEmpty() && next != '@') {
            takeOfLine(next);
            return;
        }
        candidate.append(next);
        int length = candidate.length();
        boolean possible = length <= mark.length() ? mark.charAt(length - 1) == next : length <= MAX_MARK_CHARS;
        if (possible && next != '\n') {
            return;
        }
        Matcher timing = timingPattern.matcher(candidate);
        if (possible && timing.matches()) {
            add(Long.parseLong(timing.group(1)), Long.parseLong(timing.group(2)));
            candidate.setLength(0);
            return;
        }
        String text = candidate.toString();
        candidate.setLength(0);
        text.chars().limit(length - 1).forEach(c -> takeOfLine((char) c));
        if (next == '@') {
            candidate.append(next);
        } else {
            takeOfLine(next);
        }
    }

    private void add(long decoderIndex, long pts) {
        // A frame without a timestamp is shown with the one before it.
        lastPts = pts == Long.MIN_VALUE ? lastPts : pts;
        if (timings.size() < MAX_TIMINGS) {
            timings.add(new Timing(decoderIndex, lastPts));
        }
    }

    private void takeOfLine(char next) {
        if (next == '\n') {
            endLine();
        } else if (line.length() < MAX_LINE_CHARS) {
            line.append(next);
        }
    }

    private void endLine() {
        String text = line.toString();
        line.setLength(0);
        if (text.equals(DECODING_STARTS)) {
            decoding = true;
        } else if (decoding && text.contains(DECODED)) {
            decoded++;
        } else {
            problem(text);
        }
    }

    /**
     * Looks for a problem in a line. The most important ones are known by their words alone: where FFmpeg has just
     * written a part of another line, it leaves out the beginning that says how bad this one is.
     */
    private void problem(String text) {
        Matcher ofDecoder = DECODER_PROBLEM.matcher(text);
        Matcher ofReader = READER_PROBLEM.matcher(text);
        Matcher problem = PROBLEM.matcher(text);
        if (decoding && ofDecoder.find()) {
            problem(ofDecoder.group(), Source.DECODER);
        } else if (decoding && ofReader.find()) {
            problem(ofReader.group(), Source.AROUND);
        } else if (problem.matches()) {
            boolean around = NOT_A_CODEC.matcher(problem.group(1)).matches();
            problem(problem.group(2), around ? Source.AROUND : Source.CODEC);
        }
    }

    private void problem(String words, Source source) {
        if (words.contains("not on whitelist") || words.startsWith("Decoding requested, but no decoder found")) {
            // The sound's is not on it either; it matters if there is no picture in the end.
            codecRefused = true;
            return;
        }
        String kept = words.replaceAll("0x[0-9a-f]+", "0x").replaceAll("[^ -~]", "?");
        kept = kept.length() > MAX_MARK_CHARS ? kept.substring(0, MAX_MARK_CHARS) : kept;
        overPixels |= words.contains("max pixel count");
        outOfMemory |= words.contains("Cannot allocate memory");
        noVideo |= words.contains("matches no streams");
        firstProblem = firstProblem.isEmpty() ? kept : firstProblem;
        if (!decoding || source == Source.CODEC) {
            return;
        }
        firstProblemWhileDecoding = firstProblemWhileDecoding.isEmpty() ? kept : firstProblemWhileDecoding;
        if (source == Source.DECODER && damagedFrom == Long.MAX_VALUE) {
            damagedFrom = decoded;
            damage = kept;
        }
    }
}
