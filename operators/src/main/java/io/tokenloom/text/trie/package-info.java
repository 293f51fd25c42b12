/** Finding the keys that begin at a place of a text: a trie on bytes that vocabularies of any size share. */
package io.tokenloom.text.trie;
