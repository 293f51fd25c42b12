/**
 * Token records back to bytes. {@link io.tokenloom.cli.decode.TokenDecoder} finds the tokenizer of a record and decodes
 * it; {@link io.tokenloom.cli.decode.ItemFinder} finds the records of an item.
 */
package io.tokenloom.cli.decode;
