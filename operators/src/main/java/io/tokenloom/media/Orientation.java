package io.tokenloom.media;

/**
 * How stored rows and columns lie in the image that people see, by EXIF's numbers 1 to 8. A stored row becomes a line of
 * the shown image with a constant step from pixel to pixel, which is all that copying needs.
 */
enum Orientation {
    /** 1: as stored. */
    AS_STORED,
    /** 2: left and right change sides. */
    MIRRORED,
    /** 3: turned by 180 degrees. */
    UPSIDE_DOWN,
    /** 4: top and bottom change sides. */
    FLIPPED,
    /** 5: rows become columns. */
    TRANSPOSED,
    /** 6: to be turned right by 90 degrees. */
    TURN_RIGHT,
    /** 7: rows become columns, both backwards. */
    TRANSVERSED,
    /** 8: to be turned left by 90 degrees. */
    TURN_LEFT;

    /** By EXIF's number; as stored if there is no such number. */
    static Orientation of(int number) {
        return number >= 1 && number <= 8 ? values()[number - 1] : AS_STORED;
    }

    boolean swapsSides() {
        return ordinal() >= TRANSPOSED.ordinal();
    }

    /** Where, as a number of pixels from the first shown one, the stored pixel (0, row) is shown. */
    int start(int width, int height, int row) {
        return switch (this) {
            case AS_STORED -> row * width;
            case MIRRORED -> row * width + width - 1;
            case UPSIDE_DOWN -> (height - row) * width - 1;
            case FLIPPED -> (height - 1 - row) * width;
            case TRANSPOSED -> row;
            case TURN_RIGHT -> height - 1 - row;
            case TRANSVERSED -> width * height - 1 - row;
            case TURN_LEFT -> (width - 1) * height + row;
        };
    }

    /** How many shown pixels lie between a stored pixel and its right neighbour. */
    int step(int height) {
        return switch (this) {
            case AS_STORED, FLIPPED -> 1;
            case MIRRORED, UPSIDE_DOWN -> -1;
            case TRANSPOSED, TURN_RIGHT -> height;
            case TRANSVERSED, TURN_LEFT -> -height;
        };
    }
}
