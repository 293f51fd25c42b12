package io.tokenloom.cli.tokens;

import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.token.TokenRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a record of vectors says, for the eye. Needs no tokenizer.
 *
 * @param contents where the numbers come from
 */
record VectorLine(EmbeddingContents contents) {
    private static final int SHOWN = 6;

    /** Shape and type, place, claim check, first numbers. */
    String of(TokenRecord.Vectors record) {
        TokenEmbeddings embeddings = record.embeddings();
        List<String> phrases = new ArrayList<>();
        phrases.add(String.format(
                Locale.ROOT,
                "of %,d numbers, %s",
                record.dimension(),
                embeddings.getElementType().name().toLowerCase(Locale.ROOT)));
        phrases.addAll(PicturePlace.of(embeddings).phrases());
        if (embeddings.getClaimUri() != null) {
            phrases.add("at " + VisibleText.of(embeddings.getClaimUri()));
        }
        phrases.add(numbers(contents.of(embeddings)));
        return String.join(LinePrinter.GAP, phrases);
    }

    private static String numbers(EmbeddingContents.Found found) {
        if (found instanceof EmbeddingContents.Found.Missing missing) {
            return "numbers not read: " + VisibleText.of(missing.why());
        }
        float[] values = ((EmbeddingContents.Found.Numbers) found).values();
        String first = IntStream.range(0, Math.min(SHOWN, values.length))
                .mapToObj(i -> String.format(Locale.ROOT, "%.4g", values[i]))
                .collect(Collectors.joining(" "));
        return "numbers " + first + (values.length > SHOWN ? "…" : "");
    }
}
