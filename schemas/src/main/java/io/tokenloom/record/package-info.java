/**
 * The records on topics, generated from {@code src/main/avro}: inputs ({@code TextItem}, {@code ImageItem}, {@code
 * FrameItem}, {@code VideoItem}), token records ({@code TokenSequence}, {@code TokenEmbeddings}) and {@code
 * TokenizerVersion}. Read the schemas first: each field is documented there.
 */
package io.tokenloom.record;
