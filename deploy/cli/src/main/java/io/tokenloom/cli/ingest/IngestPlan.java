package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which topic takes which form.
 *
 * @param texts where whole texts go
 * @param lines where lines go
 */
record IngestPlan(TopicSpec texts, TopicSpec lines) {

    /** Form that {@code --topic} asks for when {@code --as} does not: the platform's own topics take one form each. */
    static Optional<SourceForm> form(Optional<String> topic, Optional<SourceForm> asked) {
        if (asked.isPresent() || topic.isEmpty()) {
            return asked;
        }
        if (topic.get().equals(TopicCatalogue.TEXT.name())) {
            return Optional.of(SourceForm.TEXT);
        }
        return topic.get().equals(TopicCatalogue.LOGS.name()) ? Optional.of(SourceForm.LINES) : Optional.empty();
    }

    /**
     * The plan for these sources.
     *
     * @throws CommandException of a usage error if lines and texts would go to one topic
     */
    static IngestPlan of(Optional<String> topic, List<SourceFile> sources) {
        if (topic.isEmpty()) {
            return new IngestPlan(TopicCatalogue.TEXT, TopicCatalogue.LOGS);
        }
        Set<SourceForm> forms = EnumSet.noneOf(SourceForm.class);
        sources.forEach(source -> forms.add(source.form()));
        if (forms.size() > 1) {
            throw CommandException.usage("some of these files are logs and some are texts, and a topic takes one form:"
                    + " add --as lines or --as text to --topic " + topic.get());
        }
        return new IngestPlan(
                TopicCatalogue.named(topic.get(), TopicCatalogue.TEXT),
                TopicCatalogue.named(topic.get(), TopicCatalogue.LOGS));
    }

    TopicSpec topic(SourceForm form) {
        return form == SourceForm.TEXT ? texts : lines;
    }

    /** The topics that these sources need, with that of the progress. */
    List<TopicSpec> topics(List<SourceFile> sources) {
        List<TopicSpec> needed = new ArrayList<>();
        needed.add(Progress.TOPIC);
        sources.stream().map(source -> topic(source.form())).distinct().forEach(needed::add);
        return needed;
    }
}
