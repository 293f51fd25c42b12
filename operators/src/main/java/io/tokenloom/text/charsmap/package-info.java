/** The table of replacements that SentencePiece puts in its models, and the two ways in which programs apply it. */
package io.tokenloom.text.charsmap;
