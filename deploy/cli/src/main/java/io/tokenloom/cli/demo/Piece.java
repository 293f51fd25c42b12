package io.tokenloom.cli.demo;

/**
 * Where the content of a record lies in its source.
 *
 * @param version which content of the source: a higher one has replaced the lower
 * @param position first byte
 * @param starts whether a record of the source starts here, and not only a further part of one
 */
record Piece(long version, long position, boolean starts) {}
