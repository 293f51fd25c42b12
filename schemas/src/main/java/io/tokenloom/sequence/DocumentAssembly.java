package io.tokenloom.sequence;

import io.tokenloom.record.Modality;
import io.tokenloom.record.OmissionReason;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.ValidCuts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From the items of a document to its sequence. Immutable.
 *
 * @param space where the ids of each tokenizer stand
 * @param budget of a document, if it has one
 * @param contextLength the most ids that a picture with its begin and end ids may have, for it can't be split; empty where
 *     documents are not packed
 */
public record DocumentAssembly(IdSpace space, Optional<TokenBudget> budget, OptionalInt contextLength) {
    /**
     * A document's sequence, and the records that could not be part of it.
     *
     * @param sequence with one document; its offsets begin at 0
     * @param refused each with what is wrong with it
     */
    public record Assembled(PackedSequence sequence, Map<TokenRecord, TokenContractException> refused) {}

    /**
     * What a document is called, and what is known of it besides its items.
     *
     * @param documentId what its items have in common
     * @param late whether they came after its time
     * @param missing what was expected and did not come, in words
     * @param closedAt stream time at which it was closed
     */
    public record Facts(String documentId, boolean late, List<String> missing, Instant closedAt) {
        /** Copies. */
        public Facts {
            missing = List.copyOf(missing);
        }
    }

    /**
     * The sequence of some items, in their order. Of a picture of which a record is refused nothing is taken, of a text the
     * other records are.
     */
    public Assembled assemble(Facts facts, List<DocumentItem> items) {
        Map<TokenRecord, TokenContractException> refused = new IdentityHashMap<>();
        Map<TokenRecord, int[]> placed = new IdentityHashMap<>();
        for (DocumentItem item : items) {
            item.records().forEach(record -> place(record, placed, refused));
        }
        List<DocumentItem> known = items.stream()
                .filter(item -> space.find(item.records().get(0).tokenizer()).isPresent())
                .toList();
        List<Passage> passages = Passages.of(known, space).stream()
                .filter(passage -> passage.records().stream().allMatch(placed::containsKey))
                .toList();
        List<Omission> omissions = new ArrayList<>();
        List<Passage> fitting = withinContext(passages, omissions);
        if (budget.isPresent()) {
            TokenBudget.Divided divided =
                    budget.get().divide(fitting, space.documentEnd().size());
            fitting = divided.passages();
            divided.omissions().forEach(more -> more.among(omissions));
        }
        List<String> missing = new ArrayList<>(facts.missing());
        known.forEach(item -> missing.addAll(item.missing()));
        return new Assembled(sequence(facts, known, missing, fitting, omissions, placed), refused);
    }

    private void place(
            TokenRecord record, Map<TokenRecord, int[]> placed, Map<TokenRecord, TokenContractException> refused) {
        try {
            int[] ids = space.place(record);
            if (space.require(record.tokenizer()).modality() != Modality.TEXT) {
                requireCuts(record);
            }
            placed.put(record, ids);
        } catch (TokenContractException e) {
            refused.put(record, e);
        }
    }

    private static void requireCuts(TokenRecord record) {
        ValidCuts cuts = ValidCuts.of(record.truncation(), record.count());
        int qualities = record.truncation().getPrefixQualities().size();
        int lengths =
                switch (cuts.kind()) {
                    case NONE -> 0;
                    case ANY_PREFIX ->
                        record.count()
                                - (cuts.lengths().isEmpty() ? 1 : cuts.lengths().get(0))
                                + 1;
                    case SCALE_BOUNDARY, LEVEL_SET -> cuts.lengths().size();
                };
        if (qualities > 0 && qualities != lengths) {
            throw new TokenContractException("Item " + record.itemId() + " has " + qualities + " prefix qualities and "
                    + lengths + " valid lengths. One for each was expected, or none.");
        }
        if (record.firstToken() > 0) {
            throw new TokenContractException("Item " + record.itemId() + " is an upgrade from token "
                    + record.firstToken() + " on, and what it upgrades is not there.");
        }
    }

    private List<Passage> withinContext(List<Passage> passages, List<Omission> omissions) {
        if (contextLength.isEmpty()) {
            return passages;
        }
        int most = contextLength.getAsInt() - space.documentEnd().size();
        List<Passage> fitting = new ArrayList<>();
        for (Passage passage : passages) {
            if (passage instanceof Passage.Picture picture && picture.length() > most) {
                Optional<Passage.Picture> cut = picture.within(most);
                cut.ifPresent(fitting::add);
                Omission.between(picture, cut, OmissionReason.CONTEXT, omissions);
            } else {
                fitting.add(passage);
            }
        }
        return fitting;
    }

    private PackedSequence sequence(
            Facts facts,
            List<DocumentItem> items,
            List<String> missing,
            List<Passage> passages,
            List<Omission> omissions,
            Map<TokenRecord, int[]> placed) {
        SequenceBuilder builder = new SequenceBuilder();
        for (Passage passage : passages) {
            if (passage instanceof Passage.Text text) {
                builder.text(
                        text,
                        placed.get(text.record()),
                        space.require(text.record().tokenizer()));
            } else if (passage instanceof Passage.Picture picture) {
                builder.picture(picture, placed);
            }
        }
        builder.ids(space.documentEnd());
        PackedDocument document = PackedDocument.newBuilder()
                .setDocumentId(facts.documentId())
                .setLate(facts.late())
                .setOffset(0)
                .setLength(builder.length())
                .setFirstEventTime(time(items, facts, 0))
                .setLastEventTime(time(items, facts, items.size() - 1))
                .setMissing(missing)
                .setRanges(builder.ranges())
                .setOmitted(omissions.stream().map(Omission::told).toList())
                .build();
        return PackedSequence.newBuilder()
                .setSequenceId("")
                .setContextLength(0)
                .setIds(builder.ids())
                .setDocuments(List.of(document))
                .setClosedAt(facts.closedAt())
                .build();
    }

    private static Instant time(List<DocumentItem> items, Facts facts, int index) {
        return items.isEmpty() ? facts.closedAt() : items.get(index).eventTime();
    }
}
