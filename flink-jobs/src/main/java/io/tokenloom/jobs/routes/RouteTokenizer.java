package io.tokenloom.jobs.routes;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.text.dynamic.Boundary;
import io.tokenloom.text.hierarchy.HatTokenizer;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.vision.TokenContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a route has to know of its tokenizer, once the bundle is closed again: whether it can give what the route asks.
 * Immutable.
 *
 * @param name name of the bundle
 * @param lossless whether decoding gives back every item
 * @param text what kind of tokens of text it makes
 * @param pictures what there is to ask of pictures; empty for a tokenizer of text
 */
public record RouteTokenizer(String name, boolean lossless, TextKind text, Optional<Pictures> pictures) {
    /** What tokens of text are; of pictures it says nothing. */
    public enum TextKind {
        /** Tokens of a vocabulary. */
        VOCABULARY,
        /** The same, and how it cuts text into pieces is known by itself. */
        VOCABULARY_WITH_SPLITTER,
        /** Bytes in words. */
        BYTES_IN_WORDS
    }

    /**
     * Of a tokenizer of pictures.
     *
     * @param contract what holds for all tokens
     * @param stillSteps most steps of an image
     */
    public record Pictures(TokenContract contract, int stillSteps) {
        private void check(Path file, String place, String name, Route route, List<Mistake> mistakes) {
            for (String problem : route.visual().control().mistakes(contract)) {
                mistakes.add(new Mistake(
                        file.toString(),
                        place + "options",
                        name + ": " + problem.substring(0, problem.length() - 1),
                        "Or name another tokenizer."));
            }
            int steps = route.visual().steps();
            if (route.item() == ItemKind.IMAGE && steps != VisualOptions.ALL_STEPS && steps > stillSteps) {
                mistakes.add(new Mistake(
                        file.toString(),
                        place + "options.steps",
                        steps + " steps of an image are asked for, and " + name + " makes " + stillSteps + " at most",
                        "Write no more, or leave it out."));
            }
        }
    }

    private void mode(Path file, String place, Route route, List<Mistake> mistakes) {
        String mode = route.mode() instanceof TextMode.OneItemPerToken
                ? "items"
                : route.dynamic().isPresent() ? "dynamic" : "digits";
        if (route.mode().equals(TextMode.AS_PUBLISHED)) {
            return;
        }
        if (text == TextKind.BYTES_IN_WORDS) {
            mistakes.add(new Mistake(
                    file.toString(),
                    place + "options." + mode,
                    name + " makes a token of each byte, of which there is nothing to group or merge",
                    "Leave it out, or name another tokenizer."));
        } else if (!lossless) {
            mistakes.add(new Mistake(
                    file.toString(),
                    place + "options." + mode,
                    name + " changes some texts before it encodes them, so its tokens are no fixed stretches of text",
                    "Leave it out, or use a lossless tokenizer."));
        } else if (route.dynamic()
                        .map(TextMode.Dynamic::boundary)
                        .filter(Boundary.PRETOKENS::equals)
                        .isPresent()
                && text != TextKind.VOCABULARY_WITH_SPLITTER) {
            mistakes.add(new Mistake(
                    file.toString(),
                    place + "options.dynamic.boundary",
                    "how " + name + " cuts text into pieces is not known by itself, which pretokens needs",
                    "Write sentence, word or word_hyphen."));
        }
    }

    private static TextKind textKind(TokenizerBundle bundle) {
        if (bundle instanceof TextBundle text && text.tokenizer() instanceof HatTokenizer) {
            return TextKind.BYTES_IN_WORDS;
        }
        return bundle instanceof TextBundle text && text.splitter().isPresent()
                ? TextKind.VOCABULARY_WITH_SPLITTER
                : TextKind.VOCABULARY;
    }

    /** What is to be known of a bundle. */
    public static RouteTokenizer of(TokenizerBundle bundle) {
        Optional<Pictures> pictures = bundle instanceof VisualBundle visual
                ? Optional.of(new Pictures(
                        visual.tokenizer().contract(), visual.tokenizer().stillSteps()))
                : Optional.empty();
        return new RouteTokenizer(bundle.name(), bundle.lossless(), textKind(bundle), pictures);
    }

    /**
     * Everything that a route asks and this tokenizer can't give.
     *
     * @param file routes file, for messages
     * @param index of the route in the file
     */
    public List<Mistake> mistakes(Path file, int index, Route route) {
        List<Mistake> mistakes = new ArrayList<>();
        String place = "routes[" + index + "].";
        if (pictures.isPresent() == (route.item() == ItemKind.TEXT)) {
            mistakes.add(new Mistake(
                    file.toString(),
                    place + "from.item",
                    "the items are of kind " + route.item().text() + ", and " + name + " is a tokenizer of "
                            + (pictures.isPresent() ? "pictures" : "text"),
                    "Set item to what the topic holds, or name another tokenizer."));
            return mistakes;
        }
        if (!route.spans().isEmpty() && !lossless) {
            mistakes.add(new Mistake(
                    file.toString(),
                    place + "options.spans",
                    name + " changes some texts before it encodes them, so its tokens have no spans in the text",
                    "Leave spans out, or use a lossless tokenizer."));
        }
        pictures.ifPresent(known -> known.check(file, place, name, route, mistakes));
        mode(file, place, route, mistakes);
        return mistakes;
    }
}
