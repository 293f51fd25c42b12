package io.tokenloom.cli.tokens;

import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.record.Modality;
import io.tokenloom.record.OmittedTokens;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.record.SourceRef;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.sequence.PackedSequences.ItemTokens;
import io.tokenloom.token.TokenContractException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** A packed sequence as lines, for the eye: itself, its documents, their ranges. Not thread-safe. */
final class SequenceBlock {
    private static final String INDENT = "\n    ";

    private final TokenizerNames names;
    private final TokenPieces pieces;

    SequenceBlock(TokenizerNames names, TokenPieces pieces) {
        this.names = names;
        this.pieces = pieces;
    }

    /** Its lines; one that says so where the sequence is not as it says of itself. */
    String of(PackedSequence sequence) {
        StringBuilder text = new StringBuilder(head(sequence));
        Iterator<ItemTokens> items;
        try {
            items = PackedSequences.items(sequence).iterator();
        } catch (TokenContractException e) {
            return text.append(INDENT)
                    .append("DAMAGED: ")
                    .append(VisibleText.of(e.getMessage()))
                    .toString();
        }
        for (PackedDocument document : sequence.getDocuments()) {
            text.append("\n  ").append(head(document));
            document.getRanges().forEach(range -> text.append(INDENT).append(range(items.next())));
            document.getOmitted().forEach(omitted -> text.append(INDENT).append(omitted(omitted)));
            document.getMissing()
                    .forEach(missing -> text.append(INDENT).append("missing  ").append(VisibleText.of(missing)));
        }
        return text.toString();
    }

    private static String head(PackedSequence sequence) {
        int ids = sequence.getIds().size();
        String size = sequence.getContextLength() == 0
                ? String.format(Locale.ROOT, "%,d ids, not packed", ids)
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d ids, %.1f %% full",
                        ids,
                        sequence.getContextLength(),
                        100 * PackedSequences.fill(sequence));
        return String.join(
                LinePrinter.GAP,
                VisibleText.of(sequence.getSequenceId()),
                size,
                count(sequence.getDocuments().size(), "document"),
                "closed at " + sequence.getClosedAt());
    }

    private static String head(PackedDocument document) {
        List<String> phrases = new ArrayList<>();
        phrases.add("document " + VisibleText.of(document.getDocumentId()));
        if (document.getParts() > 1) {
            phrases.add("part " + (document.getPart() + 1) + " of " + document.getParts());
        }
        if (document.getLate()) {
            phrases.add("late");
        }
        phrases.add(String.format(
                Locale.ROOT, "ids %,d to %,d", document.getOffset(), document.getOffset() + document.getLength() - 1));
        phrases.add(
                document.getFirstEventTime().equals(document.getLastEventTime())
                        ? document.getFirstEventTime().toString()
                        : document.getFirstEventTime() + " and "
                                + Duration.between(document.getFirstEventTime(), document.getLastEventTime())
                                        .toMillis()
                                + " ms");
        return String.join(LinePrinter.GAP, phrases);
    }

    private String range(ItemTokens item) {
        PlaceholderRange range = item.range();
        List<String> phrases = new ArrayList<>();
        phrases.add(String.format(
                Locale.ROOT,
                "%-7s  %d+%d",
                range.getModality().name().toLowerCase(Locale.ROOT),
                range.getOffset(),
                range.getLength()));
        phrases.add(VisibleText.of(range.getItemId()) + part(range.getSource()));
        phrases.add(names.shown(range.getTokenizer()));
        if (range.getModality() == Modality.TEXT) {
            phrases.add(tokens(range, range.getEmbedded() ? "vector" : "token"));
            if (!range.getEmbedded()) {
                phrases.add(pieces.of(item.record()));
            }
        } else {
            phrases.add(tokens(range, range.getEmbedded() ? "visual vector" : "visual token"));
            if (range.getStream() != null) {
                phrases.add("frame " + range.getStream().getFrameIndex());
            }
        }
        return String.join(LinePrinter.GAP, phrases);
    }

    private static String tokens(PlaceholderRange range, String noun) {
        String all = range.getTokens() == range.getRecordTokens()
                ? ""
                : String.format(Locale.ROOT, " from %,d on, of %,d", range.getFirstToken(), range.getRecordTokens());
        return count(range.getTokens(), noun) + all + (range.getExpanded() ? "" : ", one placeholder for all");
    }

    private static String omitted(OmittedTokens omitted) {
        return String.format(
                Locale.ROOT,
                "omitted  %s%s  %s from %,d on: %s",
                VisibleText.of(omitted.getItemId()),
                part(omitted.getSource()),
                count(omitted.getTokens(), "token"),
                omitted.getFirstToken(),
                omitted.getReason().name().toLowerCase(Locale.ROOT));
    }

    private static String part(SourceRef source) {
        return source.getParts() == 1 ? "" : " part " + (source.getPart() + 1) + " of " + source.getParts();
    }

    private static String count(int number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
