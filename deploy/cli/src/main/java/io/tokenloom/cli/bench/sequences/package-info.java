/**
 * Benchmarks of the apps over tokens: their rates against an app that copies, and what kills of their process lose, double or change ({@link
 * io.tokenloom.cli.bench.sequences.SequenceRange}, which the tests play too).
 */
package io.tokenloom.cli.bench.sequences;
