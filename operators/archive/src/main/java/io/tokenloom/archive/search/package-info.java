/**
 * What can be searched in token ids without decoding all of them: {@link io.tokenloom.archive.search.Query}. A set of the
 * ids that a block has tells whether it may have the wanted; whether it has is looked up in the ids or in the text.
 */
package io.tokenloom.archive.search;
