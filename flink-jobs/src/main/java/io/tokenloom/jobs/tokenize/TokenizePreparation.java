package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.BundleException;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.routes.ClusterCheck;
import io.tokenloom.jobs.routes.ClusterFacts;
import io.tokenloom.jobs.routes.ClusterUnavailableException;
import io.tokenloom.jobs.routes.EmbeddingOptions;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.RecordFormat;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.record.Codebook;
import io.tokenloom.record.FrameItem;
import io.tokenloom.record.ImageItem;
import io.tokenloom.record.TextItem;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.record.VideoItem;
import io.tokenloom.record.VocabularyDelta;
import io.tokenloom.text.dynamic.EmbeddingTable;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.topics.TopicProvisioner;
import io.tokenloom.topics.TopicSpec;
import io.tokenloom.wire.SchemaSource;
import io.tokenloom.wire.Subjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * Everything that is done once before the job starts: topics, schemas and tokenizers are made or looked up, checked
 * against each other, and each tokenizer is described on {@code tokens.tokenizers.v1}, its tables of codes on {@code
 * tokens.codebooks.v1}, before the first record names it.
 */
final class TokenizePreparation {
    private static final DeviceSettings TO_PROVE = DeviceSettings.of(Device.CPU).withRuns(DeviceSettings.Runs.FEW);

    private final Path file;
    private final Routes routes;
    private final Connections connections;
    private final Provisioning provisioning;
    private final List<Mistake> mistakes = new ArrayList<>();

    private TokenizePreparation(Path file, Routes routes, Connections connections, Provisioning provisioning) {
        this.file = file;
        this.routes = routes;
        this.connections = connections;
        this.provisioning = provisioning;
    }

    /**
     * Prepares the start of a job.
     *
     * @param file the routes file, for messages
     * @throws ConfigurationException with every mistake
     * @throws io.tokenloom.jobs.routes.ClusterUnavailableException if Kafka does not answer
     * @throws TokenizationException if the schema registry does not answer or refuses a schema
     * @throws InterruptedException if interrupted while waiting
     */
    static TokenizePlan prepare(Path file, Routes routes, Connections connections, Provisioning provisioning)
            throws InterruptedException {
        TokenizePreparation preparation = new TokenizePreparation(file, routes, connections, provisioning);
        preparation.claimStore();
        Map<String, CheckedTokenizer> tokenizers = preparation.tokenizers();
        try (Admin admin = connect(connections)) {
            return preparation.plan(admin, tokenizers);
        }
    }

    private void claimStore() {
        try {
            Optional<ClaimStore> store = connections.claimStore();
            if (store.isPresent()) {
                try (ClaimStore asked = store.get()) {
                    asked.check();
                }
            }
        } catch (IllegalArgumentException | IOException e) {
            mistakes.add(new Mistake("connections", "claims.store", e.getMessage(), "Or leave claims out."));
        }
    }

    /** Asked first, for what comes next would call a wrong password a lack of rights. */
    private static Admin connect(Connections connections) throws InterruptedException {
        Admin admin;
        try {
            admin = Admin.create(connections.kafkaProperties());
        } catch (KafkaException e) {
            throw new ClusterUnavailableException("the settings of the connections file make no Kafka client", e);
        }
        try {
            admin.describeCluster().nodes().get();
            return admin;
        } catch (ExecutionException e) {
            admin.close();
            String answer =
                    e.getCause() instanceof AuthenticationException ? " did not let this job in" : " did not answer";
            throw new ClusterUnavailableException("Kafka at " + connections.bootstrapServers() + answer, e.getCause());
        }
    }

    /** Each tokenizer is opened once, which proves its golden items, and closed again: the workers open their own. */
    private Map<String, CheckedTokenizer> tokenizers() {
        Map<String, CheckedTokenizer> versions = new LinkedHashMap<>();
        Set<String> refused = new LinkedHashSet<>();
        for (int i = 0; i < routes.routes().size(); i++) {
            Route route = routes.routes().get(i);
            String location = route.tokenizer();
            if (!versions.containsKey(location) && !refused.contains(location)) {
                // Here the ids count, not the speed; the workers' device may not be on this machine.
                try (TokenizerBundle bundle = TokenizerBundle.open(location, TO_PROVE)) {
                    versions.put(location, CheckedTokenizer.of(bundle));
                } catch (BundleException e) {
                    refused.add(location);
                    for (String mistake : e.mistakes()) {
                        add(i, "tokenizer", location + ": " + mistake, "Mend the bundle.");
                    }
                }
            }
            if (versions.containsKey(location)) {
                mistakes.addAll(versions.get(location).forRoutes().mistakes(file, i, route));
                embeddings(i, route, versions.get(location).version().getVocabularySize());
            }
        }
        return versions;
    }

    private void embeddings(int index, Route route, int vocabularySize) {
        if (route.dynamic().isEmpty() || !route.embeddings().wanted()) {
            return;
        }
        String place = "options.dynamic.embeddings";
        try {
            EmbeddingTable table = EmbeddingTables.of(route.embeddings());
            long bytes = (long) route.dynamic().get().merges() * table.dimension() * Short.BYTES;
            if (table.size() < vocabularySize) {
                add(
                        index,
                        place,
                        "the table has " + table.size() + " rows, and the tokenizer " + vocabularySize + " ids",
                        "Name the table of a model with this tokenizer.");
            }
            if (bytes > EmbeddingOptions.MOST_BYTES) {
                add(
                        index,
                        place,
                        "embeddings of " + route.dynamic().get().merges() + " tokens of " + table.dimension()
                                + " numbers have " + bytes + " bytes, more than " + EmbeddingOptions.MOST_BYTES,
                        "Write fewer merges, or leave embeddings out.");
            }
        } catch (IllegalArgumentException e) {
            add(index, place, e.getMessage(), "Name a safetensors file and a tensor in it, or leave it out.");
        }
    }

