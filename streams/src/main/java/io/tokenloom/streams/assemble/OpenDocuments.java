package io.tokenloom.streams.assemble;

import io.tokenloom.record.Modality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The documents that wait for more, and the rules by which they end. Where a document ends follows from the event times of
 * its items alone: behind a gap, after a span, at a number of records, or with the last item that was expected. It is closed
 * when the watermark has passed that time, so that nothing that belongs to it can still come. Not thread-safe.
 */
final class OpenDocuments {
    private static final Comparator<ClosedDocument> BY_CLOSE_TIME = Comparator.comparingLong(ClosedDocument::closeTime)
            .thenComparing(ClosedDocument::documentId)
            .thenComparingLong(document -> document.items().get(0).eventTime());

    private final Grouping grouping;
    private final long gap;
    private final long span;
    private final Map<Key, TreeSet<HeldItem>> documents = new HashMap<>();
    private final Map<Key, Long> due = new HashMap<>();
    private final TreeSet<Due> queue =
            new TreeSet<>(Comparator.comparingLong(Due::time).thenComparing(Due::key, Key.ORDER));
    private long bytes;

    /** Late items are a document of their own. */
    private record Key(String documentId, boolean late) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::documentId).thenComparing(Key::late);
    }

    /** When a document is to be looked at. */
    private record Due(long time, Key key) {}

    /** A stretch of a document that has ended, or will at a time. */
    private record Stretch(List<HeldItem> items, long closeTime) {}

    OpenDocuments(Grouping grouping) {
        this.grouping = grouping;
        this.gap = micros(grouping.gap());
        this.span = micros(grouping.span());
    }

    private static long micros(Duration duration) {
        return Math.multiplyExact(duration.toMillis(), 1000L);
    }

    /**
     * When an item's own document is closed, if it has come too late for any other: behind the watermark by more than the
     * gap, and no document is open that it belongs to.
     *
     * @param watermark microseconds
     */
    OptionalLong lateUntil(String documentId, long eventTime, long watermark) {
        if (watermark == SourceClocks.UNKNOWN || eventTime + gap >= watermark) {
            return OptionalLong.empty();
        }
        Set<HeldItem> open = documents.getOrDefault(new Key(documentId, false), new TreeSet<>());
        boolean joins = open.stream().anyMatch(item -> Math.abs(item.eventTime() - eventTime) <= gap);
        return joins ? OptionalLong.empty() : OptionalLong.of(watermark + gap);
    }

    /** Takes an item in. */
    void add(HeldItem item) {
        Key key = new Key(item.documentId(), item.lateUntil().isPresent());
        documents
                .computeIfAbsent(key, first -> new TreeSet<>(HeldItem.BY_EVENT_TIME))
                .add(item);
        bytes += item.bytes();
        long soonest = item.lateUntil().isPresent()
                ? item.lateUntil().getAsLong()
                : grouping.expect().isEmpty()
                                && grouping.items() > documents.get(key).size()
                        ? item.eventTime() + Math.min(gap, span)
                        : item.eventTime();
        look(key, Math.min(due.getOrDefault(key, Long.MAX_VALUE), soonest));
    }

    private void look(Key key, long time) {
        Long before = due.put(key, time);
        if (before != null) {
            queue.remove(new Due(before, key));
        }
        queue.add(new Due(time, key));
    }

    private void forget(Key key) {
        queue.remove(new Due(due.remove(key), key));
        documents.remove(key);
    }

    /**
     * The documents that end before a time, in the order in which they end.
     *
     * @param watermark microseconds; {@link SourceClocks#END} closes all
     */
    List<ClosedDocument> close(long watermark) {
        List<ClosedDocument> closed = new ArrayList<>();
        while (!queue.isEmpty() && queue.first().time() < watermark) {
            Key key = queue.first().key();
            Optional<Long> next = close(key, watermark, closed);
            if (next.isPresent()) {
                look(key, next.get());
            } else {
                forget(key);
            }
        }
        closed.sort(BY_CLOSE_TIME);
        return closed;
    }

    /** Closes the document that would end first, whatever the time; for when there is no room. */
    List<ClosedDocument> closeFirst() {
        List<ClosedDocument> closed = new ArrayList<>();
        if (!queue.isEmpty()) {
            Key key = queue.first().key();
            close(key, SourceClocks.END, closed);
            forget(key);
            closed.sort(BY_CLOSE_TIME);
        }
        return closed;
    }

    /** Closes what of a document has ended; tells when to look again, if something is left. */
    private Optional<Long> close(Key key, long watermark, List<ClosedDocument> closed) {
        TreeSet<HeldItem> items = documents.get(key);
        while (!items.isEmpty()) {
            Stretch first = key.late() ? late(items) : first(items);
            if (first.closeTime() >= watermark) {
                return Optional.of(first.closeTime());
            }
            closed.add(new ClosedDocument(
                    key.documentId(), key.late(), first.closeTime(), first.items(), missing(first.items())));
            first.items().forEach(items::remove);
            bytes -= first.items().stream().mapToLong(HeldItem::bytes).sum();
        }
        return Optional.empty();
    }

    private Stretch late(TreeSet<HeldItem> items) {
        long until = items.stream()
                .mapToLong(item -> item.lateUntil().orElseThrow())
                .min()
                .orElseThrow();
        return new Stretch(List.copyOf(items), until);
    }

    private Stretch first(TreeSet<HeldItem> items) {
        List<HeldItem> stretch = new ArrayList<>();
        for (HeldItem item : items) {
            if (!stretch.isEmpty()) {
                HeldItem last = stretch.get(stretch.size() - 1);
                HeldItem first = stretch.get(0);
                if (item.eventTime() - last.eventTime() > gap) {
                    break;
                }
                if (item.eventTime() - first.eventTime() > span) {
                    return new Stretch(stretch, first.eventTime() + span);
                }
                if (stretch.size() >= grouping.items() || isWhole(stretch)) {
                    return new Stretch(stretch, last.eventTime());
                }
            }
            stretch.add(item);
        }
        HeldItem last = stretch.get(stretch.size() - 1);
        boolean ended = stretch.size() >= grouping.items() || isWhole(stretch);
        return new Stretch(
                stretch,
                ended
                        ? last.eventTime()
                        : Math.min(last.eventTime() + gap, stretch.get(0).eventTime() + span));
    }

    private boolean isWhole(List<HeldItem> items) {
        return !grouping.expect().isEmpty()
                && missing(items).isEmpty()
                && items.stream().allMatch(item -> hasAllParts(items, item));
    }

    private static boolean hasAllParts(List<HeldItem> items, HeldItem of) {
        Set<Integer> parts = new HashSet<>();
        for (HeldItem item : items) {
            if (item.isOfItem(of)) {
                parts.add(item.source().getPart());
            }
        }
        return parts.size() >= of.source().getParts();
    }

    private List<String> missing(List<HeldItem> items) {
        List<String> missing = new ArrayList<>();
        for (Modality modality : Modality.values()) {
            int expected = grouping.expect().getOrDefault(modality, 0);
            if (expected == 0) {
                continue;
            }
            List<HeldItem> distinct = new ArrayList<>();
            for (HeldItem item : items) {
                if (item.modality() == modality && distinct.stream().noneMatch(item::isOfItem)) {
                    distinct.add(item);
                }
            }
            for (int i = distinct.size(); i < expected; i++) {
                missing.add(modality.name().toLowerCase(Locale.ROOT));
            }
        }
        return missing;
    }

    /** Bytes of all records that are held. */
    long bytes() {
        return bytes;
    }
}
