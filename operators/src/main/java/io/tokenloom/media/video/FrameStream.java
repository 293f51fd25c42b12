package io.tokenloom.media.video;

import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The pictures that FFmpeg writes, one PPM after the other: each says its own size, so nothing has to be known of the
 * video before. A thread reads them ahead, one at most, so that decoding and the use of a frame overlap.
 */
final class FrameStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_DIGITS = 9;

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>(1);
    private final MediaLimits limits;

    FrameStream(MediaLimits limits) {
        this.limits = limits;
    }

    /** What comes out of the stream. */
    sealed interface Item {
        /** A picture. */
        record Picture(RgbImage image) implements Item {}

        /** A picture that is over the limits; nothing comes after it. */
        record TooLarge(long width, long height) implements Item {}

        /** There is no more. */
        record End(Completeness completeness) implements Item {}
    }

    /** How the stream ended. */
    enum Completeness {
        /** Between two pictures. */
        WHOLE,
        /** Within one. */
        CUT_OFF
    }

    /** The next item; null if there is none within the time. */
    Item next(long nanos) throws InterruptedException {
        return items.poll(nanos, TimeUnit.NANOSECONDS);
    }

    /** Reads to the end, or until the thread is interrupted. */
    void read(InputStream stream) {
        try (InputStream in = new BufferedInputStream(stream, BUFFER_BYTES)) {
            Item item;
            do {
                item = item(in);
                items.put(item);
            } while (item instanceof Item.Picture);
        } catch (IOException e) {
            // The process is gone and its end is closed: nobody waits any more, or the time limit tells.
            items.offer(new Item.End(Completeness.CUT_OFF));
        } catch (InterruptedException e) {
            // Nobody takes the frames any more; the thread ends here.
            Thread.currentThread().interrupt();
        }
    }

    private Item item(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return new Item.End(Completeness.WHOLE);
        }
        if (first != 'P' || in.read() != '6' || in.read() != '\n') {
            return new Item.End(Completeness.CUT_OFF);
        }
        long width = number(in);
        long height = number(in);
        if (width < 1 || height < 1 || number(in) != 255) {
            return new Item.End(Completeness.CUT_OFF);
        }
        if (width > limits.side() || height > limits.side() || width * height > limits.pixels()) {
            return new Item.TooLarge(width, height);
        }
        byte[] rgb = new byte[(int) (3 * width * height)];
        if (in.readNBytes(rgb, 0, rgb.length) < rgb.length) {
            return new Item.End(Completeness.CUT_OFF);
        }
        return new Item.Picture(new RgbImage((int) width, (int) height, rgb));
    }

    /** A number up to the next space; negative if it is none. */
    private static long number(InputStream in) throws IOException {
        long value = 0;
        for (int digits = 0; digits <= MAX_DIGITS; digits++) {
            int next = in.read();
            if (next == ' ' || next == '\n') {
                return digits == 0 ? -1 : value;
            }
            if (next < '0' || next > '9') {
                return -1;
            }
            value = 10 * value + next - '0';
        }
        return -1;
    }
}
