/**
 * Contents that are too large for a Kafka record: the record carries a {@link io.tokenloom.claim.ClaimCheck} in its
 * headers, the bytes lie in a {@link io.tokenloom.claim.ClaimStore}. Pattern: Hohpe and Woolf, Enterprise Integration
 * Patterns, "Claim Check".
 *
 * <pre>
 *   producer ── 1. bytes ──> store <── 3. bytes ── operator
 *       └────── 2. record with claim check ──> topic ──────┘
 * </pre>
 */
package io.tokenloom.claim;
