/** A heap of numbers for those who merge pairs by rank. Depends on nothing. */
package io.tokenloom.text.heap;
