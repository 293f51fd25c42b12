package io.tokenloom.streams.tables;

import java.nio.ByteBuffer;

/**
 * How far the table of one codebook is.
 *
 * @param rows of the codebook
 * @param dimension of its rows
 * @param neighbours how many each row gets
 * @param next first row whose neighbours are not sent since its codes came; {@code rows} where all are
 * @param sent rows of which neighbours were ever sent; over {@code rows} where the codebook has become smaller
 */
record CodebookState(int rows, int dimension, int neighbours, int next, int sent) {
    private static final int BYTES = 5 * Integer.BYTES;

    static CodebookState of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new CodebookState(buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getInt());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(rows)
                .putInt(dimension)
                .putInt(neighbours)
                .putInt(next)
                .putInt(sent)
                .array();
    }

    /** Whether nothing is left to send, no row and no tombstone. */
    boolean done() {
        return next == rows && sent <= rows;
    }

    boolean hasShape(int otherRows, int otherDimension) {
        return rows == otherRows && dimension == otherDimension;
    }

    /** With codes of this shape, from the first row on. */
    CodebookState anew(int newRows, int newDimension) {
        return new CodebookState(newRows, newDimension, neighbours, 0, sent);
    }

    /** With so many neighbours: from the first row on if it had another number. */
    CodebookState with(int newNeighbours) {
        return neighbours == newNeighbours ? this : new CodebookState(rows, dimension, newNeighbours, 0, sent);
    }

    /** After rows up to this one. */
    CodebookState sentUpTo(int end) {
        return new CodebookState(rows, dimension, neighbours, end, Math.max(sent, end));
    }

    /** After tombstones of all rows from this one on. */
    CodebookState cutTo(int end) {
        return new CodebookState(rows, dimension, neighbours, next, end);
    }
}
