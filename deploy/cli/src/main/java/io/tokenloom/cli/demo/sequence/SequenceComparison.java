package io.tokenloom.cli.demo.sequence;

import io.tokenloom.reader.decode.DecodedPart;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.decode.UnknownTokenizerException;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.Modality;
import io.tokenloom.record.OmittedTokens;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.sequence.DocumentItem;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.sequence.PackedSequences.ItemTokens;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the sequences of one app apart and compares them with the token records that it was given: the ids of every range
 * are those of its record, every token stands in one range or is declared to be left out, no picture is in two sequences,
 * and the texts of the ids have the digests of their sources. What it was given before is not looked at. Memory: the records,
 * and twice the ids of texts. Not thread-safe.
 */
final class SequenceComparison {
    private static final int MOST_PROBLEMS = 10;

    private final TokenDecoders decoders;
    private final Map<Part, ExpectedRecord> expected = new HashMap<>();
    private final Map<RecordAddress, Part> parts = new HashMap<>();
    private final Set<Part> open = new HashSet<>();
    private final Set<Item> items = new HashSet<>();
    private final Set<Item> differing = new HashSet<>();
    private final Set<Item> givenUp = new HashSet<>();
    private final Map<Picture, String> pictures = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long textBytes;

    /** What one tokenizer made of one source record. */
    private record Item(String topic, int partition, long offset, TokenizerFingerprint tokenizer) {
        static Item of(SourceRef source, TokenizerFingerprint tokenizer) {
            return new Item(source.getTopic(), source.getPartition(), source.getOffset(), tokenizer);
        }
    }

    private record Part(Item item, int part) {
        static Part of(SourceRef source, TokenizerFingerprint tokenizer) {
            return new Part(Item.of(source, tokenizer), source.getPart());
        }
    }

    private record Picture(Item item, long frame) {}

    /**
     * Compares with these records.
     *
     * @param decoders of the tokenizers of texts; stay the caller's to close
     */
    SequenceComparison(Collection<MadeRecord> made, TokenDecoders decoders) {
        this.decoders = decoders;
        made.forEach(each -> parts.put(
                each.at(), Part.of(each.record().source(), each.record().tokenizer())));
        for (DocumentItem item :
                DocumentItem.of(made.stream().map(MadeRecord::record).toList())) {
            for (TokenRecord record : item.records()) {
                Part part = Part.of(record.source(), record.tokenizer());
                expected.put(part, new ExpectedRecord(record));
                open.add(part);
                items.add(part.item());
            }
        }
    }

    /** Whether every record has come back, whole or with what is left out of it, or was given up. */
    boolean isComplete() {
        return open.isEmpty();
    }

    /** Takes a sequence of the app. */
    void sequence(PackedSequence sequence) {
        List<ItemTokens> tokens;
        try {
            tokens = PackedSequences.items(sequence);
        } catch (TokenContractException e) {
            problem(e.getMessage());
            sequence.getDocuments().forEach(document -> document.getRanges()
                    .forEach(range -> known(range.getSource(), range.getTokenizer())
                            .ifPresent(part -> differing.add(part.item()))));
            return;
        }
        for (ItemTokens item : tokens) {
            PlaceholderRange range = item.range();
            known(range.getSource(), range.getTokenizer()).ifPresent(part -> {
                ExpectedRecord record = expected.get(part);
                record.take(item).ifPresent(problem -> differs(part, record, problem));
                if (range.getModality() != Modality.TEXT) {
                    whole(part, range, sequence.getSequenceId());
                }
                settle(part, record);
            });
        }
        for (PackedDocument document : sequence.getDocuments()) {
            document.getOmitted().forEach(this::omitted);
        }
    }

    private void omitted(OmittedTokens omitted) {
        known(omitted.getSource(), omitted.getTokenizer()).ifPresent(part -> {
            ExpectedRecord record = expected.get(part);
            record.take(omitted).ifPresent(problem -> differs(part, record, problem));
            settle(part, record);
        });
    }

    private Optional<Part> known(SourceRef source, TokenizerFingerprint tokenizer) {
        return Optional.of(Part.of(source, tokenizer)).filter(expected::containsKey);
    }

    /** A picture is an image or a frame of a video; all steps of it stand in one sequence, each from its first token on. */
    private void whole(Part part, PlaceholderRange range, String sequenceId) {
        boolean frame = range.getStream() != null && range.getStream().getPresentationTimestamp() != null;
        Picture picture = new Picture(part.item(), frame ? range.getStream().getFrameIndex() : -1);
        String other = pictures.putIfAbsent(picture, sequenceId);
        if (range.getFirstToken() > 0 || other != null && !other.equals(sequenceId)) {
            differs(part, expected.get(part), "is a picture that is split");
        }
    }

    private void settle(Part part, ExpectedRecord record) {
        if (record.isComplete() && open.remove(part)) {
            record.wholeText().filter(text -> isText(text)).ifPresent(text -> decode(part, record, text));
        }
    }

    private static boolean isText(TokenSequence sequence) {
        return sequence.getStream() == null && sequence.getGeometry() == null;
    }

    private void decode(Part part, ExpectedRecord record, TokenSequence text) {
        try {
            DecodedPart decoded = decoders.text(text.getTokenizer()).decode(text);
            textBytes += decoded.bytes().length;
            if (!decoded.exact()) {
                differs(part, record, "does not decode to the text that it was made of");
            }
        } catch (UnknownTokenizerException | IllegalArgumentException e) {
            differs(part, record, "can't be decoded: " + e.getMessage());
        }
    }

    /** Takes note that the app made a dead letter of the record at an address of a token topic. */
    void gaveUp(RecordAddress tokenRecord) {
        Part part = parts.get(tokenRecord);
        if (part != null) {
            open.remove(part);
            givenUp.add(part.item());
        }
    }

    /** What it has come to; a record that has not come back differs. */
    Result result() {
        for (Part part : Set.copyOf(open)) {
            differs(part, expected.get(part), "is in no sequence, or not all of it");
        }
        return new Result(items.size() - givenUp.size(), differing.size(), givenUp.size(), textBytes, problems);
    }

    /**
     * What the comparison has come to.
     *
     * @param checkedItems items that were compared: what one tokenizer made of one source record
     * @param differingItems those in which anything was not as it was made
     * @param deadLetters items that the app gave up
     * @param textBytes bytes of the texts that were decoded from packed ids
     * @param problems the first things that were wrong
     */
    record Result(long checkedItems, long differingItems, long deadLetters, long textBytes, List<String> problems) {
        Result {
            problems = List.copyOf(problems);
        }
    }

    private void differs(Part part, ExpectedRecord record, String problem) {
        differing.add(part.item());
        SourceRef source = record.record().source();
        problem(record.record().itemId()
                + (source.getParts() == 1 ? "" : " part " + (source.getPart() + 1) + " of " + source.getParts()) + " "
                + problem);
    }

    private void problem(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }
}
