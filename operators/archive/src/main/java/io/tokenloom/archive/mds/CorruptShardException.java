package io.tokenloom.archive.mds;

/** A shard or an index is not what was written. */
public final class CorruptShardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptShardException(String what) {
        super("not a whole MDS dataset: " + what);
    }
}
