/**
 * Words of bytes, for models that read bytes within a word and words in a text. After Neitemeier and others, "Hierarchical
 * Autoregressive Transformers: Combining Byte- and Word-Level Processing": the tokenizer is only a rule where words end.
 *
 * <pre>
 *   text ── WordRule, character by character ──> where words begin ── WordCutter: the byte limit ──> words
 * </pre>
 *
 * <p>The rule is causal: more text behind never changes a word that was given. So {@link
 * io.tokenloom.text.hierarchy.HatStream} gives words while text still arrives. Start with {@link
 * io.tokenloom.text.hierarchy.HatSplitter}.
 */
package io.tokenloom.text.hierarchy;
