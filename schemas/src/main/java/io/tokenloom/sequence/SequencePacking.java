package io.tokenloom.sequence;

import io.tokenloom.record.PackedSequence;
import io.tokenloom.token.TokenContractException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Packs documents into sequences of a context length, a few at a time: each document goes into the open pack that it leaves
 * the least room in, so documents are not cut where they fit somewhere (best fit, as in "Fewer Truncations Improve Language
 * Modeling", Ding et al. 2024, online and with bounded memory). A pack is closed when it is full, when its time is over, or
 * when another has to be opened and there are enough; the fullest goes first. What is packed with what follows from the
 * documents, their order and their times alone. Holds at most {@code open * contextLength} ids. Not thread-safe.
 */
public final class SequencePacking {
    private final Options options;
    private final TreeMap<Long, OpenPack> open = new TreeMap<>();
    private long next;

    /**
     * How to pack.
     *
     * @param contextLength the most ids of a pack
     * @param delay how long a document may wait in a pack, in stream time
     * @param open packs that may be open at one time
     */
    public record Options(int contextLength, Duration delay, int open) {
        /** Checks. */
        public Options {
            if (contextLength < 1 || open < 1 || delay.isNegative()) {
                throw new IllegalArgumentException("A context length of " + contextLength + ", " + open
                        + " open packs, a delay of " + delay + "; write lengths and packs of 1 or more.");
            }
        }
    }

    /**
     * A pack.
     *
     * @param number packs are numbered as they are opened, from 0
     * @param openedAt time of its first document
     * @param parts documents, each a sequence of its own
     * @param closedAt when it was closed; where it is open, when it will be at the latest
     */
    public record Pack(long number, Instant openedAt, List<PackedSequence> parts, Instant closedAt) {
        /** Copies. */
        public Pack {
            parts = List.copyOf(parts);
        }
    }

    /** One that grows; its ids are counted once. */
    private static final class OpenPack {
        static final Comparator<OpenPack> BY_LENGTH = Comparator.<OpenPack>comparingInt(pack -> pack.length)
                .thenComparing(pack -> pack.number, Comparator.reverseOrder());

        final long number;
        final Instant openedAt;
        final Instant closedAt;
        final List<PackedSequence> parts = new ArrayList<>();
        int length;

        OpenPack(long number, Instant openedAt, Instant closedAt) {
            this.number = number;
            this.openedAt = openedAt;
            this.closedAt = closedAt;
        }

        void add(PackedSequence part) {
            parts.add(part);
            length += part.getIds().size();
        }
    }

    /**
     * Where a document was put.
     *
     * @param pack number of the pack
     * @param index place in it, from 0
     * @param closed packs that were closed for it, or by it, in order
     */
    public record Placement(long pack, int index, List<Pack> closed) {}

    /** Packs nothing yet. */
    public SequencePacking(Options options) {
        this.options = options;
    }

    /** Goes on with a pack that was open when another packing ended. Before anything is added. */
    public void resume(Pack pack) {
        OpenPack known = new OpenPack(pack.number(), pack.openedAt(), pack.closedAt());
        pack.parts().forEach(known::add);
        open.put(pack.number(), known);
        next = Math.max(next, pack.number() + 1);
    }

    /** Goes on with the numbers of another packing. Before anything is added. */
    public void resumeAt(long number) {
        next = Math.max(next, number);
    }

    /** Number of the pack that is opened next. */
    public long next() {
        return next;
    }

    /**
     * Puts a document into a pack.
     *
     * @param part of at most the context length
     * @param now stream time; never before that of an earlier call
     * @throws TokenContractException if it is longer
     */
    public Placement add(PackedSequence part, Instant now) {
        int length = part.getIds().size();
        if (length > options.contextLength()) {
            throw new TokenContractException("A document of " + length + " ids doesn't fit into a pack of "
                    + options.contextLength() + ". Split it first.");
        }
        List<Pack> closed = new ArrayList<>(advance(now));
        Optional<OpenPack> best = open.values().stream()
                .filter(pack -> pack.length + length <= options.contextLength())
                .max(OpenPack.BY_LENGTH);
        if (best.isEmpty() && open.size() == options.open()) {
            closed.add(close(Collections.max(open.values(), OpenPack.BY_LENGTH), now));
        }
        OpenPack target = best.orElseGet(() -> opened(now));
        target.add(part);
        if (target.length == options.contextLength()) {
            closed.add(close(target, now));
        }
        return new Placement(target.number, target.parts.size() - 1, closed);
    }

    private OpenPack opened(Instant now) {
        OpenPack pack = new OpenPack(next++, now, now.plus(options.delay()));
        open.put(pack.number, pack);
        return pack;
    }

    /** Closes the packs whose time is over. */
    public List<Pack> advance(Instant now) {
        List<Pack> closed = new ArrayList<>();
        for (OpenPack pack : List.copyOf(open.values())) {
            if (!pack.closedAt.isAfter(now)) {
                closed.add(close(pack, pack.closedAt));
            }
        }
        return closed;
    }

    /** Closes all packs. */
    public List<Pack> closeAll(Instant now) {
        List<Pack> closed = new ArrayList<>();
        for (OpenPack pack : List.copyOf(open.values())) {
            closed.add(close(pack, pack.closedAt.isBefore(now) ? pack.closedAt : now));
        }
        return closed;
    }

    private Pack close(OpenPack pack, Instant at) {
        open.remove(pack.number);
        return new Pack(pack.number, pack.openedAt, pack.parts, at);
    }

    /**
     * The sequence of a pack.
     *
     * @param sequenceId what it is called
     */
    public PackedSequence sequence(Pack pack, String sequenceId) {
        return PackedSequences.join(pack.parts(), sequenceId, options.contextLength(), pack.closedAt());
    }

    /** The open packs as they are now, in the order of their numbers. */
    public List<Pack> open() {
        return open.values().stream()
                .map(pack -> new Pack(pack.number, pack.openedAt, pack.parts, pack.closedAt))
                .toList();
    }
}
