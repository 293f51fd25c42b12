package io.tokenloom.reader.decode;

/**
 * The bytes of one token record. The array is the receiver's; two parts are equal only if they hold the same array.
 *
 * @param bytes what the ids stand for
 * @param exact whether they have the digest that the record holds of the source's bytes
 */
public record DecodedPart(byte[] bytes, boolean exact) {}
