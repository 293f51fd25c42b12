package io.tokenloom.streams.wire;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka Streams does when a processor throws. A failure with a code that says "not again" makes a dead letter; a
 * resource that is missing ends the app, which starts again from its last commit; anything else is a fault of ours, makes
 * a dead letter INTERNAL_ERROR and a line in the log. Where there is no source record, as in a punctuation, the app ends.
 * Streams makes it, from the settings {@code application.id} and {@code errors.dead.letter.queue.topic.name}.
 */
public final class UnexpectedFailures implements ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailures.class);

    private DeadLetters deadLetters;

    @Override
    public void configure(Map<String, ?> settings) {
        deadLetters = new DeadLetters(
                String.valueOf(settings.get(StreamsConfig.APPLICATION_ID_CONFIG)),
                String.valueOf(settings.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG)));
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        if (context.topic() == null || context.sourceRawValue() == null || isPassing(failure)) {
            LOG.error("{} failed in {}", deadLetters.app(), context.processorNodeId(), failure);
            return Response.fail();
        }
        TokenizationException told = failure instanceof TokenizationException known
                ? known
                : new TokenizationException(
                        FailureCode.INTERNAL_ERROR,
                        "The app failed on this record (" + failure.getClass().getSimpleName()
                                + "). Its log tells where; report it.",
                        failure);
        if (told != failure) {
            LOG.error(
                    "{} failed in {} on {}/{}/{}, which is a dead letter now",
                    deadLetters.app(),
                    context.processorNodeId(),
                    context.topic(),
                    context.partition(),
                    context.offset(),
                    failure);
        }
        SourceRecord source = new SourceRecord(
                context.topic(),
                context.partition(),
                context.offset(),
                context.timestamp(),
                context.sourceRawKey(),
                context.sourceRawValue(),
                context.headers());
        Record<byte[], byte[]> letter = deadLetters.of(source, context.processorNodeId(), told);
        return Response.resume(List.of(new ProducerRecord<>(
                deadLetters.topic(), null, letter.timestamp(), letter.key(), letter.value(), letter.headers())));
    }

    private static boolean isPassing(Exception failure) {
        return failure instanceof TokenizationException known && known.code().retriable();
    }
}
