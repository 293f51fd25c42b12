package io.tokenloom.cli.demo.report;

import java.util.Arrays;

/**
 * A token of an excerpt.
 *
 * @param id token id
 * @param bytes what it stands for; not copied, not to be changed
 */
public record ExcerptToken(int id, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ExcerptToken that && id == that.id && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return id;
    }
}
