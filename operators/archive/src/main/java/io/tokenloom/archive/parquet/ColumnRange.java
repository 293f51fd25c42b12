package io.tokenloom.archive.parquet;

/**
 * Rows whose number in a column lies in a range; row groups without one are skipped by their statistics.
 *
 * @param column of whole numbers of 64 bits
 * @param from the least
 * @param to above the greatest
 */
public record ColumnRange(String column, long from, long to) {}
