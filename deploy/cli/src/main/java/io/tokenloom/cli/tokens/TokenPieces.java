package io.tokenloom.cli.tokens;

import io.tokenloom.cli.output.PieceStyle;
import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.reader.decode.TextDecoder;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.decode.UnknownTokenizerException;
import io.tokenloom.record.TokenSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first tokens of a record as pieces of its text. Thread-safe. */
final class TokenPieces {
    private static final int SHOWN = 24;
    private static final String MORE = "…";

    private final TokenDecoders decoders;
    private final PieceStyle style;

    TokenPieces(TokenDecoders decoders, PieceStyle style) {
        this.decoders = decoders;
        this.style = style;
    }

    /** The pieces; ids where the tokenizer is not known or does not know them. */
    String of(TokenSequence sequence) {
        List<Integer> ids = sequence.getPlanes().isEmpty()
                ? List.of()
                : sequence.getPlanes().get(0).getIds();
        int[] first = ids.stream().limit(SHOWN).mapToInt(Integer::intValue).toArray();
        String pieces = pieces(sequence, first).map(this::joined).orElseGet(() -> ids(first));
        return ids.size() > SHOWN ? pieces + MORE : pieces;
    }

    private static String ids(int[] ids) {
        return "ids " + Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private Optional<List<String>> pieces(TokenSequence sequence, int[] ids) {
        List<String> pieces = new ArrayList<>();
        try {
            TextDecoder decoder = decoders.text(sequence.getTokenizer());
            for (int id : ids) {
                pieces.add(VisibleText.of(decoder.bytes(sequence, id)));
            }
            return Optional.of(pieces);
        } catch (UnknownTokenizerException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (ReaderException e) {
            if (e.kind() != ReaderException.Kind.FAILED) {
                throw e;
            }
            // Its vocabulary has not come.
            return Optional.empty();
        }
    }

    private String joined(List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            text.append(style.show(i, pieces.get(i)));
        }
        return text.toString();
    }
}
