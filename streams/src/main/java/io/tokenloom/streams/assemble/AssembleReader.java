package io.tokenloom.streams.assemble;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.configuration.Durations;
import io.tokenloom.record.Modality;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.sequence.IdPlace;
import io.tokenloom.sequence.IdSpace;
import io.tokenloom.sequence.SequencePacking;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.streams.AnnouncedTokenizers;
import io.tokenloom.streams.Complaints;
import io.tokenloom.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an entry of {@code assemble} in an apps file, which its schema has been held against. Thread-safe: stateless. */
public final class AssembleReader {
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(10);
    private static final int DEFAULT_OPEN = 8;

    private AssembleReader() {}

    /** The options, if nothing more is wrong with them. */
    public static Optional<AssembleOptions> read(
            JsonNode entry, AnnouncedTokenizers tokenizers, Complaints complaints) {
        int before = complaints.mistakes().size();
        List<Integer> documentEnd = numbers(entry.path("documentEnd"));
        List<IdPlace> places = places(entry.path("ids"), tokenizers, complaints);
        Optional<SequencePacking.Options> packing = packing(entry.path("pack"), documentEnd, complaints);
        topics(entry, complaints);
        if (complaints.mistakes().size() == before) {
            IdSpace.mistakes(places, documentEnd)
                    .forEach(mistake ->
                            complaints.add("ids", "can't be one id space", named(mistake, entry.path("ids"), places)));
        }
        if (complaints.mistakes().size() != before) {
            return Optional.empty();
        }
        JsonNode documents = entry.path("documents");
        return Optional.of(new AssembleOptions(
                entry.path("name").asText(),
                texts(entry.path("from")),
                entry.path("to").asText(),
                entry.path("deadLetters").asText(TopicCatalogue.DEAD_LETTERS.name()),
                grouping(documents),
                new IdSpace(places, documentEnd),
                budget(entry.path("budget")),
                packing,
                documents.path("late").asText().equals("dead-letter") ? LatePolicy.DEAD_LETTER : LatePolicy.DOCUMENT,
                documents.path("missing").asText().equals("dead-letter")
                        ? MissingPolicy.DEAD_LETTER
                        : MissingPolicy.MARK));
    }

    private static void topics(JsonNode entry, Complaints complaints) {
        String to = entry.path("to").asText();
        if (texts(entry.path("from")).contains(to)) {
            complaints.add("to", "is a topic that is read", "Name another topic.");
        }
    }

    /** A mistake with tokenizers as the file calls them, and not by their fingerprints. */
    private static String named(String mistake, JsonNode ids, List<IdPlace> places) {
        String named = mistake;
        for (int i = 0; i < places.size(); i++) {
            named = named.replace(
                    places.get(i).tokenizer(), ids.get(i).path("tokenizer").asText());
        }
        return named;
    }

    private static List<IdPlace> places(JsonNode ids, AnnouncedTokenizers tokenizers, Complaints complaints) {
        List<IdPlace> places = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            place(ids.get(i), "ids[" + i + "]", tokenizers, complaints).ifPresent(places::add);
        }
        return places;
    }

    private static Optional<IdPlace> place(
            JsonNode entry, String at, AnnouncedTokenizers tokenizers, Complaints complaints) {
        if (entry.has("offset") == entry.has("placeholder")) {
            complaints.add(
                    at,
                    entry.has("offset") ? "has an offset and a placeholder" : "has neither an offset nor a placeholder",
                    "Write an offset for a tokenizer of ids, a placeholder for one of vectors.");
            return Optional.empty();
        }
        String name = entry.path("tokenizer").asText();
        Optional<TokenizerVersion> version = tokenizers.find(name);
        if (version.isEmpty()) {
            complaints.add(
                    at + ".tokenizer",
                    "\"" + name + "\" is not on " + TopicCatalogue.TOKENIZERS.name(),
                    "Start a job that uses it first, or mend the name. There are " + tokenizers.names() + ".");
            return Optional.empty();
        }
        IdPlace.Content content = entry.has("offset")
                ? new IdPlace.Content.Shifted(
                        entry.path("offset").asInt(),
                        entry.path("size").asInt(version.get().getVocabularySize()))
                : new IdPlace.Content.Placeholder(
                        entry.path("placeholder").asInt(),
                        entry.path("expansion").asText().equals("each-record")
                                ? IdPlace.Expansion.EACH_RECORD
                                : IdPlace.Expansion.EACH_TOKEN);
        return Optional.of(new IdPlace(
                HexFormat.of().formatHex(version.get().getFingerprint().bytes()),
                Modality.valueOf(entry.path("modality").asText().toUpperCase(Locale.ROOT)),
                content,
                numbers(entry.path("begin")),
                numbers(entry.path("end"))));
    }

    private static Optional<SequencePacking.Options> packing(
            JsonNode pack, List<Integer> documentEnd, Complaints complaints) {
        if (!pack.isObject()) {
            return Optional.empty();
        }
        int length = pack.path("length").asInt();
        if (length <= documentEnd.size()) {
            complaints.add(
                    "pack.length",
                    length + " has no room beside the " + documentEnd.size() + " ids behind each document",
                    "Raise it.");
            return Optional.empty();
        }
        return Optional.of(new SequencePacking.Options(
                length,
                duration(pack.path("delay"), DEFAULT_DELAY),
                pack.path("open").asInt(DEFAULT_OPEN)));
    }

    private static Optional<TokenBudget> budget(JsonNode budget) {
        return budget.isObject()
                ? Optional.of(new TokenBudget(
                        budget.path("ids").asInt(),
                        budget.path("division").asText().equals("complexity")
                                ? TokenBudget.Division.COMPLEXITY
                                : TokenBudget.Division.EQUAL))
                : Optional.empty();
    }

    private static Grouping grouping(JsonNode documents) {
        Grouping standard = Grouping.DEFAULT;
        Map<Modality, Integer> expect = new EnumMap<>(Modality.class);
        documents
                .path("expect")
                .properties()
                .forEach(each -> expect.put(
                        Modality.valueOf(each.getKey().toUpperCase(Locale.ROOT)),
                        each.getValue().asInt()));
        List<GroupKey> by = texts(documents.path("by")).stream()
                .map(key -> GroupKey.valueOf(key.replace('-', '_').toUpperCase(Locale.ROOT)))
                .toList();
        return new Grouping(
                by.isEmpty() ? standard.by() : by,
                duration(documents.path("gap"), standard.gap()),
                duration(documents.path("grace"), standard.grace()),
                duration(documents.path("span"), standard.span()),
                documents.path("items").asInt(standard.items()),
                expect,
                duration(documents.path("idle"), standard.idle()),
                documents.path("heldBytes").asLong(standard.heldBytes()));
    }

    private static Duration duration(JsonNode value, Duration standard) {
        return value.isTextual() ? Durations.parse(value.textValue()) : standard;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static List<Integer> numbers(JsonNode list) {
        List<Integer> numbers = new ArrayList<>();
        list.forEach(each -> numbers.add(each.asInt()));
        return numbers;
    }
}
