/**
 * Text to token ids and back: the {@link io.tokenloom.text.TextTokenizer} interface, what streams and prompts need around
 * it, and the rule that says where a long text may be cut. Tokenizers are made from their files by the packages
 * {@code huggingface}, {@code tiktoken} and {@code sentencepiece}, and put together in {@code pipeline}.
 *
 * <p>Depends on no stream engine. Every implementation keeps three promises: nothing is cut off, user text never becomes
 * a control id, and text that is not UTF-8 is refused instead of repaired.
 */
package io.tokenloom.text;
