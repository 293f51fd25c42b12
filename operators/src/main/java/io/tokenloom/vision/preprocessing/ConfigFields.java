package io.tokenloom.vision.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a {@code preprocessor_config.json}. What is wrong with one goes to the mistakes, and a stand-in is given,
 * so that the next one can be looked at.
 *
 * @param root the document
 * @param mistakes gets what is wrong
 */
record ConfigFields(JsonNode root, List<String> mistakes) {
    /** Largest side of a picture that a model gets; more is a slip of the pen. */
    private static final int MOST_PIXELS = 8192;

    /**
     * A size in one of its spellings.
     *
     * @param width pixels of a row, of the short side where that is all that is said
     * @param height number of rows, the same then
     * @param kind which spelling it was
     */
    record Size(int width, int height, Kind kind) {
        enum Kind {
            NUMBER,
            SHORTEST_EDGE,
            HEIGHT_AND_WIDTH
        }

        static Size square(int side, Kind kind) {
            return new Size(side, side, kind);
        }
    }

    /** Notes a mistake. */
    <T> T wrong(String key, String known, T standIn) {
        mistakes.add(key + " is " + root.path(key) + "; " + known);
        return standIn;
    }

    boolean has(String key) {
        return root.hasNonNull(key);
    }

    /** Refuses what another processor would do: whoever wrote it did not mean this one. */
    void refuse(String key) {
        if (has(key) && !root.path(key).equals(BooleanNode.FALSE)) {
            wrong(key, "this processor passes it over; take it out, or name the processor that does it", "");
        }
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        return root.path(key).isBoolean()
                ? root.path(key).booleanValue()
                : wrong(key, "it is true or false", otherwise);
    }

    String text(String key, String otherwise) {
        return has(key) ? root.path(key).asText() : otherwise;
    }

    int integer(String key, int otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        return root.path(key).canConvertToInt() && root.path(key).isIntegralNumber()
                ? root.path(key).intValue()
                : wrong(key, "it is a whole number", otherwise);
    }

    double number(String key, double otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        return root.path(key).isNumber() ? root.path(key).doubleValue() : wrong(key, "it is a number", otherwise);
    }

    PerColour perColour(String key, PerColour otherwise) {
        JsonNode node = root.path(key);
        if (!has(key)) {
            return otherwise;
        }
        if (node.isNumber()) {
            return PerColour.all((float) node.doubleValue());
        }
        if (node.size() == 3
                && node.path(0).isNumber()
                && node.path(1).isNumber()
                && node.path(2).isNumber()) {
            return new PerColour(
                    (float) node.path(0).doubleValue(), (float) node.path(1).doubleValue(), (float)
                            node.path(2).doubleValue());
        }
        return wrong(key, "it is a number, or three, of red, green and blue", otherwise);
    }

    PerColour deviation(String key, PerColour otherwise) {
        PerColour found = perColour(key, otherwise);
        return found.red() == 0 || found.green() == 0 || found.blue() == 0
                ? wrong(key, "nothing can be divided by 0", otherwise)
                : found;
    }

    Size size(String key, Size otherwise) {
        JsonNode node = root.path(key);
        if (!has(key)) {
            return otherwise;
        }
        Optional<Size> size = Optional.empty();
        if (isSide(node)) {
            size = Optional.of(Size.square(node.intValue(), Size.Kind.NUMBER));
        } else if (node.size() == 1 && isSide(node.path("shortest_edge"))) {
            size = Optional.of(Size.square(node.path("shortest_edge").intValue(), Size.Kind.SHORTEST_EDGE));
        } else if (node.size() == 2 && isSide(node.path("height")) && isSide(node.path("width"))) {
            size = Optional.of(new Size(
                    node.path("width").intValue(), node.path("height").intValue(), Size.Kind.HEIGHT_AND_WIDTH));
        }
        return size.orElseGet(() -> wrong(
                key,
                "known are a number, {\"shortest_edge\"}, and {\"height\", \"width\"}, of 1 to " + MOST_PIXELS
                        + " pixels",
                otherwise));
    }

    private static boolean isSide(JsonNode node) {
        return node.isIntegralNumber()
                && node.canConvertToInt()
                && node.intValue() >= 1
                && node.intValue() <= MOST_PIXELS;
    }
}
