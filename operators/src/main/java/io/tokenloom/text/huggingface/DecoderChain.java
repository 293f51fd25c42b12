package io.tokenloom.text.huggingface;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.pipeline.TokenDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decoders one after the other, from the spellings of tokens to a text. Thread-safe: immutable.
 *
 * @param spellings of all ids, as they are in the file
 * @param steps in order
 * @param dependence how far what an id stands for depends on others
 */
record DecoderChain(TokenTable spellings, List<DecoderStep> steps, Dependence dependence) implements TokenDecoder {
    DecoderChain {
        steps = List.copyOf(steps);
    }

    @Override
    public byte[] decode(int[] ids) {
        List<String> tokens = new ArrayList<>(ids.length);
        for (int id : ids) {
            tokens.add(spelling(id));
        }
        for (DecoderStep step : steps) {
            tokens = step.apply(tokens);
        }
        return String.join("", tokens).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean joinsRun(int id) {
        return spellings.has(id) && DecoderSteps.byteValue(spelling(id)) >= 0;
    }

    private String spelling(int id) {
        return new String(spellings.bytes(), spellings.start(id), spellings.length(id), StandardCharsets.UTF_8);
    }
}
