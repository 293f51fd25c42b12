package io.tokenloom.jobs.archive;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.tokenize.DeadLetter;
import io.tokenloom.jobs.tokenize.Retries;
import io.tokenloom.jobs.tokenize.SinkRecord;
import io.tokenloom.jobs.tokenize.SourceRecord;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenPlanes;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees that a record can be archived; one that can't becomes a dead letter. */
final class ReadFunction extends ProcessFunction<SourceRecord, ReadRecord> {
    static final OutputTag<SinkRecord> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(SinkRecord.class));
    private static final Logger LOG = LoggerFactory.getLogger(ReadFunction.class);
    private static final byte[] NOTHING = {};

    private final DeadLetter.Address address;
    private final String job;
    private final Map<String, String> registry;

    private transient DeadLetter deadLetter;
    private transient SchemaSource schemas;
    private transient AvroRecordReader<TokenSequence> reader;

    ReadFunction(PlannedArchive archive, Map<String, String> registry) {
        this.address = archive.deadLetters();
        this.job = archive.job();
        this.registry = Map.copyOf(registry);
    }

    @Override
    public void open(OpenContext context) {
        deadLetter = new DeadLetter(address, job);
        schemas = SchemaSource.connect(registry);
        reader = AvroRecordReader.of(TokenSequence.class, schemas);
    }

    @Override
    public void processElement(SourceRecord source, Context context, Collector<ReadRecord> out)
            throws InterruptedException {
        Retries retries = new Retries();
        while (true) {
            int attempts = retries.attempts();
            try {
                out.collect(new ReadRecord(source, read(source)));
                return;
            } catch (TokenizationException failure) {
                Optional<Duration> wait = retries.waitAfter(failure, source);
                if (wait.isEmpty()) {
                    context.output(DEAD_LETTERS, deadLetter.of(withValue(source), failure, attempts));
                    return;
                }
                LOG.warn("{} waits: {}", address.contract(), failure.getMessage());
                Thread.sleep(wait.get().toMillis());
            }
        }
    }

    /** What the record says; null for a tombstone. */
    private TokenSequence read(SourceRecord source) {
        if (source.value() == null) {
            Tombstones.deletion(source);
            return null;
        }
        TokenSequence tokens = reader.read(source.value());
        try {
            TokenPlanes.tokens(tokens);
        } catch (TokenContractException e) {
            throw new TokenizationException(FailureCode.MODEL_OUTPUT, e.getMessage(), e);
        }
        return tokens;
    }

    private static SourceRecord withValue(SourceRecord source) {
        return source.value() != null
                ? source
                : new SourceRecord(
                        source.topic(),
                        source.partition(),
                        source.offset(),
                        source.timestamp(),
                        source.key(),
                        NOTHING,
                        source.headers());
    }

    @Override
    public void close() {
        if (schemas != null) {
            schemas.close();
        }
    }
}
