/**
 * Measurements by JMH of the engines that {@code tokenloom bench text} compares; in its package, for its engines and texts.
 */
package io.tokenloom.cli.bench.text;
