/**
 * Normalizers on UTF-8: what a tokenizer changes in a text before it is split. Text that needs no change costs one scan;
 * what is changed keeps its alignment with the original bytes.
 *
 * <p>The measure is Hugging Face's library, whose tables are of several ages; each class says which it follows.
 */
package io.tokenloom.text.normalize;
