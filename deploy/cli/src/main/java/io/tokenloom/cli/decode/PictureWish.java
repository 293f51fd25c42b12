package io.tokenloom.cli.decode;

import io.tokenloom.reader.records.RecordAddress;
import java.util.Optional;

/**
 * Which picture of an item is wanted and how much of it.
 *
 * @param keep most tokens of each record; empty: all
 * @param frame index of the frame of a video; empty: the last
 * @param record the record that the picture ends with; empty: what {@code frame} says
 */
record PictureWish(Optional<Integer> keep, Optional<Long> frame, Optional<RecordAddress> record) {}
