/**
 * Archives of text as token ids in a few bits, each block of which can be read and searched alone: {@link
 * io.tokenloom.archive.compact.CompactFileWriter} writes a file, {@link io.tokenloom.archive.compact.CompactFile} reads and
 * searches it.
 *
 * <p>A file is a Parquet file; a row of it is a block of up to about a million ids:
 *
 * <pre>
 *   directory   number, ranges of keys, event times and offsets, how many items and ids
 *   distinct    every id that the block has, once: what a search skips blocks by
 *   lines       the ids of all items, by {@link io.tokenloom.archive.lines.LineCodec}
 *   items       a list for each thing that is told of an item: key, topic, partition, offset, time, item id, ...
 * </pre>
 *
 * <p>Lists of items cost little: what does not change is said once, offsets and times are differences. An item id is not
 * stored where it is the address of the item's record, and where it counts the bytes of a source, as those of ingested lines
 * do, it follows from the text before it.
 */
package io.tokenloom.archive.compact;
