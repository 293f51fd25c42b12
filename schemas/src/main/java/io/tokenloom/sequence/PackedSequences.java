package io.tokenloom.sequence;

import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.record.PlanePlace;
import io.tokenloom.record.TextAttributes;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.ShallowCopy;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.wire.IntList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a consumer needs of a packed sequence besides its ids, and the items apart again. Thread-safe: stateless. */
public final class PackedSequences {
    private PackedSequences() {}

    /**
     * The tokens of one range, as their tokenizer gave them.
     *
     * @param range where they stand
     * @param planes their ids; empty where the tokens are vectors
     */
    public record ItemTokens(PlaceholderRange range, List<TokenPlane> planes) {
        /** Copies. */
        public ItemTokens {
            planes = List.copyOf(planes);
        }

        /** A token record with these ids, and of the others what a decoder needs besides. */
        public TokenSequence record() {
            TextAttributes text = new TextAttributes();
            text.setVocabularyDelta(range.getVocabularyDelta());
            TokenSequence record = new TokenSequence();
            record.setTokenizer(range.getTokenizer());
            record.setPlanes(planes);
            record.setText(text);
            return record;
        }
    }

    /** Where each document begins and the last one ends: cumulative lengths as attention kernels take them, from 0. */
    public static int[] cumulativeLengths(PackedSequence sequence) {
        List<PackedDocument> documents = sequence.getDocuments();
        int[] lengths = new int[documents.size() + 1];
        for (int i = 0; i < documents.size(); i++) {
            lengths[i + 1] = lengths[i] + documents.get(i).getLength();
        }
        return lengths;
    }

    /** The position of each id in its document, from 0. */
    public static int[] positionIds(PackedSequence sequence) {
        int[] positions = new int[sequence.getIds().size()];
        for (PackedDocument document : sequence.getDocuments()) {
            for (int i = 0; i < document.getLength(); i++) {
                positions[document.getOffset() + i] = i;
            }
        }
        return positions;
    }

    /** The share of the context length that has ids; 1 where documents are not packed. */
    public static double fill(PackedSequence sequence) {
        return sequence.getContextLength() == 0 ? 1 : (double) sequence.getIds().size() / sequence.getContextLength();
    }

    /**
     * The tokens of all items apart again, in their order, without begin and end ids, placeholders and offsets.
     *
     * @throws TokenContractException if the sequence says of itself what is not so
     */
    public static List<ItemTokens> items(PackedSequence sequence) {
        int[] ids = IntList.array(sequence.getIds());
        List<ItemTokens> items = new ArrayList<>();
        int documentEnd = 0;
        for (PackedDocument document : sequence.getDocuments()) {
            require(
                    document.getOffset() == documentEnd,
                    sequence,
                    "document " + document.getDocumentId() + " begins at " + document.getOffset()
                            + " and the one before ends at " + documentEnd);
            int at = document.getOffset();
            documentEnd = document.getOffset() + document.getLength();
            require(
                    documentEnd <= ids.length,
                    sequence,
                    "document " + document.getDocumentId() + " ends at " + documentEnd + " of " + ids.length + " ids");
            for (PlaceholderRange range : document.getRanges()) {
                at = checked(sequence, ids, range, at, documentEnd);
                items.add(new ItemTokens(range, planes(ids, range)));
            }
        }
        require(documentEnd == ids.length, sequence, "documents end at " + documentEnd + " of " + ids.length + " ids");
        return items;
    }

    /** Where the range ends, with its end ids. */
    private static int checked(PackedSequence sequence, int[] ids, PlaceholderRange range, int from, int to) {
        int begin = range.getOffset() - range.getBeginIds().size();
        int end = range.getOffset() + range.getLength();
        require(
                begin >= from && end + range.getEndIds().size() <= to,
                sequence,
                "the range of " + range.getItemId() + " from " + begin + " to " + end
                        + " overlaps another or leaves its document");
        require(
                stand(ids, begin, range.getBeginIds()) && stand(ids, end, range.getEndIds()),
                sequence,
                "begin or end ids of " + range.getItemId() + " are not there");
        int each = range.getExpanded() ? Math.max(1, range.getPlanes().size()) * range.getTokens() : 1;
        require(
                range.getLength() == each,
                sequence,
                "the range of " + range.getItemId() + " has " + range.getLength() + " ids for " + range.getTokens()
                        + " tokens");
        return end + range.getEndIds().size();
    }

    private static boolean stand(int[] ids, int at, List<Integer> expected) {
        for (int i = 0; i < expected.size(); i++) {
            if (ids[at + i] != expected.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static List<TokenPlane> planes(int[] ids, PlaceholderRange range) {
        if (range.getEmbedded()) {
            return List.of();
        }
        List<PlanePlace> places = range.getPlanes().isEmpty() ? List.of(new PlanePlace("", 0)) : range.getPlanes();
        List<TokenPlane> planes = new ArrayList<>();
        int below = range.getIdOffset();
        for (int plane = 0; plane < places.size(); plane++) {
            int[] own = new int[range.getTokens()];
            for (int i = 0; i < own.length; i++) {
                own[i] = ids[range.getOffset() + i * places.size() + plane] - below;
            }
            planes.add(new TokenPlane(
                    places.get(plane).getName(),
                    IntList.of(own),
                    places.get(plane).getVocabularySize()));
            below += places.get(plane).getVocabularySize();
        }
        return planes;
    }

    /** Sequences one after the other, as documents of one. */
    static PackedSequence join(List<PackedSequence> parts, String sequenceId, int contextLength, Instant closedAt) {
        int[] ids =
                new int[parts.stream().mapToInt(part -> part.getIds().size()).sum()];
        List<PackedDocument> documents = new ArrayList<>();
        int at = 0;
        for (PackedSequence part : parts) {
            int[] own = IntList.array(part.getIds());
            System.arraycopy(own, 0, ids, at, own.length);
            for (PackedDocument document : part.getDocuments()) {
                documents.add(moved(document, at));
            }
            at += own.length;
        }
        return PackedSequence.newBuilder()
                .setSequenceId(sequenceId)
                .setContextLength(contextLength)
                .setIds(IntList.of(ids))
                .setDocuments(documents)
                .setClosedAt(closedAt)
                .build();
    }

    private static PackedDocument moved(PackedDocument document, int by) {
        if (by == 0) {
            return document;
        }
        PackedDocument moved = ShallowCopy.of(document, new PackedDocument());
        moved.setOffset(document.getOffset() + by);
        moved.setRanges(document.getRanges().stream()
                .map(range -> {
                    PlaceholderRange copy = ShallowCopy.of(range, new PlaceholderRange());
                    copy.setOffset(range.getOffset() + by);
                    return copy;
                })
                .toList());
        return moved;
    }

    private static void require(boolean holds, PackedSequence sequence, String problem) {
        if (!holds) {
            throw new TokenContractException("Sequence " + sequence.getSequenceId() + ": " + problem
                    + ". It is damaged, or was written by something else.");
        }
    }
}
