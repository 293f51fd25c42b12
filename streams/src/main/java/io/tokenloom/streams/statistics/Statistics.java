package io.tokenloom.streams.statistics;

import io.tokenloom.record.BigramDistribution;
import io.tokenloom.record.DeflatedIds;
import io.tokenloom.record.IdDistribution;
import io.tokenloom.record.SourceBytes;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.VocabularyUse;
import io.tokenloom.streams.statistics.counts.Tally;
import io.tokenloom.streams.statistics.measures.Entropy;
import io.tokenloom.streams.statistics.measures.HeapsExponent;
import io.tokenloom.streams.statistics.measures.UniformDistance;
import io.tokenloom.streams.statistics.measures.ZipfExponent;
import io.tokenloom.wire.IntList;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The statistics of a window, of what was counted in it. Thread-safe: stateless.
 *
 * <p>What tokens per item a stream has, and bytes per token, is in them. How many letters and digits a token holds is not: a
 * token record has no text, and the bytes of a token are only the most that it can hold. The Tokenize job, which has the
 * text, tells that by its gauges {@code itemsPerTokenMean} and {@code itemsPerTokenMax}.
 */
final class Statistics {
    private static final double THOUSAND = 1000;

    private Statistics() {}

    static TokenStatistics of(WindowedSeries windowed, long windowMicros, int partition, Tally tally) {
        Series series = windowed.series();
        Instant start = Instant.EPOCH.plus(windowed.windowStart(), ChronoUnit.MICROS);
        TokenStatistics statistics = new TokenStatistics();
        statistics.setTokenizer(new TokenizerFingerprint(HexFormat.of().parseHex(series.fingerprint())));
        statistics.setPlane(series.plane());
        statistics.setSourceTopic(series.sourceTopic());
        statistics.setTokenTopic(series.tokenTopic());
        statistics.setPartition(partition);
        statistics.setWindowStart(start);
        statistics.setWindowEnd(start.plus(windowMicros, ChronoUnit.MICROS));
        statistics.setRecords(tally.records());
        statistics.setItems(tally.items());
        statistics.setTokens(tally.tokens());
        statistics.setMostTokens(tally.mostTokens());
        statistics.setLate(tally.late());
        statistics.setVocabularySize(tally.vocabularySize());
        if (tally.idTokens() > 0) {
            long[] counts = tally.idCounts();
            double entropy = Entropy.ofCounts(counts);
            statistics.setDistribution(distribution(tally, counts, entropy));
            statistics.setBigrams(bigrams(tally));
            statistics.setSourceBytes(sourceBytes(tally, entropy));
            statistics.setDeflated(deflated(tally));
        }
        return statistics;
    }

    static Series series(TokenStatistics of) {
        return new Series(
                of.getTokenTopic(),
                of.getSourceTopic(),
                HexFormat.of().formatHex(of.getTokenizer().bytes()),
                of.getPlane());
    }

    private static IdDistribution distribution(Tally tally, long[] ascending, double entropy) {
        int[] growth = tally.growth();
        long[] descending = descending(ascending);
        return new IdDistribution(
                ascending.length,
                entropy,
                Math.pow(2, entropy),
                orNull(ZipfExponent.of(descending)),
                ascending.length * THOUSAND / tally.idTokens(),
                IntList.of(growth),
                orNull(HeapsExponent.of(growth)),
                tally.vocabularySize() == 0
                        ? null
                        : new VocabularyUse(
                                (double) ascending.length / tally.vocabularySize(),
                                UniformDistance.divergence(ascending, tally.vocabularySize()),
                                UniformDistance.totalVariation(ascending, tally.vocabularySize())),
                frequencies(descending));
    }

    /** At ranks a power of two apart: enough for a curve over logarithms, whatever the vocabulary. */
    private static List<Long> frequencies(long[] descending) {
        List<Long> frequencies = new ArrayList<>();
        for (int rank = 1; rank > 0 && rank <= descending.length; rank *= 2) {
            frequencies.add(descending[rank - 1]);
        }
        return frequencies;
    }

    private static BigramDistribution bigrams(Tally tally) {
        double share = tally.pairShare();
        return tally.pairs() == 0 || share == 0
                ? null
                : new BigramDistribution(tally.conditionalEntropy(), share, tally.pairs());
    }

    /** A token of a text takes as many bits as one of the window does on average, which is all of them as a rule. */
    private static SourceBytes sourceBytes(Tally tally, double entropy) {
        return tally.textBytes() == 0
                ? null
                : new SourceBytes(
                        tally.textBytes(),
                        tally.textTokens(),
                        tally.mostBytesPerToken(),
                        entropy * tally.textTokens() / tally.textBytes());
    }

    private static DeflatedIds deflated(Tally tally) {
        long[] bytes = tally.packedAndDeflatedBytes();
        return bytes[0] == 0 ? null : new DeflatedIds(bytes[0], bytes[1]);
    }

    private static long[] descending(long[] ascending) {
        long[] descending = new long[ascending.length];
        for (int i = 0; i < ascending.length; i++) {
            descending[i] = ascending[ascending.length - 1 - i];
        }
        return descending;
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
