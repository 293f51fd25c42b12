/**
 * Kills parts of the platform in the middle of a long ingest, starts them again, and compares what came out with an
 * undisturbed run. {@link io.tokenloom.cli.bench.kill.KillRange} plays the rounds; {@link
 * io.tokenloom.cli.bench.kill.RunOutcomes} is what is compared.
 */
package io.tokenloom.cli.bench.kill;
