package io.tokenloom.token;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenEmbeddings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The numbers of embeddings, little-endian and row-major as records hold them. Thread-safe: stateless. */
public final class EmbeddingNumbers {
    private EmbeddingNumbers() {}

    /**
     * Bytes of one number.
     *
     * @throws TokenContractException if the type is unspecified
     */
    public static int bytesEach(ElementType type) {
        return switch (type) {
            case FLOAT16, BFLOAT16 -> Short.BYTES;
            case FLOAT32 -> Float.BYTES;
            case UNSPECIFIED ->
                throw new TokenContractException(
                        "Embeddings of an unspecified element type can't be read. Read them with the schema of their"
                                + " own version.");
        };
    }

    /**
     * Bytes of one token of a record.
     *
     * @throws TokenContractException if the shape doesn't begin with the tokens, or the type is unspecified
     */
    public static long bytesPerToken(TokenEmbeddings embeddings) {
        List<Integer> shape = embeddings.getShape();
        if (shape.isEmpty() || shape.stream().anyMatch(side -> side < 0)) {
            throw new TokenContractException(
                    "Embeddings of the shape " + shape + "; [tokens, dimension] was expected.");
        }
        long bytes = bytesEach(embeddings.getElementType());
        for (int side : shape.subList(1, shape.size())) {
            bytes = Math.multiplyExact(bytes, side);
        }
        return bytes;
    }

    /**
     * The bytes of a record, as long as its shape says; a view.
     *
     * @throws TokenContractException if they lie elsewhere by claim check, or are not of the record's shape
     */
    static ByteBuffer bytes(TokenEmbeddings embeddings) {
        if (embeddings.getClaimUri() != null) {
            throw new TokenContractException(
                    "The numbers of the embeddings lie at their claim check. Fetch them and put"
                            + " them into the record first.");
        }
        ByteBuffer values = embeddings.getValues().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long expected = Math.multiplyExact(
                bytesPerToken(embeddings), (long) embeddings.getShape().get(0));
        if (values.remaining() != expected) {
            throw new TokenContractException("Embeddings of " + values.remaining() + " bytes; the shape "
                    + embeddings.getShape() + " of " + embeddings.getElementType() + " has " + expected + ".");
        }
        return values;
    }

    /**
     * The numbers of a record.
     *
     * @throws TokenContractException if they lie elsewhere by claim check, or are not of the record's shape and type
     */
    public static float[] read(TokenEmbeddings embeddings) {
        ByteBuffer values = bytes(embeddings);
        ElementType type = embeddings.getElementType();
        float[] numbers = new float[values.remaining() / bytesEach(type)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (type) {
                case FLOAT16 -> Float16.fromHalf(values.getShort());
                case BFLOAT16 -> Float16.fromBrain(values.getShort());
                default -> values.getFloat();
            };
        }
        return numbers;
    }

    /**
     * Numbers as a record of some type holds them.
     *
     * @throws TokenContractException if the type is unspecified
     */
    public static ByteBuffer write(float[] numbers, ElementType type) {
        ByteBuffer values = ByteBuffer.allocate(Math.multiplyExact(numbers.length, bytesEach(type)))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            switch (type) {
                case FLOAT16 -> values.putShort(Float16.toHalf(number));
                case BFLOAT16 -> values.putShort(Float16.toBrain(number));
                default -> values.putFloat(number);
            }
        }
        return values.flip().order(ByteOrder.BIG_ENDIAN);
    }
}
