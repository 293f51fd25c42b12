/**
 * The {@code tokenloom} command. {@link io.tokenloom.cli.Tokenloom} is the entry; each subcommand is a package of its
 * own and talks to Kafka and the schema registry through the addresses in one connections file.
 */
package io.tokenloom.cli;
