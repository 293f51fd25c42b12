package io.tokenloom.streams.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.record.Modality;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.sequence.IdPlace;
import io.tokenloom.sequence.IdSpace;
import io.tokenloom.sequence.SequencePacking;
import io.tokenloom.sequence.TokenBudget;
import io.tokenloom.streams.AnnouncedTokenizers;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.assemble.AssembleOptions;
import io.tokenloom.streams.assemble.GroupKey;
import io.tokenloom.streams.assemble.Grouping;
import io.tokenloom.streams.assemble.LatePolicy;
import io.tokenloom.streams.assemble.MissingPolicy;
import io.tokenloom.streams.statistics.StatisticsOptions;
import io.tokenloom.streams.trim.Cut;
import io.tokenloom.streams.trim.Payload;
import io.tokenloom.streams.trim.TrimOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppsFileTest {
    private static final String TEXT = "1111111111111111";
    private static final String OLD_VISUAL = "2222222222222222";
    private static final String VISUAL = "3333333333333333";

    private static final AnnouncedTokenizers TOKENIZERS = new AnnouncedTokenizers(List.of(
            tokenizer("o200k_base", "1", TEXT, 200_019),
            tokenizer("visual-reference", "4", OLD_VISUAL, 512),
            tokenizer("visual-reference", "5", VISUAL, 1024)));

    @TempDir
    Path directory;

    @Test
    void fewWordsAreEnough() throws IOException {
        Apps apps = read("""
                application: tokenloom
                assemble:
                  - name: sequences
                    from: [tokens.text.v1, tokens.visual.v1]
                    to: tokens.packed.v1
                    ids:
                      - {tokenizer: o200k_base, modality: text, offset: 0}
                      - {tokenizer: visual-reference, modality: visual, offset: 200100, begin: [200019], end: [200020]}
                """);

        assertThat(apps.application()).isEqualTo("tokenloom");
        assertThat(apps.threads()).isEqualTo(1);
        assertThat(apps.apps())
                .containsExactly(new AssembleOptions(
                        "sequences",
                        List.of("tokens.text.v1", "tokens.visual.v1"),
                        "tokens.packed.v1",
                        "tokens.dlq.v1",
                        Grouping.DEFAULT,
                        new IdSpace(
                                List.of(
                                        new IdPlace(
                                                TEXT,
                                                Modality.TEXT,
                                                new IdPlace.Content.Shifted(0, 200_019),
                                                List.of(),
                                                List.of()),
                                        // A name alone is what was announced last.
                                        new IdPlace(
                                                VISUAL,
                                                Modality.VISUAL,
                                                new IdPlace.Content.Shifted(200_100, 1024),
                                                List.of(200_019),
                                                List.of(200_020))),
                                List.of()),
                        Optional.empty(),
                        Optional.empty(),
                        LatePolicy.DOCUMENT,
                        MissingPolicy.MARK));
        assertThat(apps.applicationId(apps.apps().get(0))).isEqualTo("tokenloom-sequences");
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        Apps apps = read("""
                application: tokenloom
                threads: 2
                assemble:
                  - name: sequences
                    from: [t]
                    to: p
                    deadLetters: d
                    documents:
                      by: [record-key]
                      gap: 1s
                      grace: 0s
                      span: 1min
                      items: 100
                      idle: 2s
                      heldBytes: 1048576
                      expect: {text: 1, visual: 2}
                      late: dead-letter
                      missing: dead-letter
                    ids:
                      - {tokenizer: visual-reference@4, modality: visual, placeholder: 7, expansion: each-record}
                      - {tokenizer: "1111111111111111", modality: text, offset: 10, size: 500}
                    documentEnd: [9]
                    budget: {ids: 64, division: complexity}
                    pack: {length: 128, delay: 5s, open: 2}
                trim:
                  - {name: small, from: t, to: small, tokens: 16}
                  - {name: bytes, from: t, to: bytes, bytes: 96}
                  - {name: level, from: t, to: level, payload: vectors, level: 9}
                statistics:
                  - {name: looks, from: [t], to: c, deadLetters: d, window: 10s, grace: 0s, mostPairs: 1000}
                """);

        AssembleOptions assemble = (AssembleOptions) apps.apps().get(0);
        assertThat(assemble.grouping())
                .isEqualTo(new Grouping(
                        List.of(GroupKey.RECORD_KEY),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        100,
                        Map.of(Modality.TEXT, 1, Modality.VISUAL, 2),
                        Duration.ofSeconds(2),
                        1 << 20));
        assertThat(assemble.space().places().get(0))
                .isEqualTo(new IdPlace(
                        OLD_VISUAL,
                        Modality.VISUAL,
                        new IdPlace.Content.Placeholder(7, IdPlace.Expansion.EACH_RECORD),
                        List.of(),
                        List.of()));
        assertThat(assemble.space().places().get(1).content()).isEqualTo(new IdPlace.Content.Shifted(10, 500));
        assertThat(assemble.space().documentEnd()).containsExactly(9);
        assertThat(assemble.budget()).contains(new TokenBudget(64, TokenBudget.Division.COMPLEXITY));
        assertThat(assemble.packing()).contains(new SequencePacking.Options(128, Duration.ofSeconds(5), 2));
        assertThat(assemble.late()).isEqualTo(LatePolicy.DEAD_LETTER);
        assertThat(assemble.missing()).isEqualTo(MissingPolicy.DEAD_LETTER);
        assertThat(apps.apps().subList(1, 5))
                .containsExactly(
                        new TrimOptions("small", "t", "small", "tokens.dlq.v1", Payload.IDS, new Cut.Tokens(16)),
                        new TrimOptions("bytes", "t", "bytes", "tokens.dlq.v1", Payload.IDS, new Cut.Bytes(96)),
                        new TrimOptions("level", "t", "level", "tokens.dlq.v1", Payload.VECTORS, new Cut.Level(9)),
                        new StatisticsOptions(
                                "looks", List.of("t"), "c", "d", Duration.ofSeconds(10), Duration.ZERO, 1000));
    }

    @Test
    void tellsEveryMistakeOfTheFileAtOnce() {
        assertThat(mistakes("""
                application: token loom
                assemble:
                  - name: sequences
                    from: []
                    to: tokens.packed.v1
                    documents: {late: never, expect: {audio: 1}}
                    pack: {length: 1}
                trim:
                  - {name: small, from: a, to: b, token: 16}
                statistics:
                  - {name: looks, from: [a], window: 0s}
                """))
                .contains(
                        "application: \"token loom\" is not right. Use 1 to 60 letters, digits, '.', '_' or '-'; unique on the"
                                + " Kafka cluster, and stable.",
                        "assemble[0]: \"ids\" is missing. Add it. Write a map with name, from, to and ids.",
                        "assemble[0].from: a list of 0 is not right. Write a list of at least one topic of token records.",
                        "assemble[0].pack.length: 1 is not right. Write the context length, 2 to 4000000 ids.",
                        "statistics[0].window: \"0s\" is not right. Write a duration over 0 such as 10s, 1min or 1h.")
                .anySatisfy(mistake -> assertThat(mistake).contains("\"audio\" is not known here"))
                .anySatisfy(mistake -> assertThat(mistake).contains("\"token\" is not known here"))
                .anySatisfy(mistake -> assertThat(mistake).contains("\"never\" is not allowed"));
    }

    @Test
    void tellsEveryMistakeThatOnlyTheTokenizersShow() {
        assertThat(mistakes("""
                application: tokenloom
                assemble:
                  - name: sequences
                    from: [a]
                    to: a
                    ids:
                      - {tokenizer: o300k, modality: text, offset: 0}
                      - {tokenizer: o200k_base, modality: text}
                    documentEnd: [1, 2, 3]
                    pack: {length: 3}
                  - name: overlapping
                    from: [a]
                    to: b
                    ids:
                      - {tokenizer: o200k_base, modality: text, offset: 0}
                      - {tokenizer: visual-reference, modality: visual, offset: 200000}
                trim:
                  - {name: small, from: a, to: b, tokens: 16, bytes: 3}
                  - {name: same, from: a, to: a, tokens: 16}
                """))
                .containsExactlyInAnyOrder(
                        "assemble[0].ids[0].tokenizer: \"o300k\" is not on tokens.tokenizers.v1. Start a job that uses it first,"
                                + " or mend the name. There are [o200k_base@1, visual-reference@4, visual-reference@5].",
                        "assemble[0].ids[1]: has neither an offset nor a placeholder. Write an offset for a tokenizer of ids, a"
                                + " placeholder for one of vectors.",
                        "assemble[0].pack.length: 3 has no room beside the 3 ids behind each document. Raise it.",
                        "assemble[0].to: is a topic that is read. Name another topic.",
                        "assemble[1].ids: can't be one id space. The ids of tokenizers o200k_base (0 to 200018) and"
                                + " visual-reference (200000 to 201023) overlap. Raise the offset of one of them.",
                        "trim[0]: has 2 of tokens, bytes and level. Write one of them.",
                        "trim[1].to: is the topic that is read. Name another topic.");
    }

    @Test
    void refusesAFileWithoutAppsAndNamesThatAreThereTwice() {
        assertThat(mistakes("application: tokenloom"))
                .containsExactly("has no app. Add one under assemble, trim, statistics, successors, neighbours.");
        assertThat(mistakes("""
                application: tokenloom
                trim:
                  - {name: a, from: a, to: b, tokens: 1}
                  - {name: a, from: a, to: c, tokens: 1}
                """))
                .containsExactly("trim[1].name: \"a\" is the name of trim[0].name too. Choose another.");
        assertThatThrownBy(() -> AppsFile.read(directory.resolve("none.yaml"))).hasMessageContaining("does not exist");
    }

    private Apps read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("apps.yaml"), yaml);
        Apps apps = AppsFile.read(file).apps(TOKENIZERS);
        assertThat(apps.apps()).doesNotContainNull().allSatisfy(app -> assertThat(app)
                .isInstanceOf(StreamsApp.class));
        return apps;
    }

    private List<String> mistakes(String yaml) {
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class, () -> read(yaml));
        return refused.mistakes().stream()
                .map(Mistake::toString)
                .map(text -> text.substring(text.indexOf("apps.yaml: ") + "apps.yaml: ".length()))
                .toList();
    }

    private static TokenizerVersion tokenizer(String name, String version, String fingerprint, int vocabulary) {
        return TokenizerVersion.newBuilder()
                .setName(name)
                .setVersion(version)
                .setFingerprint(new TokenizerFingerprint(HexFormat.of().parseHex(fingerprint)))
                .setSha256(ByteBuffer.allocate(32))
                .setModality("text")
                .setVocabularySize(vocabulary)
                .setManifest("")
                .build();
    }
}
