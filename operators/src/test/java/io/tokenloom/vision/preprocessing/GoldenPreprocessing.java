package io.tokenloom.vision.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenloom.media.RgbImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A known answer of {@code src/test/python/preprocessing_golden.py}.
 *
 * @param said what was done
 */
record GoldenPreprocessing(JsonNode said) {
    private static final String FOLDER = "/golden/preprocessing/";
    private static final byte[] VALUES = resource("values.bin");

    static Stream<GoldenPreprocessing> of(String kind) {
        try {
            JsonNode cases = new ObjectMapper().readTree(resource("cases.json")).path("cases");
            return StreamSupport.stream(cases.spliterator(), false)
                    .filter(said -> said.path("kind").asText().equals(kind))
                    .map(GoldenPreprocessing::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int width() {
        return said.path("width").asInt();
    }

    int height() {
        return said.path("height").asInt();
    }

    RgbImage source() {
        return picture(
                said.path("source").path(0).asInt(), said.path("source").path(1).asInt());
    }

    /** The picture of this size that the script has, too. */
    static RgbImage picture(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        int at = 0;
        for (long y = 0; y < height; y++) {
            for (long x = 0; x < width; x++) {
                for (long c = 0; c < 3; c++) {
                    long noise = (x * 7919 + y * 104729 + c * 1299709) * 2654435761L % 4294967296L >> 24;
                    long slope = (3 * x + 5 * y + 70 * c) % 256;
                    rgb[at++] = (byte) ((x / 8 + y / 8) % 2 == 0 ? noise : slope);
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    byte[] bytes() {
        int offset = said.path("offset").asInt();
        return Arrays.copyOfRange(VALUES, offset, offset + 3 * width() * height());
    }

    float[] floats() {
        float[] floats = new float[3 * width() * height()];
        ByteBuffer.wrap(VALUES, said.path("offset").asInt(), 4 * floats.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }

    PerColour perColour(String field) {
        JsonNode values = said.path(field);
        return new PerColour(
                values.path(0).floatValue(),
                values.path(1).floatValue(),
                values.path(2).floatValue());
    }

    private static byte[] resource(String name) {
        try (InputStream in = GoldenPreprocessing.class.getResourceAsStream(FOLDER + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
