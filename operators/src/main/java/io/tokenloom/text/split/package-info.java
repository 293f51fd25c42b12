/**
 * Pre-tokenizers: how text is cut into pieces before its tokens are found. Each published split pattern has a splitter
 * written by hand that works on UTF-8 bytes; the regular expression it stands for is the oracle of its tests.
 */
package io.tokenloom.text.split;
