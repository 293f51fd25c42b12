/**
 * Tokenizer bundles: a folder with one {@code bundle.yaml} that says which tokenizer its files make, with hashes and
 * golden items, so that a bundle is proven whole before the first record flows. Start at
 * {@link io.tokenloom.bundle.TextBundle}.
 */
package io.tokenloom.bundle;
