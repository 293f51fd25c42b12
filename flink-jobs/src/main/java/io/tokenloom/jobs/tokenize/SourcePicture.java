package io.tokenloom.jobs.tokenize;

import io.tokenloom.vision.preprocessing.PreparedPicture;
import java.util.OptionalLong;

/**
 * A picture of an item, ready for the model.
 *
 * @param prepared in the size of the model
 * @param index in its item, from 0
 * @param timestamp presentation timestamp in its item, in microseconds, where the item has one for each picture
 * @param digest of its content
 */
record SourcePicture(PreparedPicture prepared, long index, OptionalLong timestamp, byte[] digest) {}
