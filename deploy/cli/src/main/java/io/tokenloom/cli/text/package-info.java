/**
 * {@code tokenloom text}: a tokenizer by hand, with no topic and no job. {@link
 * io.tokenloom.cli.text.NamedTokenizer} opens what {@code --tokenizer} names, {@link io.tokenloom.cli.text.TextParts}
 * reads a text of any length in parts whose ids are those of the whole, and {@link
 * io.tokenloom.cli.text.TokenPrinter} shows tokens.
 */
package io.tokenloom.cli.text;
