package io.tokenloom.reader;

import io.tokenloom.reader.records.RecordAddress;

/**
 * An item of which parts have not been read.
 *
 * @param itemId its id
 * @param source its source record
 * @param there how many parts were read
 * @param parts how many it was cut into
 */
public record IncompleteItem(String itemId, RecordAddress source, int there, int parts) {}
