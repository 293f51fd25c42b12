package io.tokenloom.text.huggingface;

import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.charsmap.PrecompiledCharsMap;
import io.tokenloom.text.normalize.CharacterClass;
import io.tokenloom.text.normalize.Lowercase;
import io.tokenloom.text.normalize.Normalizer;
import io.tokenloom.text.normalize.NormalizerSequence;
import io.tokenloom.text.normalize.Normalizers;
import io.tokenloom.text.normalize.Prepend;
import io.tokenloom.text.normalize.Replace;
import io.tokenloom.text.normalize.StripWhiteSpace;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes a normalizer of what a file says. Not thread-safe. */
final class NormalizerBuilder {
    private final Mistakes mistakes;
    private final List<Normalizer> steps = new ArrayList<>();

    private NormalizerBuilder(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Empty when there is none, or none that does anything. */
    static Optional<Normalizer> build(Optional<NormalizerSpec> spec, Mistakes mistakes) {
        NormalizerBuilder builder = new NormalizerBuilder(mistakes);
        spec.ifPresent(builder::add);
        return switch (builder.steps.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(builder.steps.get(0));
            default -> Optional.of(new NormalizerSequence(builder.steps));
        };
    }

    private void add(NormalizerSpec spec) {
        if (spec instanceof NormalizerSpec.Sequence sequence) {
            sequence.steps().forEach(this::add);
        } else if (spec instanceof NormalizerSpec.Unicode unicode) {
            steps.add(unicode.form());
        } else if (spec instanceof NormalizerSpec.Lowercase) {
            steps.add(Lowercase.INSTANCE);
        } else if (spec instanceof NormalizerSpec.Strip strip) {
            steps.add(new StripWhiteSpace(strip.left(), strip.right()));
        } else if (spec instanceof NormalizerSpec.StripAccents) {
            steps.add(Normalizers.stripAccents());
        } else if (spec instanceof NormalizerSpec.Nmt) {
            steps.add(Normalizers.nmt());
        } else if (spec instanceof NormalizerSpec.BertNormalizer bert) {
            steps.add(Normalizers.bert(bert.parts()));
        } else if (spec instanceof NormalizerSpec.Prepend prepend) {
            steps.add(new Prepend(prepend.prefix()));
        } else if (spec instanceof NormalizerSpec.Replace replace) {
            matches(replace.pattern()).ifPresent(m -> steps.add(new Replace(m, replace.content())));
        } else if (spec instanceof NormalizerSpec.Precompiled precompiled) {
            charsMap(precompiled).ifPresent(m -> steps.add(new Precompiled(m)));
        } else if (spec instanceof NormalizerSpec.ByteLevel) {
            mistakes.unsupported("normalizer of type ByteLevel");
        }
    }

    private Optional<Replace.Matches> matches(Pattern pattern) {
        if (pattern instanceof Pattern.Literal literal && !literal.text().isEmpty()) {
            return Optional.of(Replace.literal(literal.text()));
        }
        if (pattern instanceof Pattern.Regex regex) {
            switch (regex.expression()) {
                case " +", " {1,}":
                    return Optional.of(Replace.spaces(1));
                case " {2,}":
                    return Optional.of(Replace.spaces(2));
                case "\\s+":
                    return Optional.of(Replace.runs(CharacterClass.of("[:White_Space:]")));
                default:
            }
        }
        mistakes.unsupported("normalizer Replace of " + pattern);
        return Optional.empty();
    }

    private Optional<PrecompiledCharsMap> charsMap(NormalizerSpec.Precompiled precompiled) {
        try {
            return Optional.of(PrecompiledCharsMap.of(Base64.getDecoder().decode(precompiled.charsMap())));
        } catch (IllegalArgumentException e) {
            mistakes.add("normalizer.precompiled_charsmap is not Base64");
        } catch (TokenizerFileException e) {
            e.mistakes().forEach(mistakes::add);
        }
        return Optional.empty();
    }
}
