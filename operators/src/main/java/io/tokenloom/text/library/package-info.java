/**
 * Tokenizers by other libraries: Hugging Face's own through native calls, and JTokkit. A bundle can ask for them where the
 * engine of this project refuses a file, and its tests compare with them.
 */
package io.tokenloom.text.library;
