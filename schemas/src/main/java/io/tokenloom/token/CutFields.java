package io.tokenloom.token;

import io.tokenloom.record.Geometry;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * What both kinds of token record say of their tokens one by one, besides the tokens: it is cut and joined together with
 * them. Lengths and positions are those of the full sequence.
 *
 * @param tokens of the record
 * @param geometry null where there is none
 * @param layout null where there is none
 */
record CutFields(int tokens, Truncation truncation, Geometry geometry, SequenceLayout layout) {
    CutFields {
        int positions = geometry == null ? 0 : geometry.getKeptPositions().size();
        if (positions != 0 && positions != tokens) {
            throw new TokenContractException("A record of " + tokens + " tokens keeps " + positions
                    + " positions. One for each token was expected, or none.");
        }
    }

    static CutFields of(TokenSequence sequence) {
        return new CutFields(
                TokenPlanes.tokens(sequence), sequence.getTruncation(), sequence.getGeometry(), sequence.getLayout());
    }

    static CutFields of(TokenEmbeddings embeddings) {
        EmbeddingNumbers.bytesPerToken(embeddings);
        return new CutFields(
                embeddings.getShape().get(0),
                embeddings.getTruncation(),
                embeddings.getGeometry(),
                embeddings.getLayout());
    }

    void into(TokenSequence sequence) {
        sequence.setTruncation(truncation);
        sequence.setGeometry(geometry);
        sequence.setLayout(layout);
    }

    void into(TokenEmbeddings embeddings) {
        embeddings.setTruncation(truncation);
        embeddings.setGeometry(geometry);
        embeddings.setLayout(layout);
    }

    /** Where the record begins in the full sequence. */
    int first() {
        return layout == null ? 0 : layout.getFirstToken();
    }

    /** Where it ends there. */
    int end() {
        return first() + tokens;
    }

    boolean hasPositions() {
        return geometry != null && !geometry.getKeptPositions().isEmpty();
    }

    boolean hasQualities() {
        return !truncation.getPrefixQualities().isEmpty();
    }

    /**
     * The cuts of a record that begins where the full sequence does.
     *
     * @throws TokenContractException if it carries a tail only
     */
    ValidCuts cuts() {
        if (first() != 0) {
            throw new TokenContractException("The record carries the tail of a sequence from token " + first()
                    + " on, which can't be cut. Merge it with what it upgrades first.");
        }
        return ValidCuts.of(truncation, tokens);
    }

    /** Of the tokens from one position of the full sequence to another. */
    CutFields slice(int from, int to) {
        return new CutFields(to - from, truncation(from, to), geometry(from, to), layout(from, to));
    }

    /** Of this record and the one that goes on where this ends. */
    CutFields joined(CutFields next) {
        boolean any = truncation.getKind() == TruncationKind.ANY_PREFIX;
        Truncation cuts = new Truncation(
                truncation.getKind(),
                any
                        ? truncation.getValidLengths()
                        : IdLists.joined(truncation.getValidLengths(), next.truncation.getValidLengths()),
                Stream.concat(truncation.getPrefixQualities().stream(), next.truncation.getPrefixQualities().stream())
                        .toList());
        Geometry both = geometry == null
                ? null
                : withPositions(IdLists.joined(geometry.getKeptPositions(), next.geometry.getKeptPositions()));
        return new CutFields(
                tokens + next.tokens,
                cuts,
                both,
                Layouts.of(layout, first(), IdLists.joined(Layouts.blockEnds(layout), Layouts.blockEnds(next.layout))));
    }

    /** What two parts of one sequence have in common. */
    CutFields common() {
        boolean any = truncation.getKind() == TruncationKind.ANY_PREFIX;
        return new CutFields(
                0,
                new Truncation(truncation.getKind(), any ? truncation.getValidLengths() : List.of(), List.of()),
                geometry == null ? null : withPositions(List.of()),
                Layouts.of(layout, 0, List.of()));
    }

    private Truncation truncation(int from, int to) {
        TruncationKind kind = truncation.getKind();
        List<Integer> lengths = truncation.getValidLengths();
        List<Float> qualities = truncation.getPrefixQualities();
        if (kind == TruncationKind.ANY_PREFIX) {
            int shortest = lengths.isEmpty() ? 1 : lengths.get(0);
            return new Truncation(kind, lengths, qualities(shortest, from, to));
        }
        if (!qualities.isEmpty() && qualities.size() != lengths.size()) {
            throw unequal(qualities, lengths.size());
        }
        List<Integer> kept = IdLists.between(lengths, from, to);
        int skipped = IdLists.between(lengths, 0, from).size();
        return new Truncation(
                kind,
                kept,
                qualities.isEmpty() ? List.of() : List.copyOf(qualities.subList(skipped, skipped + kept.size())));
    }

    /** Of an ANY_PREFIX sequence there is a quality for each length from the shortest on. */
    private List<Float> qualities(int shortest, int from, int to) {
        List<Float> qualities = truncation.getPrefixQualities();
        if (qualities.isEmpty()) {
            return List.of();
        }
        int begin = Math.max(shortest, first() + 1);
        if (qualities.size() != end() - begin + 1) {
            throw unequal(qualities, end() - begin + 1);
        }
        return List.copyOf(qualities.subList(Math.max(shortest, from + 1) - begin, to - begin + 1));
    }

    private static TokenContractException unequal(List<Float> qualities, int lengths) {
        return new TokenContractException("A record with " + qualities.size() + " prefix qualities has " + lengths
                + " valid lengths. One for each was expected, or none.");
    }

    private Geometry geometry(int from, int to) {
        if (!hasPositions()) {
            return geometry;
        }
        return withPositions(IdLists.slice(geometry.getKeptPositions(), from - first(), to - first()));
    }

    private Geometry withPositions(List<Integer> positions) {
        Geometry other = ShallowCopy.of(geometry, new Geometry());
        other.setKeptPositions(positions);
        return other;
    }

    private SequenceLayout layout(int from, int to) {
        return Layouts.of(layout, from, IdLists.between(Layouts.blockEnds(layout), from, to));
    }
}
