package io.tokenloom.vision.preprocessing;

/**
 * A number for each colour.
 *
 * @param red of red
 * @param green of green
 * @param blue of blue
 */
public record PerColour(float red, float green, float blue) {
    /** The same for all three. */
    public static PerColour all(float value) {
        return new PerColour(value, value, value);
    }

    /** That of plane 0, red, 1, green, or 2, blue. */
    float plane(int plane) {
        return switch (plane) {
            case 0 -> red;
            case 1 -> green;
            case 2 -> blue;
            default -> throw new IllegalArgumentException("there is no plane " + plane);
        };
    }

    /** Hexadecimal, for decimal digits of a float differ between versions of Java. */
    String identity() {
        return Float.toHexString(red) + "," + Float.toHexString(green) + "," + Float.toHexString(blue);
    }
}
