/**
 * What apps measure and pack, for the eye and for programs. {@link io.tokenloom.cli.stats.StatsCommand} reads the topics,
 * {@link io.tokenloom.cli.stats.Windows} keeps the newest of each series, {@link io.tokenloom.cli.stats.Packing} adds up.
 */
package io.tokenloom.cli.stats;
