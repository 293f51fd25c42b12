/**
 * MosaicML Streaming's dataset format MDS, version 2: shards of samples, and one {@code index.json} that names them. The
 * format is that of {@code streaming/base/format/mds} of mosaicml-streaming; all numbers are little-endian.
 *
 * <pre>
 *   shard    number of samples (4 bytes), where each begins and the last ends (4 each), columns as JSON, samples
 *   sample   size of each column that has no fixed one (4 each), then the columns by name
 * </pre>
 *
 * <p>What is in no index is not part of the dataset, so a dataset grows by a new index that takes the place of the old.
 */
package io.tokenloom.archive.mds;
