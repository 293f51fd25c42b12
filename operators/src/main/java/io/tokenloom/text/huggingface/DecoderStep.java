package io.tokenloom.text.huggingface;

import java.util.List;

/** One decoder of a chain: from the spellings that the one before it gives to those that the next one gets. */
@FunctionalInterface
interface DecoderStep {
    List<String> apply(List<String> tokens);
}
