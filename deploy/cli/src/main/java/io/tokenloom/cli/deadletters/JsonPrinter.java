package io.tokenloom.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.tokenloom.cli.deadletters.LetterTopic.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** For programs: one JSON object a line, {@code kind} says what it is. Stateless. */
final class JsonPrinter implements LetterPrinter {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    @Override
    public String letter(Letter letter, Optional<Replayed> replayed) {
        Map<String, Object> tree = tree("dead-letter", letter);
        tree.put("message", letter.says().message());
        tree.put("replays", letter.replays());
        tree.put("replayedAs", replayed.map(Replayed::as));
        return line(tree);
    }

    @Override
    public String summary(String topic, Seen seen, List<Group> groups) {
        Map<String, Object> tree = summary(topic, seen);
        tree.put("codes", groups);
        return line(tree);
    }

    @Override
    public String refusal(Verdict.Refused refused) {
        Map<String, Object> tree = tree("refused", refused.letter());
        tree.put("why", refused.why());
        return line(tree);
    }

    @Override
    public String summary(ReplayReport report) {
        Map<String, Object> tree = summary(report.topic(), report.seen());
        tree.put("mode", report.mode().name().toLowerCase(Locale.ROOT));
        tree.put("reach", report.reach().name().toLowerCase(Locale.ROOT));
        tree.put("records", report.records());
        tree.put("sentBefore", report.done());
        tree.put("refused", report.refused());
        tree.put("routes", report.routes());
        return line(tree);
    }

    private static Map<String, Object> tree(String kind, Letter letter) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", kind);
        tree.put("source", letter.source().toString());
        tree.put("letter", letter.address().toString());
        tree.put("code", letter.reason());
        tree.put("time", letter.time().toString());
        tree.put("key", letter.key());
        tree.put("payloadBytes", letter.payloadBytes());
        return tree;
    }

    private static Map<String, Object> summary(String topic, Seen seen) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", "summary");
        tree.put("topic", topic);
        tree.put("deadLetters", seen.letters());
        tree.put("selected", seen.selected());
        tree.put("strays", seen.strays());
        return tree;
    }

    private static String line(Map<String, Object> tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new AssertionError("plain values are always JSON", e);
        }
    }
}
