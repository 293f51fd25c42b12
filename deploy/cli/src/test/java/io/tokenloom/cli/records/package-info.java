/** Topics as a Tokenize job leaves them, written by hand. */
package io.tokenloom.cli.records;
