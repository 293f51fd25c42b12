package io.tokenloom.archive.compact;

/**
 * What a search took.
 *
 * @param blocks of the file
 * @param decoded blocks that had to be looked into; the others can't have anything
 * @param matches samples found
 */
public record SearchSummary(int blocks, int decoded, long matches) {}
