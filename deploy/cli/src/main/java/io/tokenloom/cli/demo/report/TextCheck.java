package io.tokenloom.cli.demo.report;

/**
 * Whether the tokens decode to what the files hold.
 *
 * @param bytes bytes that were decoded from tokens and compared
 * @param exact whether every one of them is that of the file, and no byte of a sent file is without outcome
 */
public record TextCheck(long bytes, boolean exact) {}
