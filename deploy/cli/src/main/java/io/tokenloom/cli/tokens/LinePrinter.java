package io.tokenloom.cli.tokens;

import io.tokenloom.cli.decode.PictureTokens;
import io.tokenloom.cli.records.DeadLetter;
import io.tokenloom.cli.records.RecordHeaders;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerVersion;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records for the eye. Not thread-safe. */
final class LinePrinter implements RecordPrinter {
    private static final String GAP = "  ";

    private final TokenizerNames names;
    private final TokenPieces pieces;

    LinePrinter(TokenizerNames names, TokenPieces pieces) {
        this.names = names;
        this.pieces = pieces;
    }

    @Override
    public String line(Shown shown) {
        ConsumerRecord<byte[], byte[]> read = shown.read();
        String place = read.partition() + "/" + read.offset() + GAP;
        if (shown instanceof Shown.Tokens tokens) {
            return place + tokens(tokens.sequence());
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

    private String tokens(TokenSequence sequence) {
        SourceRef source = sequence.getSource();
        String part = source.getParts() == 1 ? "" : " part " + (source.getPart() + 1) + " of " + source.getParts();
        int count = sequence.getPlanes().isEmpty()
                ? 0
                : sequence.getPlanes().get(0).getIds().size();
        return VisibleText.of(sequence.getItemId())
                + part
                + GAP
                + names.find(sequence.getTokenizer())
                        .map(TokenizerVersion::getName)
                        .map(VisibleText::of)
                        .orElseGet(() ->
                                HexFormat.of().formatHex(sequence.getTokenizer().bytes()))
                + GAP
                + String.format(Locale.ROOT, "%,d", count)
                + (count == 1 ? " token" : " tokens")
                + GAP
                + (PictureTokens.isIn(sequence) ? PictureLine.of(sequence) : pieces.of(sequence));
    }

    private static String letter(Shown.Letter shown) {
        ConsumerRecord<byte[], byte[]> read = shown.read();
        DeadLetter letter = shown.letter();
        String size = RecordHeaders.text(read, DeadLetterHeaders.PAYLOAD_BYTES)
                .orElseGet(() -> Integer.toString(read.value() == null ? 0 : read.value().length));
        return VisibleText.of(shown.itemId()) + GAP + "dead letter " + VisibleText.of(letter.code()) + GAP
                + VisibleText.of(size) + " bytes from " + letter.source() + GAP + VisibleText.of(letter.message());
    }
}
