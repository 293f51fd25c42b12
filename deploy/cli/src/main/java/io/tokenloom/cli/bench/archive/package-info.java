/**
 * {@code tokenloom bench archive}: compact archives of token ids beside the compressors that people use for logs.
 *
 * <p>A Java process of its own measures ({@link io.tokenloom.cli.bench.archive.ArchiveMeasuring}), for the command's compiles
 * less.
 *
 * <ul>
 *   <li><b>Texts</b>: each file of a folder of logs, and of one of prose and code, is measured by itself. A line with its
 *       line ending is an item, as ingestion makes them. Without folders, the logs of the demo.
 *   <li><b>Compact</b>: the block of the file's lines by {@link io.tokenloom.archive.lines.LineCodec}, as it lies in a
 *       compact file; in bytes of the text, not of the ids. Its rate counts once from ids to block and back (the token topic
 *       has ids), once from text to block and back, tokenizer included.
 *   <li><b>Others</b>: gzip -9 of the JDK (zlib), zstd -3 and -19 by zstd-jni, xz -9 in Java. Each gets the whole file in one
 *       piece. gzip and zstd are native code, the others are not.
 *   <li><b>Rate</b>: bytes of text over processor time of one thread, the fastest of several turns: what the machine does
 *       besides can only make it slower. Every method's result is read back and compared before it is timed.
 *   <li><b>Small pieces</b>: what of a log is written in pieces of about 4 KiB, as a record batch is, each of which can be
 *       read alone: zstd -19 with a dictionary that was trained on pieces of the first half packs those of the second half,
 *       beside zstd -19 without one and beside compact blocks of the same pieces, and of the second half as a whole. The
 *       dictionary's own bytes are not counted.
 *   <li><b>File</b>: all logs in one compact file with all that is told of their items.
 *   <li><b>Claims</b>: what the authors of log compressors report is named for comparison, not measured here.
 * </ul>
 */
package io.tokenloom.cli.bench.archive;
