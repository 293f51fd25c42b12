/** Vocabularies that are looked up: the longest tokens of a word from left to right, or the word as a whole. */
package io.tokenloom.text.wordpiece;
