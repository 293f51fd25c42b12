/**
 * The sequence model: what a consumer can do with token records without the model that made them. All of it is pure
 * functions, which change no record that they are given and refuse with a {@link io.tokenloom.token.TokenContractException}
 * what the record's own contract forbids. A record that they make may share with its origin what both have in common.
 *
 * <pre>
 *   less of it      {@link io.tokenloom.token.TokenTrimming} by {@link io.tokenloom.token.ValidCuts},
 *                   {@link io.tokenloom.token.MatryoshkaLevels}
 *   more of it      {@link io.tokenloom.token.UpgradeRecords}
 *   in what order   {@link io.tokenloom.token.GridOrder}, {@link io.tokenloom.token.Reordering},
 *                   {@link io.tokenloom.token.TokenPlanes}
 *   in how few bits {@link io.tokenloom.token.PackedIds}, {@link io.tokenloom.token.KeepBitmap},
 *                   {@link io.tokenloom.token.Float16}, {@link io.tokenloom.token.EmbeddingNumbers}
 *   among text      {@link io.tokenloom.token.PlacedIds}, {@link io.tokenloom.token.SpelledTags},
 *                   {@link io.tokenloom.token.Interleaving}
 *   of which pixels {@link io.tokenloom.token.TokenGeometry}
 *   of either kind  {@link io.tokenloom.token.TokenRecord}, read by {@link io.tokenloom.token.TokenValueReader}
 * </pre>
 */
package io.tokenloom.token;
