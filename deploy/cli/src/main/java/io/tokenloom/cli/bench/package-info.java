/**
 * {@code tokenloom bench}: measurements that anybody can repeat, each with its goals. {@link
 * io.tokenloom.cli.bench.Benchmark} is what each of them implements, {@link io.tokenloom.cli.bench.Benchmarks} lists
 * them, {@link io.tokenloom.cli.bench.BenchmarkReport} is what is printed.
 */
package io.tokenloom.cli.bench;
