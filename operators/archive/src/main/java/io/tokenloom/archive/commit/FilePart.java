package io.tokenloom.archive.commit;

/**
 * A part of a file: most formats have one.
 *
 * @param suffix behind the file's name
 * @param bytes of it
 * @param sha256 of it, hexadecimal
 */
public record FilePart(String suffix, long bytes, String sha256) {}
