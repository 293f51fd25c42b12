/** Unigram language models: the segmentation of a text whose tokens are together the most probable. */
package io.tokenloom.text.unigram;
