package io.tokenloom.reader;

import io.tokenloom.record.ElementType;
import java.util.List;

/**
 * The vectors of an item. The array is not copied.
 *
 * @param shape tokens first: [tokens, dimension]
 * @param elementType how the numbers are stored; all of their values are floats
 * @param numbers row-major
 */
public record Embeddings(List<Integer> shape, ElementType elementType, float[] numbers) {}
