package io.tokenloom.cli.demo.report;

import java.util.Arrays;

/**
 * One dead letter.
 *
 * @param source source id, as the record's key says
 * @param position source record, as {@code topic/partition/offset}
 * @param code failure code
 * @param reason the message in its headers
 * @param bytes size of the content
 * @param firstBytes how the content starts; not copied, not to be changed
 */
public record DeadLetter(String source, String position, String code, String reason, long bytes, byte[] firstBytes) {
    /** How many bytes are worth keeping. */
    public static final int FIRST_BYTES = 48;

    @Override
    public boolean equals(Object other) {
        return other instanceof DeadLetter that
                && source.equals(that.source)
                && position.equals(that.position)
                && code.equals(that.code)
                && reason.equals(that.reason)
                && bytes == that.bytes
                && Arrays.equals(firstBytes, that.firstBytes);
    }

    @Override
    public int hashCode() {
        return position.hashCode();
    }
}
