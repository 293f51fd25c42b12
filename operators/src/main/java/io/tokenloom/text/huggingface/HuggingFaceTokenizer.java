package io.tokenloom.text.huggingface;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.ControlToken;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.normalize.Normalizer;
import io.tokenloom.text.normalize.UnicodeNormalizer;
import io.tokenloom.text.pipeline.AddedToken;
import io.tokenloom.text.pipeline.AddedToken.Trait;
import io.tokenloom.text.pipeline.ControlGuard;
import io.tokenloom.text.pipeline.PipelineParts;
import io.tokenloom.text.pipeline.SplitEncoder;
import io.tokenloom.text.pipeline.TextPipeline;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes the tokenizer that a Hugging Face {@code tokenizer.json} describes.
 *
 * <p>Ids are those of Hugging Face's library, but for what this library never does: control tokens, those that the file
 * marks as special or that the bundle lists, are not found in text, whose spelling of them is ordinary text; none are
 * added; nothing is cut off or filled up. An added token is decoded to its content, as the reference did up to version
 * 0.22; later ones give the normalized spelling. Thread-safe: holds nothing.
 */
public final class HuggingFaceTokenizer {
    /** Text in which a cut could fall into an added token, see {@link CutRule#WORD}. */
    private static final Predicate<String> ACROSS_CUT =
            java.util.regex.Pattern.compile("[A-Za-z] |\\n[A-Za-z]").asPredicate();

    private HuggingFaceTokenizer() {}

    /**
     * @param tokenizerJson the content of the file, unchanged
     * @param controlTokens those that the file does not mark as special
     * @throws TokenizerFileException when the file cannot be read, or cannot be honoured exactly; with all reasons
     */
    public static TextPipeline of(byte[] tokenizerJson, List<ControlToken> controlTokens) {
        Mistakes mistakes = new Mistakes();
        TokenizerJson json = TokenizerJson.read(tokenizerJson, mistakes);
        Optional<Normalizer> normalizer = NormalizerBuilder.build(json.normalizer(), mistakes);
        PieceCutting cutting = PieceCuttingBuilder.build(preTokenizer(json), mistakes);
        TokenIds ids = TokenIds.of(json, controlTokens, cutting.byteLevel(), mistakes);
        mistakes.throwIfAny();
        ModelBuilder.Built model = new ModelBuilder(json, ids, cutting, mistakes).build();
        mistakes.throwIfAny();
        TokenTable bytes = ids.bytes();
        TextPipeline result = new TextPipeline(new PipelineParts(
                ids.found(),
                normalizer,
                cutting.stages(),
                new SplitEncoder(model.splitter(), model.model()),
                bytes,
                ids.controls(),
                DecoderBuilder.build(json.decoder(), ids, bytes),
                new ControlGuard(ids.reachableControls()),
                isLossless(json, normalizer, cutting),
                cutRule(json, normalizer, cutting, ids.found())));
        check(result, ids, mistakes);
        mistakes.throwIfAny();
        return result;
    }

    /** None where the normalizer leaves nothing to split at, so that the model may choose where it cuts. */
    private static Optional<PreTokenizerSpec> preTokenizer(TokenizerJson json) {
        boolean splitsNothing = json.preTokenizer().orElse(null) instanceof PreTokenizerSpec.Split split
                && split.pattern() instanceof Pattern.Literal literal
                && split.behavior() != PreTokenizerSpec.SplitBehavior.REMOVED
                && json.normalizer().orElse(null) instanceof NormalizerSpec.Replace replace
                && replace.pattern().equals(literal)
                && literal.text().codePointCount(0, literal.text().length()) == 1
                && !replace.content().contains(literal.text());
        return splitsNothing ? Optional.empty() : json.preTokenizer();
    }

    private static boolean isLossless(TokenizerJson json, Optional<Normalizer> normalizer, PieceCutting cutting) {
        return json.model() instanceof ModelSpec.Bpe
                && cutting.byteLevel()
                && json.decoder() instanceof DecoderSpec.ByteLevel
                && normalizer.isEmpty()
                && cutting.keepsBytes();
    }

    private static CutRule cutRule(
            TokenizerJson json, Optional<Normalizer> normalizer, PieceCutting cutting, List<AddedToken> found) {
        boolean harmless = normalizer.isEmpty() || normalizer.get() == UnicodeNormalizer.NFC;
        return json.model() instanceof ModelSpec.Bpe
                        && cutting.pattern().isPresent()
                        && harmless
                        && found.stream().noneMatch(HuggingFaceTokenizer::disturbsCuts)
                ? CutRule.WORD
                : CutRule.NONE;
    }

    private static boolean disturbsCuts(AddedToken token) {
        return token.is(Trait.LEFT_STRIP)
                || token.is(Trait.RIGHT_STRIP)
                || token.is(Trait.SINGLE_WORD)
                || ACROSS_CUT.test(token.content());
    }

    /** What the file says of added tokens is compared with what becomes of them. */
    private static void check(TextPipeline tokenizer, TokenIds ids, Mistakes mistakes) {
        for (AddedToken token : ids.found()) {
            int[] actual = tokenizer.encode(token.content());
            if (actual.length != 1 || actual[0] != token.id()) {
                mistakes.add("added token \"" + quoted(token.content()) + "\" should have id " + token.id()
                        + " but encodes as " + Arrays.toString(actual)
                        + "; list it under controlTokens if user text must not become it");
            }
        }
        BitSet controls = ids.reachableControls();
        ids.controls().forEach((content, id) -> {
            if (controls.get(id) && leadsToControl(tokenizer, content)) {
                mistakes.add("text that spells control token " + content + " becomes id " + id
                        + " through the vocabulary itself; this tokenizer cannot keep it apart from text");
            }
        });
    }

    private static boolean leadsToControl(TextPipeline tokenizer, String content) {
        try {
            tokenizer.encode(content);
            return false;
        } catch (TokenizationException e) {
            return true;
        }
    }

    private static String quoted(String content) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(content));
    }
}