    private TokenizePlan plan(Admin admin, Map<String, CheckedTokenizer> tokenizers) throws InterruptedException {
        List<Codebook> codebooks = tokenizers.values().stream()
                .flatMap(tokenizer -> tokenizer.codebooks().stream())
                .toList();
        if (provisioning == Provisioning.CREATE_MISSING) {
            new TopicProvisioner(admin).createMissing(wantedTopics(codebooks));
        }
        ClusterFacts facts;
        try {
            facts = ClusterCheck.check(admin, file.toString(), routes);
        } catch (ConfigurationException e) {
            mistakes.addAll(e.mistakes());
            throw new ConfigurationException(mistakes);
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        try (SchemaSource schemas = SchemaSource.connect(connections.schemaRegistry())) {
            Subjects subjects = new Subjects(schemas);
            int versionSchema = schema(subjects, TopicCatalogue.TOKENIZERS.name(), TokenizerVersion.class);
            List<PlannedRoute> planned = new ArrayList<>();
            List<TokenizerVersion> announced = new ArrayList<>();
            int deltaSchema = routes.makesVocabularies()
                    ? schema(subjects, TopicCatalogue.VOCABULARIES.name(), VocabularyDelta.class)
                    : 0;
            for (Route route : routes.routes()) {
                CheckedTokenizer tokenizer = tokenizers.get(route.tokenizer());
                TokenizerVersion version = tokenizer.version(route.mode());
                announced.add(tokenizer.version());
                announced.add(version);
                if (route.format() == RecordFormat.AVRO && provisioning == Provisioning.CREATE_MISSING) {
                    schema(subjects, route.from(), recordType(route.item()));
                }
                planned.add(new PlannedRoute(
                        route,
                        TokenizerAnnouncement.key(version),
                        TokenizerAnnouncement.key(tokenizer.version()),
                        schema(subjects, route.to(), tokenizer.recordType()),
                        deltaSchema,
                        facts.topicIds().get(route.from()),
                        facts.maxRecordBytes().get(route.to()),
                        facts.maxRecordBytes().get(route.deadLetters())));
            }
            TokenizerAnnouncement.publish(
                    connections, versionSchema, announced.stream().distinct().toList());
            if (!codebooks.isEmpty()) {
                int codebookSchema = schema(subjects, TopicCatalogue.CODEBOOKS.name(), Codebook.class);
                CodebookAnnouncement.publish(connections, codebookSchema, codebooks);
            }
            return new TokenizePlan(
                    routes.job(),
                    planned,
                    routes.delivery(),
                    connections,
                    routes.targetTopics(),
                    facts.largestRecordBytes(routes.targetTopics()));
        }
    }

    private static Class<? extends SpecificRecord> recordType(ItemKind item) {
        return switch (item) {
            case TEXT -> TextItem.class;
            case IMAGE -> ImageItem.class;
            case FRAME -> FrameItem.class;
            case VIDEO -> VideoItem.class;
        };
    }

    private int schema(Subjects subjects, String topic, Class<? extends SpecificRecord> type) {
        return provisioning == Provisioning.CREATE_MISSING
                ? subjects.register(topic, type)
                : subjects.lookUp(topic, type);
    }

    /** The routes' topics, each like the platform's own of its kind where it is not one of them. */
    private List<TopicSpec> wantedTopics(List<Codebook> codebooks) {
        Map<String, TopicSpec> wanted = new LinkedHashMap<>();
        wanted.put(TopicCatalogue.TOKENIZERS.name(), TopicCatalogue.TOKENIZERS);
        if (routes.makesVocabularies()) {
            wanted.put(TopicCatalogue.VOCABULARIES.name(), TopicCatalogue.VOCABULARIES);
        }
        if (!codebooks.isEmpty()) {
            wanted.put(TopicCatalogue.CODEBOOKS.name(), TopicCatalogue.CODEBOOKS);
        }
        for (Route route : routes.routes()) {
            TopicSpec target =
                    route.item() == ItemKind.TEXT ? TopicCatalogue.TEXT_TOKENS : TopicCatalogue.VISUAL_TOKENS;
            wanted.putIfAbsent(route.from(), TopicCatalogue.named(route.from(), source(route)));
            wanted.putIfAbsent(route.to(), TopicCatalogue.named(route.to(), target));
            wanted.putIfAbsent(
                    route.deadLetters(), TopicCatalogue.named(route.deadLetters(), TopicCatalogue.DEAD_LETTERS));
        }
        return List.copyOf(wanted.values());
    }

    private static TopicSpec source(Route route) {
        return switch (route.item()) {
            case TEXT -> route.format() == RecordFormat.LINES ? TopicCatalogue.LOGS : TopicCatalogue.TEXT;
            case IMAGE -> TopicCatalogue.IMAGES;
            case FRAME -> TopicCatalogue.FRAMES;
            case VIDEO -> TopicCatalogue.VIDEOS;
        };
    }

    private void add(int route, String key, String problem, String mend) {
        mistakes.add(new Mistake(file.toString(), "routes[" + route + "]." + key, problem, mend));
    }
}
