/** The seam between splitting a text into pieces and finding the tokens of each piece. */
package io.tokenloom.text.piece;
