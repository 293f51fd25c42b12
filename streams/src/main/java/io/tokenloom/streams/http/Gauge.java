package io.tokenloom.streams.http;

import io.tokenloom.record.BigramDistribution;
import io.tokenloom.record.DeflatedIds;
import io.tokenloom.record.IdDistribution;
import io.tokenloom.record.SourceBytes;
import io.tokenloom.record.TokenStatistics;
import io.tokenloom.record.VocabularyUse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A number of the newest window as Prometheus gets it.
 *
 * @param name without the prefix
 * @param help what it is
 * @param value nothing where the window has none
 */
record Gauge(String name, String help, Function<TokenStatistics, Optional<? extends Number>> value) {
    static final List<Gauge> ALL = List.of(
            always(
                    "window_end_seconds",
                    "End of the newest closed window, seconds since 1970",
                    each -> each.getWindowEnd().getEpochSecond()),
            always("window_records", "Token records in the window", TokenStatistics::getRecords),
            always("window_items", "Items in the window", TokenStatistics::getItems),
            always("window_tokens", "Tokens in the window", TokenStatistics::getTokens),
            always("window_late_records", "Records that came too late for their own window", TokenStatistics::getLate),
            new Gauge(
                    "tokens_per_item",
                    "Tokens of an item, mean",
                    each -> each.getItems() == 0
                            ? Optional.empty()
                            : Optional.of((double) each.getTokens() / each.getItems())),
            always("tokens_per_record_max", "Tokens of the largest record", TokenStatistics::getMostTokens),
            ids("distinct_ids", "Different ids in the window", IdDistribution::getDistinctIds),
            ids("entropy_bits", "Unigram entropy, bits a token", IdDistribution::getEntropy),
            ids("perplexity", "2 to the power of the unigram entropy", IdDistribution::getPerplexity),
            ids("zipf_exponent", "Exponent of rank and frequency", IdDistribution::getZipfExponent),
            ids("new_ids_per_thousand", "New ids in a thousand tokens", IdDistribution::getNewIdsPerThousand),
            ids("heaps_exponent", "Exponent of different ids and tokens", IdDistribution::getHeapsExponent),
            use("codebook_usage", "Share of the vocabulary that was seen", VocabularyUse::getCodebookUsage),
            use("uniform_divergence_bits", "Divergence from uniform, bits", VocabularyUse::getDivergenceFromUniform),
            use("uniform_variation", "Total variation from uniform", VocabularyUse::getVariationFromUniform),
            pairs(
                    "conditional_entropy_bits",
                    "Entropy given the previous id",
                    BigramDistribution::getConditionalEntropy),
            pairs("conditional_entropy_share", "Share of the pairs it is computed of", BigramDistribution::getShare),
            text("bits_per_byte", "Unigram bits for a byte of text", SourceBytes::getUnigramBitsPerByte),
            text(
                    "bytes_per_token",
                    "Bytes of text in a token, mean",
                    each -> (double) each.getBytes() / each.getTokens()),
            text("bytes_per_token_max", "Bytes of the longest token", SourceBytes::getMostPerToken),
            new Gauge("deflate_ratio", "Packed bytes to the same bytes deflated", each -> Optional.ofNullable(
                            each.getDeflated())
                    .map(Gauge::ratio)));

    private static Gauge always(String name, String help, Function<TokenStatistics, Number> value) {
        return new Gauge(name, help, each -> Optional.of(value.apply(each)));
    }

    private static Gauge ids(String name, String help, Function<IdDistribution, Number> value) {
        return new Gauge(
                name, help, each -> Optional.ofNullable(each.getDistribution()).map(value));
    }

    private static Gauge use(String name, String help, Function<VocabularyUse, Number> value) {
        return new Gauge(name, help, each -> Optional.ofNullable(each.getDistribution())
                .map(IdDistribution::getVocabulary)
                .map(value));
    }

    private static Gauge pairs(String name, String help, Function<BigramDistribution, Number> value) {
        return new Gauge(
                name, help, each -> Optional.ofNullable(each.getBigrams()).map(value));
    }

    private static Gauge text(String name, String help, Function<SourceBytes, Number> value) {
        return new Gauge(
                name, help, each -> Optional.ofNullable(each.getSourceBytes()).map(value));
    }

    private static double ratio(DeflatedIds bytes) {
        return (double) bytes.getPackedBytes() / bytes.getDeflatedBytes();
    }
}
