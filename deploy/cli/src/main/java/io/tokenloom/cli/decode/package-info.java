/**
 * Items of topics back to bytes and pictures. {@link io.tokenloom.cli.decode.ItemFinder} finds the records of an item; the
 * decoders are the reader's. What a visual record stands for depends on those before it: {@code ItemPicture} finds and
 * decodes them from the last reset on.
 */
package io.tokenloom.cli.decode;
