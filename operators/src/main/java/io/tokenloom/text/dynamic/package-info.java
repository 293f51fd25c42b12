/**
 * Dynamic tokenization: tokens that are made for one batch of texts, by merging neighbours that come often, on top of any
 * base tokenizer. After Feher, Vulić and Minixhofer, "Retrofitting Large Language Models with Dynamic Tokenization".
 *
 * <pre>
 *   base ids of a batch ── DynamicMerger ──> DynamicBatch: shorter sequences, VocabularyDelta
 *   base vocabulary + VocabularyDelta = DynamicVocabulary: ids to bytes, and base ids of other text to dynamic ids
 *   rows of base tokens + VocabularyDelta ── EmbeddingInitialization ──> first rows of the new tokens
 * </pre>
 *
 * <p>Which tokens are made depends on which texts share the batch, so a delta goes with every sequence that uses it, named
 * by its digest. Start with {@link io.tokenloom.text.dynamic.DynamicMerger}.
 */
package io.tokenloom.text.dynamic;
