/**
 * Reads the tokens of a topic: {@link io.tokenloom.reader.TokenReader} gives whole items, {@link
 * io.tokenloom.reader.TokenItem} is one. Records one by one are in {@code records}, the ways back from tokens in {@code
 * decode}. Knows no Flink.
 */
package io.tokenloom.reader;
