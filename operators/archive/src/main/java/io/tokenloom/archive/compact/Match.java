package io.tokenloom.archive.compact;

import io.tokenloom.archive.Sample;

/**
 * A sample that a search found something in.
 *
 * @param block that it is in
 * @param item its place in the block, from 0
 * @param place of the first finding: for ids an index of the sample's ids, for a phrase one of its text's bytes
 * @param sample the whole of it
 */
public record Match(long block, int item, int place, Sample sample) {}
