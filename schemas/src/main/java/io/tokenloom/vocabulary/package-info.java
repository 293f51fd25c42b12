/**
 * Vocabularies that grow: how a consumer comes by the vocabulary deltas that token records name. {@link
 * io.tokenloom.vocabulary.VocabularyDeltas} follows the topic; {@link io.tokenloom.vocabulary.VocabularyKey} is how a delta
 * is named on it.
 */
package io.tokenloom.vocabulary;
