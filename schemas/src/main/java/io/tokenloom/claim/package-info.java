/**
 * Contents that are too large for a Kafka record: the record carries a {@link io.tokenloom.claim.ClaimCheck} in its
 * headers, the bytes lie in a {@link io.tokenloom.claim.ClaimStore}. Pattern: Hohpe and Woolf, Enterprise Integration
 * Patterns, "Claim Check".
 *
 * <pre>
 *   producer ── 1. bytes ──> store <── 3. bytes ── operator
 *       └────── 2. record with claim check ──> topic ──────┘
 * </pre>
 *
 * <p>Which kinds of stores there are is a matter of the class path ({@link io.tokenloom.claim.ClaimStoreFactory}):
 * directories are built in, S3 is a module of its own, so that who only reads tokens needs no client of it.
 */
package io.tokenloom.claim;
