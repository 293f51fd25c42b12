package io.tokenloom.jobs.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A picture of a bundle and the tokens that another program than ours made of it ({@code src/test/python/row_models.py}).
 *
 * @param item id that the picture is sent under: its path in the bundle
 * @param picture a PNG
 * @param planes ids of each plane; empty for vectors
 * @param keptPositions where only some positions have tokens
 * @param vectors in the order of the graph, one after the other; empty for ids
 */
record Golden(String item, byte[] picture, List<List<Integer>> planes, List<Integer> keptPositions, float[] vectors) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** The folder of a bundle among the test resources, such as {@code rows/titok}. */
    static Path bundle(String name) {
        try {
            return Path.of(Golden.class.getResource("/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All golden pictures of a bundle. */
    static List<Golden> of(String name) throws IOException {
        Path folder = bundle(name);
        List<Golden> all = new ArrayList<>();
        for (JsonNode stream :
                YAML.readTree(Files.readString(folder.resolve("bundle.yaml"))).path("golden")) {
            for (JsonNode frame : stream.path("frames")) {
                String image = frame.path("image").asText();
                all.add(new Golden(
                        image,
                        Files.readAllBytes(folder.resolve(image)),
                        StreamSupport.stream(frame.path("planes").spliterator(), false)
                                .map(Golden::integers)
                                .toList(),
                        integers(frame.path("keptPositions")),
                        vectors(folder.resolve(image.replace(".png", ".f32")), frame.path("values"))));
            }
        }
        return all;
    }

    private static List<Integer> integers(JsonNode node) {
        List<Integer> values = new ArrayList<>();
        node.forEach(value -> values.add(value.intValue()));
        return values;
    }

    /** All of them, where there is a file beside the picture, else those of the manifest. */
    private static float[] vectors(Path file, JsonNode shown) throws IOException {
        if (Files.exists(file)) {
            return vectors(file);
        }
        float[] values = new float[shown.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = shown.get(i).floatValue();
        }
        return values;
    }

    /** Numbers of a file that {@code row_models.py} wrote. */
    static float[] vectors(Path file) throws IOException {
        FloatBuffer values = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] vectors = new float[values.remaining()];
        values.get(vectors);
        return vectors;
    }
}
