package io.tokenloom.wire;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.apache.avro.generic.PrimitivesArrays;

/**
 * Numbers of a record, kept unboxed: a token record is little else, and a text of 4 MiB can have as many tokens. Thread-safe
 * as long as nobody changes the array that it was made of.
 */
public final class IntList extends AbstractList<Integer> implements RandomAccess {
    private final int[] numbers;

    private IntList(int[] numbers) {
        this.numbers = numbers;
    }

    /** A list of these numbers, which are not copied. It can't be changed. */
    public static IntList of(int... numbers) {
        return new IntList(numbers);
    }

    /** The numbers of any list, in an array of their own; those that Avro read or that are kept here are never boxed. */
    public static int[] array(List<Integer> list) {
        if (list instanceof IntList unboxed) {
            return unboxed.numbers.clone();
        }
        int[] numbers = new int[list.size()];
        if (list instanceof PrimitivesArrays.IntArray read) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = read.getInt(i);
            }
        } else {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = list.get(i);
            }
        }
        return numbers;
    }

    /** The number at an index, unboxed. */
    public int number(int index) {
        return numbers[index];
    }

    @Override
    public Integer get(int index) {
        return numbers[index];
    }

    @Override
    public int size() {
        return numbers.length;
    }
}
