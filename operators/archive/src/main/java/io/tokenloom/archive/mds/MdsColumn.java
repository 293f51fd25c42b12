package io.tokenloom.archive.mds;

/**
 * A column.
 *
 * @param name of its values in a sample
 * @param encoding of them
 */
public record MdsColumn(String name, MdsEncoding encoding) {}
