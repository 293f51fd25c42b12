package io.tokenloom.cli.tokens;

import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.records.DeadLetter;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.record.Neighbours;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.Successors;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.token.TokenRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records for the eye. Not thread-safe. */
final class LinePrinter implements RecordPrinter {
    /** Between the parts of a line. */
    static final String GAP = "  ";

    private static final int MOST_NEAR = 16;

    private final TokenizerNames names;
    private final TokenPieces pieces;
    private final VectorLine vectors;
    private final SequenceBlock sequences;

    LinePrinter(TokenizerNames names, TokenPieces pieces, EmbeddingContents contents) {
        this.names = names;
        this.pieces = pieces;
        this.vectors = new VectorLine(contents);
        this.sequences = new SequenceBlock(names, pieces);
    }

    @Override
    public String line(Shown shown) {
        ConsumerRecord<byte[], byte[]> read = shown.read();
        String place = read.partition() + "/" + read.offset() + GAP;
        if (shown instanceof Shown.Tokens tokens) {
            return place + tokens(tokens.tokens());
        }
        if (shown instanceof Shown.Packed packed) {
            return place + sequences.of(packed.sequence());
        }
        if (shown instanceof Shown.Measured measured) {
            return place + measured(measured.statistics());
        }
        if (shown instanceof Shown.Followed followed) {
            return place + followed(followed.row());
        }
        if (shown instanceof Shown.Near near) {
            return place + near(near.row());
        }
        if (shown instanceof Shown.End) {
            return place + "end: nothing more comes for now";
        }
        if (shown instanceof Shown.Letter letter) {
            return place + letter(letter);
        }
        if (shown instanceof Shown.Skipped skipped) {
            return place + "tombstone, passed on from " + VisibleText.of(skipped.source());
        }
        Shown.Unreadable unreadable = (Shown.Unreadable) shown;
        return place + "no token record: " + VisibleText.of(unreadable.problem());
    }

    private String tokens(TokenRecord record) {
        SourceRef source = record.source();
        String part = source.getParts() == 1 ? "" : " part " + (source.getPart() + 1) + " of " + source.getParts();
        String noun = record instanceof TokenRecord.Vectors ? " vector" : " token";
        return VisibleText.of(record.itemId())
                + part
                + GAP
                + names.shown(record.tokenizer())
                + GAP
                + String.format(Locale.ROOT, "%,d", record.count())
                + noun
                + (record.count() == 1 ? "" : "s")
                + GAP
                + content(record);
    }

    /** What a window comes to; the command stats has tables of it. */
    private String measured(TokenStatistics statistics) {
        List<String> phrases = new ArrayList<>(List.of(
                statistics.getWindowStart() + " to " + statistics.getWindowEnd(),
                names.shown(statistics.getTokenizer()) + plane(statistics.getPlane()),
                VisibleText.of(statistics.getSourceTopic()) + " in " + VisibleText.of(statistics.getTokenTopic()) + "/"
                        + statistics.getPartition(),
                String.format(Locale.ROOT, "%,d items", statistics.getItems()),
                String.format(Locale.ROOT, "%,d tokens", statistics.getTokens())));
        if (statistics.getDistribution() != null) {
            phrases.add(String.format(
                    Locale.ROOT,
                    "%,d different, entropy %.2f bits",
                    statistics.getDistribution().getDistinctIds(),
                    statistics.getDistribution().getEntropy()));
        }
        return String.join(GAP, phrases);
    }

    private String followed(Successors row) {
        return names.shown(row.getTokenizer())
                + plane(row.getPlane())
                + GAP
                + row.getId()
                + " "
                + pieces.of(ids(row.getTokenizer(), List.of(row.getId())))
                + GAP
                + "before "
                + pieces.of(ids(row.getTokenizer(), row.getFollowers()))
                + GAP
                + row.getCounts().stream()
                        .map(count -> String.format(Locale.ROOT, "%,d", count))
                        .collect(Collectors.joining(" "))
                + " times";
    }

    private String near(Neighbours row) {
        List<Integer> all = row.getNeighbours();
        return names.shown(row.getTokenizer())
                + plane(row.getPlane())
                + GAP
                + row.getId()
                + " near "
                + all.stream().limit(MOST_NEAR).map(Object::toString).collect(Collectors.joining(" "))
                + (all.size() > MOST_NEAR ? " … " + all.size() + " in all" : "");
    }

    /** As a record of tokens, which is what pieces are made of. */
    private static TokenSequence ids(TokenizerFingerprint tokenizer, List<Integer> ids) {
        TokenSequence sequence = new TokenSequence();
        sequence.setTokenizer(tokenizer);
        sequence.setPlanes(List.of(new TokenPlane("", ids, 0)));
        return sequence;
    }

    private static String plane(String name) {
        return name.isEmpty() ? "" : " plane " + VisibleText.of(name);
    }

    private String content(TokenRecord record) {
        if (record instanceof TokenRecord.Vectors some) {
            return vectors.of(some);
        }
        TokenSequence sequence = ((TokenRecord.Ids) record).sequence();
        return PictureLine.isOf(sequence) ? PictureLine.of(sequence) : pieces.of(sequence);
    }

    private static String letter(Shown.Letter shown) {
        ConsumerRecord<byte[], byte[]> read = shown.read();
        DeadLetter letter = shown.letter();
        String size = RecordHeaders.text(read, DeadLetterHeaders.PAYLOAD_BYTES)
                .orElseGet(() -> Integer.toString(read.value() == null ? 0 : read.value().length));
        return VisibleText.of(shown.itemId()) + GAP + "dead letter " + VisibleText.of(letter.reason()) + GAP
                + VisibleText.of(size) + " bytes from " + letter.source() + GAP + VisibleText.of(letter.message());
    }
}
