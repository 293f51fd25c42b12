package io.tokenloom.text.library;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.text.ByteLevelAlphabet;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.split.SplitPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the stages of a {@code tokenizer.json} around its model do to a text, as far as it can be known for certain:
 * anything that is not recognized counts as the worst. Thread-safe: immutable.
 *
 * @param byteLevelDecoder tokens are written in {@link ByteLevelAlphabet}
 * @param keepsBytes nothing before the model adds, drops or changes a byte, and the decoder gives them back
 * @param splitsByKnownPattern the text is split by a {@link SplitPattern} alone, for which {@link CutRule#WORD} is proven
 */
record HuggingFacePipeline(boolean byteLevelDecoder, boolean keepsBytes, boolean splitsByKnownPattern) {
    /** Text in which a cut could fall into an added token, see {@link CutRule#WORD}. */
    private static final Pattern ACROSS_CUT = Pattern.compile("[A-Za-z] |\\n[A-Za-z]");

    static HuggingFacePipeline of(JsonNode root) {
        JsonNode model = root.path("model");
        JsonNode decoder = root.path("decoder");
        boolean byteLevelDecoder = isType(decoder, "ByteLevel");
        boolean wholePieces = isEmpty(model.path("continuing_subword_prefix"))
                && isEmpty(model.path("end_of_word_suffix"))
                && isType(model, "BPE");
        boolean normalizes = !isNothing(root.path("normalizer"));
        boolean splits = wholePieces && splitPattern(root.path("pre_tokenizer")).isPresent();
        // ByteLevel without its pattern still turns bytes into its alphabet: lossless, but one piece.
        boolean bytesKept =
                wholePieces && byteLevelDecoder && !normalizes && endsInByteLevel(root.path("pre_tokenizer"));
        boolean normalizesHarmlessly = !normalizes || isType(root.path("normalizer"), "NFC");
        return new HuggingFacePipeline(byteLevelDecoder, bytesKept, splits && normalizesHarmlessly);
    }

    /** True for an added token that could lie across a cut or that looks at its surroundings. */
    static boolean disturbsCuts(JsonNode addedToken) {
        return addedToken.path("lstrip").asBoolean()
                || addedToken.path("rstrip").asBoolean()
                || addedToken.path("single_word").asBoolean()
                || ACROSS_CUT.matcher(addedToken.path("content").asText()).find();
    }

    private static Optional<SplitPattern> splitPattern(JsonNode preTokenizer) {
        List<JsonNode> steps = steps(preTokenizer);
        if (steps.size() == 1 && isByteLevel(steps.get(0)) && usesItsPattern(steps.get(0))) {
            return Optional.of(SplitPattern.GPT2);
        }
        if (steps.size() == 2
                && isType(steps.get(0), "Split")
                && isByteLevel(steps.get(1))
                && !usesItsPattern(steps.get(1))
                && keepsMatchesAsPieces(steps.get(0))) {
            return SplitPattern.spelled(
                    steps.get(0).path("pattern").path("Regex").asText());
        }
        return Optional.empty();
    }

    /** The known patterns match every character, so that what is between two matches is always empty. */
    private static boolean keepsMatchesAsPieces(JsonNode split) {
        String behavior = split.path("behavior").asText();
        boolean invert = split.path("invert").asBoolean();
        return behavior.equals("Isolated") && !invert || behavior.equals("Removed") && invert;
    }

    private static boolean endsInByteLevel(JsonNode preTokenizer) {
        List<JsonNode> steps = steps(preTokenizer);
        if (steps.isEmpty() || !isByteLevel(steps.get(steps.size() - 1))) {
            return false;
        }
        return steps.subList(0, steps.size() - 1).stream()
                .allMatch(s -> isType(s, "Digits")
                        || isType(s, "Split")
                                && (s.path("behavior").asText().equals("Isolated") || keepsKnownPieces(s)));
    }

    private static boolean keepsKnownPieces(JsonNode split) {
        return keepsMatchesAsPieces(split)
                && SplitPattern.spelled(split.path("pattern").path("Regex").asText())
                        .isPresent();
    }

    private static List<JsonNode> steps(JsonNode preTokenizer) {
        if (!isType(preTokenizer, "Sequence")) {
            return List.of(preTokenizer);
        }
        List<JsonNode> result = new ArrayList<>();
        preTokenizer.path("pretokenizers").forEach(result::add);
        return result;
    }

    private static boolean isNothing(JsonNode normalizer) {
        return normalizer.isMissingNode()
                || normalizer.isNull()
                || isType(normalizer, "Sequence")
                        && normalizer.path("normalizers").isEmpty();
    }

    private static boolean isByteLevel(JsonNode step) {
        return isType(step, "ByteLevel") && !step.path("add_prefix_space").asBoolean(true);
    }

    private static boolean usesItsPattern(JsonNode byteLevel) {
        return byteLevel.path("use_regex").asBoolean(true);
    }

    private static boolean isType(JsonNode node, String type) {
        return node.path("type").asText().equals(type);
    }

    private static boolean isEmpty(JsonNode affix) {
        return affix.isMissingNode() || affix.isNull() || affix.asText().isEmpty();
    }
}
