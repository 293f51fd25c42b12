package io.tokenloom.model;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds tensors of a graph whose values are in files of their own. Such a graph is refused, wherever the files are: inside
 * the bundle's folder, outside it, behind a link. The runtime would open them by a path that the graph says, after the
 * hashes were compared, and relative to the folder that the process was started in.
 *
 * <p>Source: onnx.proto of ONNX, which is Protocol Buffers: a message is a list of fields, each a number and a wire type,
 * and a reader goes around what it does not know. Read is only the way to the tensors.
 */
final class ExternalData {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    /** Messages inside one another: as many as the runtime's own reader takes. */
    private static final int MOST_LEVELS = 100;

    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_EXTERNAL_DATA = 13;
    private static final int TENSOR_DATA_LOCATION = 14;
    private static final int EXTERNAL = 1;
    private static final int ENTRY_VALUE = 2;
    private static final int ENTRY_KEY = 1;

    /** The messages on the way to a tensor, with the fields that lead on. */
    private enum Message {
        MODEL,
        TRAINING,
        FUNCTION,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE_TENSOR,
        TENSOR;

        private Map<Integer, Message> fields() {
            return switch (this) {
                case MODEL -> Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION);
                case TRAINING -> Map.of(1, GRAPH, 2, GRAPH);
                case FUNCTION -> Map.of(7, NODE, 11, ATTRIBUTE);
                case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
                case NODE -> Map.of(5, ATTRIBUTE);
                case ATTRIBUTE ->
                    Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
                case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
                case TENSOR -> Map.of();
            };
        }
    }

    private final byte[] bytes;
    private final TreeSet<String> found = new TreeSet<>();
    private int at;

    private ExternalData(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws ModelLoadException if the graph has some, or is no graph */
    static void refuse(byte[] onnx) {
        ExternalData data = new ExternalData(onnx);
        data.message(Message.MODEL, onnx.length, 0);
        if (!data.found.isEmpty()) {
            throw new ModelLoadException(
                    "the graph can't be loaded (values are in other files: " + String.join(", ", data.found)
                            + "). Only what the graph's own file holds is read: load it in Python with onnx.load and"
                            + " save it with onnx.save(model, path, save_as_external_data=False).",
                    null);
        }
    }

    private void message(Message message, int end, int level) {
        if (level > MOST_LEVELS) {
            throw damaged();
        }
        Map<Integer, Message> fields = message.fields();
        String name = "";
        String location = "";
        boolean external = false;
        while (at < end) {
            int tag = (int) varint(end);
            int field = tag >>> 3;
            if ((tag & 7) == VARINT) {
                int value = (int) varint(end);
                external |= message == Message.TENSOR && field == TENSOR_DATA_LOCATION && value == EXTERNAL;
                continue;
            }
            int next = end(tag & 7, end);
            if (message == Message.TENSOR && field == TENSOR_NAME) {
                name = text(next);
            } else if (message == Message.TENSOR && field == TENSOR_EXTERNAL_DATA) {
                String value = location(next);
                location = value.isEmpty() ? location : value;
            } else if (fields.containsKey(field) && (tag & 7) == LENGTH) {
                message(fields.get(field), next, level + 1);
            }
            at = next;
        }
        if (external) {
            found.add(name + " in " + location);
        }
    }

    /** The value of an entry whose key is location, else empty. */
    private String location(int end) {
        String key = "";
        String value = "";
        while (at < end) {
            int tag = (int) varint(end);
            int next = end(tag & 7, end);
            if (tag >>> 3 == ENTRY_KEY) {
                key = text(next);
            } else if (tag >>> 3 == ENTRY_VALUE) {
                value = text(next);
            }
            at = next;
        }
        return key.equals("location") ? value : "";
    }

    private String text(int end) {
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /** Where the value ends that begins here, or behind its length. */
    private int end(int wireType, int end) {
        long length =
                switch (wireType) {
                    case EIGHT_BYTES -> Long.BYTES;
                    case FOUR_BYTES -> Integer.BYTES;
                    case LENGTH -> varint(end);
                    default -> throw damaged();
                };
        if (length < 0 || length > end - at) {
            throw damaged();
        }
        return at + (int) length;
    }

    private long varint(int end) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw damaged();
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private ModelLoadException damaged() {
        return new ModelLoadException(
                "the graph can't be loaded (no ONNX graph from byte " + at + " on). The file is no ONNX graph, or"
                        + " damaged: copy it again.",
                null);
    }
}
