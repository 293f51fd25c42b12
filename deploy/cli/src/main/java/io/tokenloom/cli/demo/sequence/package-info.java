/**
 * Whether the sequences that apps pack of a demo's tokens hold exactly these tokens. {@link
 * io.tokenloom.cli.demo.sequence.DemoSequences} reads, {@code SequenceComparison} compares.
 */
package io.tokenloom.cli.demo.sequence;
