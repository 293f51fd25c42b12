package io.tokenloom.jobs.tokenize;

import io.tokenloom.text.mode.TextMode;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes a {@link DynamicOperator} in each task of a route of texts that are merged. */
final class DynamicOperatorFactory extends AbstractStreamOperatorFactory<SinkRecord>
        implements OneInputStreamOperatorFactory<SourceRecord, SinkRecord> {
    private static final long serialVersionUID = 1L;

    private final PlannedRoute route;
    private final TextMode.Dynamic mode;
    private final String job;
    private final ContentSources contents;

    DynamicOperatorFactory(PlannedRoute route, TextMode.Dynamic mode, String job, ContentSources contents) {
        this.route = route;
        this.mode = mode;
        this.job = job;
        this.contents = contents;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends StreamOperator<SinkRecord>> T createStreamOperator(
            StreamOperatorParameters<SinkRecord> parameters) {
        return (T) new DynamicOperator(parameters, route, mode, job, contents);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return DynamicOperator.class;
    }
}
