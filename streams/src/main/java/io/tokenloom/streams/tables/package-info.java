/**
 * Apps that keep tables about ids on compacted topics, for programs that draft tokens: which ids come next after which
 * ({@link io.tokenloom.streams.tables.SuccessorTopology}), and which codes are nearest to which ({@link
 * io.tokenloom.streams.tables.NeighbourTopology}).
 */
package io.tokenloom.streams.tables;
