/**
 * Numbers in groups of three digits, counted from the right as people write them: 1234567 becomes 1, 234, 567, where a
 * splitter that counts from the left gives 123, 456, 7. After Singh and Strouse, "Tokenization counts: the impact of
 * tokenization on arithmetic in frontier LLMs".
 *
 * <p>{@link io.tokenloom.text.digits.DigitGroupSplitter} puts bounds of pieces between groups and changes no text; {@link
 * io.tokenloom.text.digits.SeparatedDigits} puts a separator there, and takes exactly those out again.
 */
package io.tokenloom.text.digits;
