/**
 * Parquet files of Avro records: {@link io.tokenloom.archive.parquet.ParquetRecordWriter} and
 * {@link io.tokenloom.archive.parquet.ParquetRecords}.
 *
 * <p>Parquet's library is compiled against Hadoop. Here it works on local files with zstd by its own binding, so that
 * writing loads no class of Hadoop; reading needs Hadoop's classes on the class path, but none of its services.
 */
package io.tokenloom.archive.parquet;
