/**
 * Hugging Face's {@code tokenizer.json}: read as it is into records, and built into a pipeline that gives the same ids, or
 * refused with the name of what cannot be honoured exactly.
 */
package io.tokenloom.text.huggingface;
