package io.tokenloom.text.huggingface;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.pipeline.TokenDecoder;
import io.tokenloom.text.pipeline.TokenDecoder.Dependence;
import java.util.ArrayList;
import java.util.List;

/** Makes a decoder of what a file says. Thread-safe: holds nothing. */
final class DecoderBuilder {
    private DecoderBuilder() {}

    /**
     * @param ids know how each is spelled in the file
     * @param bytes what all ids stand for, where the byte alphabet is resolved
     */
    static TokenDecoder build(DecoderSpec spec, TokenIds ids, TokenTable bytes) {
        // Exact even where the ids end in the midst of a character, for which the reference gives U+FFFD.
        if (spec instanceof DecoderSpec.ByteLevel) {
            return TokenDecoder.joining(bytes);
        }
        List<DecoderStep> steps = new ArrayList<>();
        add(spec, steps);
        return new DecoderChain(ids.spellings(), steps, dependence(spec));
    }

    /** On the last token, or on a part of one, nothing that streams can wait for. */
    private static Dependence dependence(DecoderSpec spec) {
        if (spec instanceof DecoderSpec.Sequence sequence) {
            return dependence(sequence.steps());
        }
        boolean onAll = spec instanceof DecoderSpec.BpeDecoder
                || spec instanceof DecoderSpec.ByteLevel
                || spec instanceof DecoderSpec.Strip strip && strip.stop() > 0;
        return onAll ? Dependence.ON_ALL : Dependence.ON_RUN;
    }

    private static Dependence dependence(List<DecoderSpec> steps) {
        boolean fused = false;
        Dependence most = Dependence.NONE;
        for (DecoderSpec step : steps) {
            boolean strip = step instanceof DecoderSpec.Strip;
            // What changes all tokens at once could match across their borders.
            Dependence own = fused && !strip ? Dependence.ON_ALL : dependence(step);
            most = own.compareTo(most) > 0 ? own : most;
            fused |= step instanceof DecoderSpec.Fuse;
        }
        return most;
    }

    private static void add(DecoderSpec spec, List<DecoderStep> steps) {
        if (spec instanceof DecoderSpec.Sequence sequence) {
            sequence.steps().forEach(s -> add(s, steps));
        } else if (spec instanceof DecoderSpec.None) {
            steps.add(tokens -> List.of(String.join(" ", tokens)));
        } else if (spec instanceof DecoderSpec.Fuse) {
            steps.add(tokens -> List.of(String.join("", tokens)));
        } else if (spec instanceof DecoderSpec.ByteLevel) {
            steps.add(DecoderSteps::byteLevel);
        } else if (spec instanceof DecoderSpec.ByteFallback) {
            steps.add(DecoderSteps::byteFallback);
        } else if (spec instanceof DecoderSpec.Metaspace metaspace) {
            steps.add(DecoderSteps.metaspace(metaspace));
        } else if (spec instanceof DecoderSpec.WordPiece wordPiece) {
            steps.add(DecoderSteps.wordPiece(wordPiece));
        } else if (spec instanceof DecoderSpec.Strip strip) {
            steps.add(DecoderSteps.each(token -> DecoderSteps.strip(token, strip)));
        } else if (spec instanceof DecoderSpec.Replace replace
                && replace.pattern() instanceof Pattern.Literal literal) {
            steps.add(DecoderSteps.each(token -> token.replace(literal.text(), replace.content())));
        } else if (spec instanceof DecoderSpec.BpeDecoder bpe) {
            steps.add(DecoderSteps.bpe(bpe));
        } else {
            throw new IllegalArgumentException("no decoder for " + spec);
        }
    }
}
