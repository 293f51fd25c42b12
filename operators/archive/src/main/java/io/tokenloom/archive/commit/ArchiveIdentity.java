package io.tokenloom.archive.commit;

/**
 * What an archive is, for all its life.
 *
 * @param version of the folder's layout
 * @param format of its files, such as {@code parquet}
 * @param job that writes it, and no other
 */
public record ArchiveIdentity(int version, String format, String job) {
    static final int VERSION = 1;

    /** Of this layout. */
    public ArchiveIdentity(String format, String job) {
        this(VERSION, format, job);
    }
}
