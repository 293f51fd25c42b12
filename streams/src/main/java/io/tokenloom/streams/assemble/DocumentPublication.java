package io.tokenloom.streams.assemble;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.PackedDocument;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.sequence.DocumentAssembly;
import io.tokenloom.sequence.DocumentItem;
import io.tokenloom.sequence.SequencePacking;
import io.tokenloom.streams.wire.SourceRecord;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** From the records of a document that has ended to its sequence, and to the reasons why some are not in it. */
final class DocumentPublication {
    private final AssembleOptions options;
    private final TokenValueReader reader;
    private final DocumentAssembly assembly;

    DocumentPublication(AssembleOptions options, TokenWire wire) {
        this.options = options;
        this.reader = wire.tokenValues();
        this.assembly = new DocumentAssembly(
                options.space(),
                options.budget(),
                options.packing().map(SequencePacking.Options::contextLength).stream()
                        .mapToInt(Integer::intValue)
                        .findFirst());
    }

    /** A record that is given up, and why. */
    record Refused(SourceRecord record, TokenizationException failure) {}

    /** What became of a document; no sequence where nothing is left of it. */
    record Published(Optional<PackedSequence> sequence, List<Refused> refused) {}

    /** Why a record of this tokenizer is refused. */
    TokenizationException unknown(TokenFacts facts) {
        return new TokenizationException(
                FailureCode.ID_SPACE,
                "Tokenizer " + HexFormat.of().formatHex(facts.tokenizer().bytes()) + " of item " + facts.itemId()
                        + " has no place in the id space of " + options.name()
                        + ". Give it one, or read a topic without it.");
    }

    /** The sequence of a document of these records. */
    Published publish(ClosedDocument document, Instant closedAt, List<SourceRecord> records) {
        List<Refused> refused = new ArrayList<>();
        List<Read> read = new ArrayList<>();
        for (SourceRecord record : records) {
            try {
                read.add(new Read(record, reader.read(record.value())));
            } catch (TokenizationException e) {
                refused.add(new Refused(record, e));
            }
        }
        List<DocumentItem> items = items(read, refused);
        DocumentAssembly.Assembled assembled = assembly.assemble(
                new DocumentAssembly.Facts(document.documentId(), document.late(), document.missing(), closedAt),
                items);
        assembled.refused().forEach((token, failure) -> read.stream()
                .filter(each -> isPart(each.token(), token))
                .forEach(each -> refused.add(new Refused(each.record(), refusal(failure)))));
        PackedDocument made = assembled.sequence().getDocuments().get(0);
        if (options.missing() == MissingPolicy.DEAD_LETTER && !made.getMissing().isEmpty()) {
            return new Published(Optional.empty(), incomplete(made, records));
        }
        boolean nothing = made.getRanges().isEmpty() && made.getOmitted().isEmpty();
        return new Published(nothing ? Optional.empty() : Optional.of(assembled.sequence()), refused);
    }

    private record Read(SourceRecord record, TokenRecord token) {}

    private static List<DocumentItem> items(List<Read> read, List<Refused> refused) {
        try {
            return DocumentItem.of(read.stream().map(Read::token).toList());
        } catch (TokenContractException e) {
            // Upgrades that don't fit what they upgrade: nobody knows which of them is wrong.
            read.forEach(each -> refused.add(new Refused(each.record(), refusal(e))));
            return List.of();
        }
    }

    private static boolean isPart(TokenRecord one, TokenRecord of) {
        return one.source().equals(of.source()) && one.tokenizer().equals(of.tokenizer());
    }

    private static TokenizationException refusal(TokenContractException failure) {
        return new TokenizationException(FailureCode.ID_SPACE, failure.getMessage(), failure);
    }

    private List<Refused> incomplete(PackedDocument document, List<SourceRecord> records) {
        TokenizationException failure = new TokenizationException(
                FailureCode.INCOMPLETE_DOCUMENT,
                "Document " + document.getDocumentId() + " has ended without "
                        + String.join(", ", document.getMissing())
                        + ". Raise gap, expect less, or have incomplete documents published and marked.");
        return records.stream().map(record -> new Refused(record, failure)).toList();
    }
}
