/**
 * Text to token ids and back: the {@link io.tokenloom.text.TextTokenizer} interface, its implementations over tiktoken
 * ranks and over Hugging Face {@code tokenizer.json}, and the rule that says where a long text may be cut.
 *
 * <p>Depends on no stream engine. Every implementation keeps three promises: nothing is cut off, user text never becomes
 * a control id, and text that is not UTF-8 is refused instead of repaired.
 */
package io.tokenloom.text;
