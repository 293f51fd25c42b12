package io.tokenloom.cli.records;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.Modality;
import io.tokenloom.record.PackedSequence;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.sequence.DocumentAssembly;
import io.tokenloom.sequence.DocumentItem;
import io.tokenloom.sequence.DocumentSplitting;
import io.tokenloom.sequence.IdPlace;
import io.tokenloom.sequence.IdSpace;
import io.tokenloom.sequence.SequencePacking;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.IntList;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Token records of real texts and of pictures, and the sequences that the assemble app makes of them.
 *
 * @param text tokenizer of texts
 */
public record PackedRecords(TextBundle text) {
    private static final String VISUAL = "00000000000000aa";
    private static final Instant CLOSED = Instant.ofEpochSecond(60);

    /** A whole text. */
    public TokenRecord text(long offset, String itemId, String content) {
        return new TokenRecord.Ids(WrittenRoute.sequence(
                new RecordAddress("texts", 0, offset), 0, 1, itemId, content.getBytes(StandardCharsets.UTF_8), text));
    }

    /** A picture of some steps of as many tokens. */
    public List<TokenRecord> picture(long offset, String itemId, int steps, int tokens) {
        List<TokenRecord> records = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            int first = step * tokens;
            int[] ids = IntStream.range(first, first + tokens).map(i -> i % 64).toArray();
            records.add(new TokenRecord.Ids(TokenSequence.newBuilder()
                    .setSource(new SourceRef("pictures", 0, offset, step, steps))
                    .setItemId(itemId)
                    .setEventTime(Instant.EPOCH)
                    .setContentDigest(new ContentDigest(new byte[16]))
                    .setTokenizer(new TokenizerFingerprint(HexFormat.of().parseHex(VISUAL)))
                    .setPlanes(List.of(new TokenPlane("", IntList.of(ids), 64)))
                    .setOrder(TokenOrder.LATENT_1D)
                    .setTruncation(new Truncation(TruncationKind.ANY_PREFIX, List.of(), List.of()))
                    .setStream(new StreamPosition(itemId, (long) step, null, step, step == 0, null, ResetReason.NONE))
                    .build()));
        }
        return records;
    }

    /** Where their ids stand: texts as they are, pictures behind them, between two ids. */
    public IdSpace space() {
        return new IdSpace(
                List.of(
                        new IdPlace(
                                HexFormat.of().formatHex(text.fingerprint().shortBytes()),
                                Modality.TEXT,
                                new IdPlace.Content.Shifted(0, text.vocabularySize()),
                                List.of(),
                                List.of()),
                        new IdPlace(
                                VISUAL,
                                Modality.VISUAL,
                                new IdPlace.Content.Shifted(300_000, 64),
                                List.of(250_001),
                                List.of(250_002))),
                List.of(250_000));
    }

    /** The packs of documents, by their ids. */
    public List<PackedSequence> packed(int contextLength, Map<String, List<TokenRecord>> documents) {
        return packed(contextLength, Optional.empty(), documents);
    }

    /** The same of documents that have to keep to a budget. */
    public List<PackedSequence> packed(
            int contextLength, Optional<TokenBudget> budget, Map<String, List<TokenRecord>> documents) {
        DocumentAssembly assembly = new DocumentAssembly(space(), budget, OptionalInt.of(contextLength));
        SequencePacking packing =
                new SequencePacking(new SequencePacking.Options(contextLength, Duration.ofSeconds(10), 8));
        List<SequencePacking.Pack> packs = new ArrayList<>();
        documents.forEach((documentId, records) -> {
            PackedSequence document = assembly.assemble(
                            new DocumentAssembly.Facts(documentId, false, List.of(), CLOSED), DocumentItem.of(records))
                    .sequence();
            DocumentSplitting.parts(document, contextLength)
                    .forEach(part -> packs.addAll(packing.add(part, CLOSED).closed()));
        });
        packs.addAll(packing.closeAll(CLOSED));
        return packs.stream()
                .map(pack -> packing.sequence(pack, "sequences-0-" + pack.number()))
                .toList();
    }
}
