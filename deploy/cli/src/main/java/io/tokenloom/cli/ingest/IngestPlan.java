package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which topic takes which form.
 *
 * @param topics by form
 */
record IngestPlan(Map<SourceForm, TopicSpec> topics) {
    private static final Map<SourceForm, TopicSpec> USUAL = new EnumMap<>(Map.of(
            SourceForm.TEXT,
            TopicCatalogue.TEXT,
            SourceForm.LINES,
            TopicCatalogue.LOGS,
            SourceForm.IMAGE,
            TopicCatalogue.IMAGES,
            SourceForm.VIDEO,
            TopicCatalogue.VIDEOS,
            SourceForm.FRAMES,
            TopicCatalogue.FRAMES));

    /** Form that {@code --topic} asks for when {@code --as} does not: the platform's own topics take one form each. */
    static Optional<SourceForm> form(Optional<String> topic, Optional<SourceForm> asked) {
        if (asked.isPresent() || topic.isEmpty()) {
            return asked;
        }
        return Arrays.stream(SourceForm.values())
                .filter(form -> USUAL.get(form).name().equals(topic.get()))
                .findFirst();
    }

    /**
     * The plan for these sources.
     *
     * @throws CommandException of a usage error if several forms would go to one topic
     */
    static IngestPlan of(Optional<String> topic, List<SourceFile> sources) {
        if (topic.isEmpty()) {
            return new IngestPlan(USUAL);
        }
        Set<SourceForm> forms = EnumSet.noneOf(SourceForm.class);
        sources.forEach(source -> forms.add(source.form()));
        if (forms.size() > 1) {
            throw CommandException.usage("these files have several forms ("
                    + String.join(
                            ", ",
                            forms.stream()
                                    .map(form -> form.name().toLowerCase(java.util.Locale.ROOT))
                                    .toList())
                    + "), and a topic takes one: add --as to --topic " + topic.get());
        }
        Map<SourceForm, TopicSpec> topics = new EnumMap<>(SourceForm.class);
        USUAL.forEach((form, usual) -> topics.put(form, TopicCatalogue.named(topic.get(), usual)));
        return new IngestPlan(topics);
    }

    TopicSpec topic(SourceForm form) {
        return topics.get(form);
    }

    /** The topics that these sources need, with that of the progress. */
    List<TopicSpec> topics(List<SourceFile> sources) {
        List<TopicSpec> needed = new ArrayList<>();
        needed.add(Progress.TOPIC);
        sources.stream().map(source -> topic(source.form())).distinct().forEach(needed::add);
        return needed;
    }
}
