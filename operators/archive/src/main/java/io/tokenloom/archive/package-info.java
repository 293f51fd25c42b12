/**
 * What archives are made of, whatever their format: {@link io.tokenloom.archive.ArchivedRecord} goes in,
 * {@link io.tokenloom.archive.Sample} comes out.
 */
package io.tokenloom.archive;
