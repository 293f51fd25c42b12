package io.tokenloom.streams.statistics;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.streams.statistics.counts.Observation;
import io.tokenloom.streams.statistics.counts.Observation.TextExtent;
import io.tokenloom.token.PlacedIds;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenPlanes;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.IntList;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a token record says to which series. Not thread-safe. */
final class RecordObservations {
    /** Ids from here on are not counted: 8 bytes for each below are what a tally may take. */
    static final int MOST_IDS = 1 << 22;

    private final String tokenTopic;
    private final VocabularySizes vocabularies;

    RecordObservations(String tokenTopic, VocabularySizes vocabularies) {
        this.tokenTopic = tokenTopic;
        this.vocabularies = vocabularies;
    }

    /**
     * An observation for each plane; of vectors one, for the plane without a name.
     *
     * @throws TokenizationException MODEL_OUTPUT if the record breaks its contract or its ids can't be counted
     */
    Map<Series, Observation> of(TokenRecord record) {
        int items = record.source().getPart() == 0 && record.firstToken() == 0 ? 1 : 0;
        if (record instanceof TokenRecord.Ids ids) {
            try {
                return of(ids, items);
            } catch (TokenContractException e) {
                throw refused(e.getMessage(), e);
            }
        }
        return Map.of(series(record, ""), new Observation.Vectors(record.count(), items));
    }

    private Map<Series, Observation> of(TokenRecord.Ids record, int items) {
        TokenSequence sequence = record.sequence();
        TokenPlanes.tokens(sequence);
        Optional<TextExtent> text = text(sequence);
        Map<Series, Observation> observations = new LinkedHashMap<>();
        for (TokenPlane plane : sequence.getPlanes()) {
            Series series = series(record, plane.getName());
            int size =
                    plane.getVocabularySize() > 0 ? plane.getVocabularySize() : vocabularies.of(series.fingerprint());
            int[] ids = ids(sequence, plane, size);
            if (observations.put(series, new Observation.Ids(ids, size, items, text)) != null) {
                throw refused("Two planes with the name \"" + plane.getName() + "\". Give each its own.", null);
            }
        }
        return observations;
    }

    /** The tokenizer's own ids, also where the record has them placed in a shared id space. */
    private static int[] ids(TokenSequence sequence, TokenPlane plane, int vocabularySize) {
        int[] ids = IntList.array(plane.getIds());
        int below = vocabularySize > 0 ? Math.min(vocabularySize, MOST_IDS) : MOST_IDS;
        if (sequence.getFraming() != null && sequence.getFraming().getExpanded()) {
            return PlacedIds.remove(ids, sequence.getFraming(), below);
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= below) {
                throw refused(
                        "Id " + ids[i] + " at " + i + " of plane \"" + plane.getName() + "\"; ids from 0 to "
                                + (below - 1) + " can be counted here. Check the tokenizer.",
                        null);
            }
        }
        return ids;
    }

    /** Ends say where tokens lie; those of a record whose text has as many tokens as ends. */
    private static Optional<TextExtent> text(TokenSequence sequence) {
        if (sequence.getText() == null || sequence.getText().getByteEnds().isEmpty()) {
            return Optional.empty();
        }
        int[] ends = IntList.array(sequence.getText().getByteEnds());
        int tokens = sequence.getPlanes().get(0).getIds().size();
        if (ends.length != tokens) {
            throw refused(ends.length + " ends of " + tokens + " tokens. Each token has one end.", null);
        }
        int most = 0;
        int before = 0;
        for (int end : ends) {
            most = Math.max(most, end - before);
            before = end;
        }
        return Optional.of(new TextExtent(before, most));
    }

    private Series series(TokenRecord record, String plane) {
        Series series = new Series(
                tokenTopic,
                record.source().getTopic(),
                HexFormat.of().formatHex(record.tokenizer().bytes()),
                plane);
        if (series.text().getBytes(StandardCharsets.UTF_8).length > WindowedSeries.MOST_SERIES_BYTES
                || series.sourceTopic().indexOf('/') >= 0) {
            throw refused(
                    "Names of source topic and plane over " + WindowedSeries.MOST_SERIES_BYTES
                            + " bytes, or a topic with a slash. Give them names that Kafka takes.",
                    null);
        }
        return series;
    }

    private static TokenizationException refused(String message, Throwable cause) {
        return new TokenizationException(FailureCode.MODEL_OUTPUT, message, cause);
    }
}
