/**
 * Token records and dead letters for the eye and for programs. {@link io.tokenloom.cli.tokens.TokensCommand} reads,
 * {@code ShownReader} finds out what a record is, and a {@code RecordPrinter} writes it.
 */
package io.tokenloom.cli.tokens;
