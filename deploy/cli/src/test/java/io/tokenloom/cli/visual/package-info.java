/** A small visual tokenizer for tests, and token records as the Tokenize job makes them with it. */
package io.tokenloom.cli.visual;
