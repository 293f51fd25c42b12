package io.tokenloom.bundle;

/**
 * One file of a bundle. Thread-safe: immutable.
 *
 * @param path relative to the bundle's folder, with {@code /}
 * @param sha256 hash of the content, 64 lower-case hexadecimal digits
 */
public record BundleFile(String path, String sha256) {}
