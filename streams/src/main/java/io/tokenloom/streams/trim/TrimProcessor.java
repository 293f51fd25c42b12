package io.tokenloom.streams.trim;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.streams.wire.TokenWire;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.TokenValueReader;
import io.tokenloom.wire.AvroRecordWriter;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Cuts one record after the other. What can't be cut is thrown, which makes it a dead letter. Tombstones pass. */
final class TrimProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final TrimOptions options;
    private final TokenValueReader reader;
    private final TokenWire wire;
    private AvroRecordWriter<TokenSequence> sequences;
    private AvroRecordWriter<TokenEmbeddings> embeddings;
    private ProcessorContext<byte[], byte[]> context;

    TrimProcessor(TrimOptions options, TokenWire wire) {
        this.options = options;
        this.wire = wire;
        this.reader = wire.tokenValues();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        if (options.payload() == Payload.IDS) {
            sequences = wire.writer(options.to(), TokenSequence.class);
        } else {
            embeddings = wire.writer(options.to(), TokenEmbeddings.class);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        context.forward(record.value() == null ? record : record.withValue(cut(reader.read(record.value()))));
    }

    private byte[] cut(TokenRecord whole) {
        boolean ids = whole instanceof TokenRecord.Ids;
        if (ids != (options.payload() == Payload.IDS)) {
            throw new TokenizationException(
                    FailureCode.UNEXPECTED_SCHEMA,
                    "Item " + whole.itemId() + " has " + (ids ? "ids" : "vectors") + ", and " + options.name()
                            + " cuts " + (ids ? "vectors" : "ids") + ". Set its payload to what the topic holds.");
        }
        try {
            TokenRecord cut = options.cut().of(whole);
            return cut instanceof TokenRecord.Ids sequence
                    ? sequences.write(sequence.sequence())
                    : embeddings.write(((TokenRecord.Vectors) cut).embeddings());
        } catch (TokenContractException e) {
            throw new TokenizationException(
                    FailureCode.TOKEN_BUDGET,
                    "Item " + whole.itemId() + " can't be cut to " + options.cut() + ": " + e.getMessage(),
                    e);
        }
    }
}
