package io.tokenloom.token;

/**
 * Where a token lies in a grid that covers what the model saw. Immutable.
 *
 * @param row from the top, from 0
 * @param column from the left, from 0
 * @param rows of that grid
 * @param columns of that grid
 */
public record GridPlace(int row, int column, int rows, int columns) {}
