/**
 * Items, letters and digits, and the tokens they lie in: models miscount where one token holds several. After Zhang, Cao
 * and You, "Counting Ability of Large Language Models and Impact of Tokenization".
 *
 * <p>{@link io.tokenloom.text.items.ItemsPerToken} measures token streams, {@link io.tokenloom.text.items.ItemSplitter}
 * makes each token hold at most one item.
 */
package io.tokenloom.text.items;
