package io.tokenloom.jobs.tokenize;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes a {@link VisualOperator} in each task of a route of pictures. */
final class VisualOperatorFactory extends AbstractStreamOperatorFactory<SinkRecord>
        implements OneInputStreamOperatorFactory<SourceRecord, SinkRecord> {
    private static final long serialVersionUID = 1L;

    private final PlannedRoute route;
    private final String job;
    private final ContentSources contents;
    private final TokenizerOpening tokenizers;

    VisualOperatorFactory(PlannedRoute route, String job, ContentSources contents, TokenizerOpening tokenizers) {
        this.route = route;
        this.job = job;
        this.contents = contents;
        this.tokenizers = tokenizers;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<SinkRecord>> T createStreamOperator(
            StreamOperatorParameters<SinkRecord> parameters) {
        return (T) new VisualOperator(parameters, route, job, contents, tokenizers);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return VisualOperator.class;
    }
}
