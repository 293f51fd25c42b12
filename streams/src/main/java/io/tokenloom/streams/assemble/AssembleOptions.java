package io.tokenloom.streams.assemble;

import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.IdSpace;
import io.tokenloom.sequence.SequencePacking;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;

/**
 * Options of an app that joins the items of documents and packs them. Immutable.
 *
 * @param name unique; part of the ids of its sequences
 * @param inputs token topics
 * @param to topic of packed sequences
 * @param deadLetters topic of records that can't be used
 * @param grouping which items make a document
 * @param space where the ids of each tokenizer stand
 * @param budget the most ids of a document, if there is one
 * @param packing how documents are packed; empty: each document is a sequence of its own
 * @param late what becomes of late items
 * @param missing what becomes of incomplete documents
 */
public record AssembleOptions(
        String name,
        List<String> inputs,
        String to,
        String deadLetters,
        Grouping grouping,
        IdSpace space,
        Optional<TokenBudget> budget,
        Optional<SequencePacking.Options> packing,
        LatePolicy late,
        MissingPolicy missing)
        implements StreamsApp {
    /** Copies. */
    public AssembleOptions {
        inputs = List.copyOf(inputs);
    }

    @Override
    public Map<TopicSpec, Class<? extends SpecificRecord>> outputs() {
        return Map.of(TopicCatalogue.named(to, TopicCatalogue.PACKED), PackedSequence.class);
    }

    /** What one task reads ahead is held until the others are there, unless documents need the records of one task only. */
    @Override
    public Optional<Duration> alignment() {
        return grouping.isByRecordKey() ? Optional.empty() : Optional.of(grouping.gap());
    }

    @Override
    public Topology topology(TokenWire wire) {
        return AssembleTopology.of(this, wire);
    }
}
