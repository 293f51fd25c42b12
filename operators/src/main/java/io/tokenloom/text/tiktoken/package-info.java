/** Reading of tiktoken's files of ranks. */
package io.tokenloom.text.tiktoken;
