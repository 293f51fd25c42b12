/**
 * What benchmarks share that run a platform: {@link io.tokenloom.cli.bench.race.BenchPlatform} is one in a temporary
 * folder, {@link io.tokenloom.cli.bench.race.Race} lets a route work off a backlog of {@link
 * io.tokenloom.cli.bench.race.Items}, {@link io.tokenloom.cli.bench.race.BareLoop} is a visual model without a platform.
 */
package io.tokenloom.cli.bench.race;
