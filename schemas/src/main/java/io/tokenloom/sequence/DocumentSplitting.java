package io.tokenloom.sequence;

import io.tokenloom.record.Modality;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.token.ShallowCopy;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.wire.IntList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a document that is longer than a context length into parts of at most that length: a text between any two tokens, a
 * picture nowhere, and the ids behind the document stay with its last token. Thread-safe: stateless.
 */
public final class DocumentSplitting {
    private DocumentSplitting() {}

    /**
     * The parts of a document, or the document itself where it is not too long.
     *
     * @param document a sequence of one document, as {@link DocumentAssembly} makes it
     * @param contextLength the most ids of a part
     * @throws TokenContractException if a picture alone is longer
     */
    public static List<PackedSequence> parts(PackedSequence document, int contextLength) {
        if (document.getIds().size() <= contextLength) {
            return List.of(document);
        }
        Cutter cutter = new Cutter(document, contextLength);
        List<Atom> atoms = atoms(document);
        for (int i = 0; i < atoms.size(); i++) {
            cutter.add(atoms.get(i), i == atoms.size() - 1 ? tail(document, atoms) : 0);
        }
        return cutter.parts();
    }

    /**
     * Ranges that stay together, with the begin and end ids around them.
     *
     * @param from first id
     * @param to behind the last id
     */
    private record Atom(List<PlaceholderRange> ranges, int from, int to) {
        boolean isText() {
            return ranges.size() == 1 && ranges.get(0).getModality() == Modality.TEXT;
        }
    }

    private static List<Atom> atoms(PackedSequence document) {
        List<Atom> atoms = new ArrayList<>();
        for (PlaceholderRange range : document.getDocuments().get(0).getRanges()) {
            int from = range.getOffset() - range.getBeginIds().size();
            int to = range.getOffset() + range.getLength() + range.getEndIds().size();
            Atom last = atoms.isEmpty() ? null : atoms.get(atoms.size() - 1);
            if (last != null && samePicture(last.ranges().get(0), range)) {
                List<PlaceholderRange> together = new ArrayList<>(last.ranges());
                together.add(range);
                atoms.set(atoms.size() - 1, new Atom(together, last.from(), to));
            } else {
                atoms.add(new Atom(List.of(range), from, to));
            }
        }
        return atoms;
    }

    private static boolean samePicture(PlaceholderRange first, PlaceholderRange next) {
        return next.getModality() != Modality.TEXT
                && first.getStream() != null
                && next.getStream() != null
                && PictureSteps.areOf(next.getStream())
                && first.getTokenizer().equals(next.getTokenizer())
                && first.getSource().getTopic().equals(next.getSource().getTopic())
                && first.getSource().getPartition() == next.getSource().getPartition()
                && first.getSource().getOffset() == next.getSource().getOffset();
    }

    private static int tail(PackedSequence document, List<Atom> atoms) {
        return document.getIds().size() - atoms.get(atoms.size() - 1).to();
    }

    /** Fills one part after the other. */
    private static final class Cutter {
        private final PackedSequence document;
        private final int most;
        private final List<List<PlaceholderRange>> ranges = new ArrayList<>(List.of(new ArrayList<>()));
        private final List<Integer> starts = new ArrayList<>(List.of(0));
        private int end;

        Cutter(PackedSequence document, int most) {
            this.document = document;
            this.most = most;
        }

        /** @param tail ids behind the atom that have to stay with its last one */
        void add(Atom atom, int tail) {
            if (atom.to() + tail - start() <= most) {
                atom.ranges().forEach(range -> place(range, 0, range.getTokens()));
                end = atom.to() + tail;
            } else if (atom.isText()) {
                text(atom.ranges().get(0), tail);
            } else {
                if (atom.to() + tail - atom.from() > most) {
                    throw new TokenContractException("The picture "
                            + atom.ranges().get(0).getItemId() + " has " + (atom.to() - atom.from())
                            + " ids with its begin and end ids, a part has " + most
                            + ". Raise the context length, or cut the picture first.");
                }
                next(atom.from());
                add(atom, tail);
            }
        }

        private void text(PlaceholderRange range, int tail) {
            int stride = Math.max(1, range.getPlanes().size());
            int done = 0;
            while (done < range.getTokens()) {
                int left = range.getTokens() - done;
                int at = range.getOffset() + done * stride;
                int room = (start() + most - at) / stride;
                boolean all = (long) left * stride + tail <= start() + most - at;
                int take = all ? left : Math.min(room, tail > 0 ? left - 1 : left);
                if (take > 0) {
                    place(range, done, take);
                    done += take;
                    end = at + take * stride + (all ? tail : 0);
                } else if (at > start()) {
                    next(at);
                } else {
                    throw new TokenContractException("A context length of " + most + " has no room for a token of "
                            + range.getItemId() + " with what ends its document. Raise it.");
                }
            }
        }

        private int start() {
            return starts.get(starts.size() - 1);
        }

        private void next(int from) {
            starts.add(from);
            ranges.add(new ArrayList<>());
            end = from;
        }

        private void place(PlaceholderRange range, int first, int tokens) {
            int stride = Math.max(1, range.getPlanes().size());
            PlaceholderRange placed = ShallowCopy.of(range, new PlaceholderRange());
            if (tokens != range.getTokens()) {
                placed.setFirstToken(range.getFirstToken() + first);
                placed.setTokens(tokens);
                placed.setLength(tokens * stride);
            }
            placed.setOffset(range.getOffset() + first * stride - start());
            ranges.get(ranges.size() - 1).add(placed);
        }

        List<PackedSequence> parts() {
            PackedDocument whole = document.getDocuments().get(0);
            int[] ids = IntList.array(document.getIds());
            List<PackedSequence> parts = new ArrayList<>();
            for (int part = 0; part < starts.size(); part++) {
                int from = starts.get(part);
                int to = part + 1 < starts.size() ? starts.get(part + 1) : end;
                boolean last = part == starts.size() - 1;
                PackedDocument cut = PackedDocument.newBuilder()
                        .setDocumentId(whole.getDocumentId())
                        .setLate(whole.getLate())
                        .setPart(part)
                        .setParts(starts.size())
                        .setOffset(0)
                        .setLength(to - from)
                        .setFirstEventTime(whole.getFirstEventTime())
                        .setLastEventTime(whole.getLastEventTime())
                        .setMissing(last ? whole.getMissing() : List.of())
                        .setRanges(ranges.get(part))
                        .setOmitted(last ? whole.getOmitted() : List.of())
                        .build();
                parts.add(PackedSequence.newBuilder()
                        .setSequenceId(document.getSequenceId())
                        .setContextLength(document.getContextLength())
                        .setIds(IntList.of(Arrays.copyOfRange(ids, from, to)))
                        .setDocuments(List.of(cut))
                        .setClosedAt(document.getClosedAt())
                        .build());
            }
            return parts;
        }
    }
}
