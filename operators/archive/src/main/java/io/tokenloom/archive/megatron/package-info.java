/**
 * Megatron-LM's indexed datasets, version 1: a {@code .bin} file of ids and a {@code .idx} file that says where each
 * sequence and each document lies. The format is that of {@code megatron/core/datasets/indexed_dataset.py} of
 * Megatron-LM; all numbers are little-endian.
 *
 * <pre>
 *   .idx   "MMIDIDX\0\0", 1 (8 bytes), kind of number (1 byte), sequences (8), document bounds (8)
 *          length of each sequence (4 each), its byte in .bin (8 each)
 *          bounds of documents in sequences, 0 first, the number of sequences last (8 each)
 *          mode of each sequence (1 each), only of multimodal data
 * </pre>
 */
package io.tokenloom.archive.megatron;
