/**
 * Claim stores in a bucket of Amazon S3, or of a store that speaks its protocol. The only package that knows the AWS SDK;
 * found by {@link java.util.ServiceLoader}, see {@link io.tokenloom.claim.ClaimStoreFactory}.
 */
package io.tokenloom.claim.s3;
