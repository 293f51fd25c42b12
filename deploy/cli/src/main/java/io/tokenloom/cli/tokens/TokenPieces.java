package io.tokenloom.cli.tokens;

import io.tokenloom.cli.decode.TokenDecoders;
import io.tokenloom.cli.decode.UnknownTokenizerException;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.text.TextTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first tokens of a record as pieces of its text. Thread-safe. */
final class TokenPieces {
    private static final int SHOWN = 24;
    private static final String[] COLOURS = {"\u001b[30;46m", "\u001b[30;43m"};
    private static final String NO_COLOUR = "\u001b[0m";
    private static final String MORE = "…";

    private final TokenDecoders decoders;
    private final Style style;

    /** How pieces are told apart. */
    enum Style {
        /** By background colours, one after the other. */
        COLOURED,
        /** In brackets. */
        PLAIN
    }

    TokenPieces(TokenDecoders decoders, Style style) {
        this.decoders = decoders;
        this.style = style;
    }

    /** The pieces; ids where the tokenizer is not known or does not know them. */
    String of(TokenSequence sequence) {
        List<Integer> ids = sequence.getPlanes().isEmpty()
                ? List.of()
                : sequence.getPlanes().get(0).getIds();
        int[] first = ids.stream().limit(SHOWN).mapToInt(Integer::intValue).toArray();
        String pieces = tokenizer(sequence)
                .flatMap(tokenizer -> pieces(tokenizer, first))
                .map(this::joined)
                .orElseGet(() -> ids(first));
        return ids.size() > SHOWN ? pieces + MORE : pieces;
    }

    private static String ids(int[] ids) {
        return "ids " + Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private Optional<TextTokenizer> tokenizer(TokenSequence sequence) {
        try {
            return Optional.of(decoders.text(sequence.getTokenizer()).bundle().tokenizer());
        } catch (UnknownTokenizerException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> pieces(TextTokenizer tokenizer, int[] ids) {
        List<String> pieces = new ArrayList<>();
        try {
            for (int id : ids) {
                pieces.add(VisibleText.of(tokenizer.decode(new int[] {id})));
            }
            return Optional.of(pieces);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String joined(List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            text.append(
                    style == Style.PLAIN
                            ? "[" + pieces.get(i) + "]"
                            : COLOURS[i % COLOURS.length] + pieces.get(i) + NO_COLOUR);
        }
        return text.toString();
    }
}
