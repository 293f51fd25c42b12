/**
 * Token records and dead letters for the eye and for programs. {@link io.tokenloom.cli.tokens.TokensCommand} reads,
 * {@code Shown} says what a record is, and a {@code RecordPrinter} writes it.
 */
package io.tokenloom.cli.tokens;
