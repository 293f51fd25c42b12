package io.tokenloom.cli.demo.sequence;

import io.tokenloom.cli.demo.report.MeasuredSeries;
import io.tokenloom.cli.demo.report.SequenceBar;
import io.tokenloom.cli.demo.report.SequenceCheck;
import io.tokenloom.cli.demo.report.SequenceExcerpt;
import io.tokenloom.cli.demo.report.SequenceOutcome;
import io.tokenloom.cli.demo.report.VisibleText;
import io.tokenloom.cli.stats.Packing;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.decode.UnknownTokenizerException;
import io.tokenloom.record.Modality;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.PackedSequences;
import io.tokenloom.sequence.PackedSequences.ItemTokens;
import io.tokenloom.token.TokenContractException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Adds sequences up, and picks those that a page shows. Memory: these. Not thread-safe. */
final class SequenceGathering {
    private static final int SHOWN = 48;
    private static final int SHOWN_IDS = 48;
    private static final byte[] NOTHING = {};

    private final TokenDecoders decoders;
    private final Packing packing = new Packing();
    private final List<SequenceBar> mixedBars = new ArrayList<>();
    private final List<SequenceBar> plainBars = new ArrayList<>();
    private Optional<PackedSequence> excerpt = Optional.empty();
    private boolean excerptIsMixed;

    SequenceGathering(TokenDecoders decoders) {
        this.decoders = decoders;
    }

    boolean isEmpty() {
        return packing.figures().sequences() == 0;
    }

    /** Takes a sequence of this run. */
    void add(PackedSequence sequence) {
        packing.add(sequence);
        show(sequence);
    }

    /** Takes a sequence only to be shown, if there is room. */
    void show(PackedSequence sequence) {
        boolean mixed = isMixed(sequence);
        List<SequenceBar> alike = mixed ? mixedBars : plainBars;
        if (alike.size() < SHOWN) {
            alike.add(SequenceBar.of(sequence));
        }
        if (excerpt.isEmpty() || mixed && !excerptIsMixed) {
            excerpt = Optional.of(sequence);
            excerptIsMixed = mixed;
        }
    }

    private static boolean isMixed(PackedSequence sequence) {
        return sequence.getDocuments().stream()
                        .flatMap(document -> document.getRanges().stream())
                        .map(range -> range.getModality() == Modality.TEXT)
                        .distinct()
                        .count()
                > 1;
    }

    SequenceOutcome outcome(List<SequenceComparison.Result> results, long notCompared, List<MeasuredSeries> measures) {
        Packing.Figures figures = packing.figures();
        SequenceCheck check = new SequenceCheck(
                figures.sequences(),
                figures.documents(),
                figures.ids(),
                figures.fill(),
                results.stream()
                        .mapToLong(SequenceComparison.Result::checkedItems)
                        .sum(),
                results.stream()
                        .mapToLong(SequenceComparison.Result::differingItems)
                        .sum(),
                results.stream()
                        .mapToLong(SequenceComparison.Result::deadLetters)
                        .sum(),
                results.stream().mapToLong(SequenceComparison.Result::textBytes).sum(),
                notCompared,
                results.stream().flatMap(result -> result.problems().stream()).collect(Collectors.toList()));
        return new SequenceOutcome(check, shown(), excerpt.flatMap(this::ranges), measures);
    }

    /** Those of texts and pictures first: a long log is many sequences that look alike. */
    private List<SequenceBar> shown() {
        return Stream.concat(mixedBars.stream(), plainBars.stream())
                .limit(SHOWN)
                .toList();
    }

    private Optional<SequenceExcerpt> ranges(PackedSequence sequence) {
        List<SequenceExcerpt.Range> ranges = new ArrayList<>();
        Iterator<ItemTokens> items;
        try {
            items = PackedSequences.items(sequence).iterator();
        } catch (TokenContractException e) {
            // The comparison has told that.
            return Optional.empty();
        }
        int count = 0;
        for (PackedDocument document : sequence.getDocuments()) {
            for (int i = 0; i < document.getRanges().size(); i++) {
                ItemTokens item = items.next();
                if (count++ < SequenceExcerpt.MAX_RANGES) {
                    ranges.add(range(document, item));
                }
            }
        }
        return Optional.of(new SequenceExcerpt(sequence.getSequenceId(), ranges, count));
    }

    private SequenceExcerpt.Range range(PackedDocument document, ItemTokens item) {
        boolean visual = item.range().getModality() != Modality.TEXT;
        return new SequenceExcerpt.Range(
                document.getDocumentId(),
                item.range().getItemId(),
                item.range().getOffset(),
                item.range().getLength(),
                item.range().getTokens(),
                visual,
                VisibleText.of(visual || item.planes().isEmpty() ? NOTHING : text(item)),
                !visual && item.range().getTokens() > SHOWN_IDS);
    }

    private byte[] text(ItemTokens item) {
        int[] ids = item.planes().get(0).getIds().stream()
                .limit(SHOWN_IDS)
                .mapToInt(Integer::intValue)
                .toArray();
        try {
            return decoders.text(item.range().getTokenizer()).bytes(item.record(), ids);
        } catch (UnknownTokenizerException | IllegalArgumentException e) {
            return NOTHING;
        }
    }
}
