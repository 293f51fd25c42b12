/**
 * Token records back to bytes and pictures. {@link io.tokenloom.cli.decode.TokenDecoders} finds the decoder of a record by
 * its tokenizer; {@link io.tokenloom.cli.decode.ItemFinder} finds the records of an item. What a visual record stands for
 * depends on those before it: {@code ItemPicture} finds and decodes them from the last reset on.
 */
package io.tokenloom.cli.decode;
