package io.tokenloom.vision.quantization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.token.Float16;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tensors of a safetensors file in memory, read by the format's published rules: an unsigned 64-bit little-endian
 * length, a JSON object of that many bytes, then the tensors' bytes, which the object divides among them without holes or
 * overlaps.
 *
 * @param tensors by name
 */
record SafetensorsFile(Map<String, Entry> tensors) {
    /** Longest header that is read, in bytes: thousands of tensors, and yet nothing to fill the heap with. */
    private static final int MAX_HEADER_BYTES = 4 * 1024 * 1024;

    private static final int LENGTH_BYTES = 8;
    private static final String METADATA = "__metadata__";
    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("BOOL", 8),
            Map.entry("U8", 8),
            Map.entry("I8", 8),
            Map.entry("F8_E4M3", 8),
            Map.entry("F8_E5M2", 8),
            Map.entry("U16", 16),
            Map.entry("I16", 16),
            Map.entry("F16", 16),
            Map.entry("BF16", 16),
            Map.entry("U32", 32),
            Map.entry("I32", 32),
            Map.entry("F32", 32),
            Map.entry("U64", 64),
            Map.entry("I64", 64),
            Map.entry("F64", 64));
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * One tensor.
     *
     * @param dtype name of its type
     * @param shape length of each dimension
     * @param begin where its bytes begin, counted from the end of the header
     * @param end where they end, exclusive
     * @param bytes its bytes
     */
    record Entry(String dtype, long[] shape, long begin, long end, ByteBuffer bytes) {
        String describe() {
            return dtype + Arrays.toString(shape);
        }

        /**
         * The values as floats; F16 and BF16 are exact in them.
         *
         * @throws CodebookFileException if they are of another type
         */
        float[] floats() {
            return switch (dtype) {
                case "F32" -> {
                    float[] values = new float[count()];
                    ordered().asFloatBuffer().get(values);
                    yield values;
                }
                case "F16" -> shorts(Float16::fromHalf);
                case "BF16" -> shorts(Float16::fromBrain);
                default ->
                    throw new CodebookFileException(
                            "a tensor of type " + dtype + " can't be read as floats; store it as F32, F16 or BF16");
            };
        }

        private float[] shorts(Widening widening) {
            float[] values = new float[count()];
            ByteBuffer in = ordered();
            for (int i = 0; i < values.length; i++) {
                values[i] = widening.toFloat(in.getShort());
            }
            return values;
        }

        private int count() {
            return bytes.remaining() / (BITS.get(dtype) / Byte.SIZE);
        }

        private ByteBuffer ordered() {
            return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** From 16 bits to a float. */
    private interface Widening {
        float toFloat(short bits);
    }

    /**
     * Reads the header and checks all of it.
     *
     * @throws CodebookFileException if the content breaks the format
     */
    static SafetensorsFile of(byte[] content) {
        if (content.length < LENGTH_BYTES) {
            throw broken("it has " + content.length + " bytes, and the length of its header alone takes 8");
        }
        long header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (header < 2 || header > MAX_HEADER_BYTES || header > content.length - LENGTH_BYTES) {
            throw broken("its header says a length of " + Long.toUnsignedString(header) + " bytes, in a file of "
                    + content.length + "; at most " + MAX_HEADER_BYTES + " are read");
        }
        int start = LENGTH_BYTES + (int) header;
        long available = content.length - start;
        Map<String, Entry> tensors = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : json(content, (int) header).properties()) {
            if (field.getKey().equals(METADATA)) {
                requireTexts(field.getValue());
            } else {
                tensors.put(field.getKey(), entry(field.getKey(), field.getValue(), content, start));
            }
        }
        requireWhole(tensors, available);
        return new SafetensorsFile(tensors);
    }

    private static JsonNode json(byte[] content, int header) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, LENGTH_BYTES, header))
                    .toString();
            JsonNode root = JSON.readTree(text);
            if (!text.startsWith("{") || !root.isObject()) {
                throw broken("its header is no JSON object");
            }
            return root;
        } catch (CharacterCodingException e) {
            throw new CodebookFileException("this is no safetensors file: its header is not UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new CodebookFileException(
                    "this is no safetensors file: its header is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireTexts(JsonNode metadata) {
        if (!metadata.isObject()
                || metadata.properties().stream()
                        .anyMatch(field -> !field.getValue().isTextual())) {
            throw broken("its " + METADATA + " is no map of texts");
        }
    }

    private static Entry entry(String name, JsonNode node, byte[] content, int start) {
        String dtype = node.path("dtype").asText();
        Integer bits = BITS.get(dtype);
        if (bits == null) {
            throw broken("tensor " + name + " has the unknown type '" + dtype + "'");
        }
        long[] shape = lengths(name, "shape", node.path("shape"));
        long[] offsets = lengths(name, "data_offsets", node.path("data_offsets"));
        int available = content.length - start;
        if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > available) {
            throw broken("tensor " + name + " has the data_offsets " + Arrays.toString(offsets) + ", and there are "
                    + available + " bytes of tensors");
        }
        long bytes = bits / 8;
        for (long length : shape) {
            bytes = Math.multiplyHigh(bytes, length) == 0 ? bytes * length : -1;
            if (bytes < 0) {
                throw broken("the shape of tensor " + name + " is too large");
            }
        }
        if (bytes != offsets[1] - offsets[0]) {
            throw broken("tensor " + name + " of type " + dtype + " and shape " + Arrays.toString(shape) + " takes "
                    + bytes + " bytes, and its data_offsets span " + (offsets[1] - offsets[0]));
        }
        ByteBuffer slice = ByteBuffer.wrap(content, start + (int) offsets[0], (int) bytes)
                .slice()
                .asReadOnlyBuffer();
        return new Entry(dtype, shape, offsets[0], offsets[1], slice);
    }

    private static long[] lengths(String name, String field, JsonNode node) {
        long[] lengths = new long[node.size()];
        for (int i = 0; i < lengths.length; i++) {
            JsonNode length = node.get(i);
            if (length == null || !length.isIntegralNumber() || !length.canConvertToLong() || length.asLong() < 0) {
                throw broken("the " + field + " of tensor " + name + " are no list of lengths: " + node);
            }
            lengths[i] = length.asLong();
        }
        if (!node.isArray()) {
            throw broken("tensor " + name + " has no list " + field);
        }
        return lengths;
    }

    private static void requireWhole(Map<String, Entry> tensors, long available) {
        List<Entry> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long at = 0;
        for (Entry entry : inOrder) {
            if (entry.begin() != at) {
                throw broken("its tensors leave holes or overlap at byte " + Math.min(at, entry.begin()));
            }
            at = entry.end();
        }
        if (at != available) {
            throw broken(
                    "its tensors end at byte " + at + " of " + available + "; it is cut off or has bytes too many");
        }
    }

    /**
     * A tensor by its name.
     *
     * @throws CodebookFileException if there is none
     */
    Entry tensor(String name) {
        Entry entry = tensors.get(name);
        if (entry == null) {
            throw new CodebookFileException("there is no tensor " + name + "; there are "
                    + tensors.keySet().stream().limit(20).toList()
                    + (tensors.size() > 20 ? " and " + (tensors.size() - 20) + " more" : ""));
        }
        return entry;
    }

    private static CodebookFileException broken(String what) {
        return new CodebookFileException("this is no safetensors file: " + what);
    }
}
