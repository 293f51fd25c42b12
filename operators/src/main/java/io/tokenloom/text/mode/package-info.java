/**
 * Ways to tokenize text with a published tokenizer other than it was published: dynamic merges, right-to-left digits, one
 * item per token. Each gives other ids, and so makes another tokenizer of its base, with a fingerprint of its own. Start with
 * {@link io.tokenloom.text.mode.TextMode}.
 */
package io.tokenloom.text.mode;
