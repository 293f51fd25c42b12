package io.tokenloom.cli.bench.race;

import io.tokenloom.cli.bench.MovingScene;
import java.util.stream.IntStream;

/** Some films as JPEG files, drawn once: drawing must not take the time of what is measured. Immutable. */
public final class Films {
    /** How many there are. */
    static final int COUNT = 8;

    /** Frames of each. */
    static final int LENGTH = 120;

    private final byte[][][] frames;

    private Films(byte[][][] frames) {
        this.frames = frames;
    }

    /** Draws them, with frames of this size in pixels. */
    public static Films draw(int width, int height) {
        return new Films(IntStream.range(0, COUNT)
                .parallel()
                .mapToObj(film -> new MovingScene(film, width, height))
                .map(scene -> IntStream.range(0, LENGTH)
                        .mapToObj(index -> scene.frame(index, "jpg"))
                        .toArray(byte[][]::new))
                .toArray(byte[][][]::new));
    }

    /**
     * A frame.
     *
     * @param film from 0
     * @param index from 0
     */
    record Place(int film, int index) {}

    /**
     * What a stream shows. There are more streams than films, and each begins at another place; a film starts again when it
     * is over.
     */
    static Place place(int stream, long index) {
        long start = 7L * (stream / COUNT);
        return new Place(stream % COUNT, (int) ((start + index) % LENGTH));
    }

    /** The file. */
    byte[] content(Place place) {
        return frames[place.film()][place.index()];
    }

    /** The file of a stream's frame; no copy. */
    public byte[] content(int stream, long index) {
        return content(place(stream, index));
    }
}
