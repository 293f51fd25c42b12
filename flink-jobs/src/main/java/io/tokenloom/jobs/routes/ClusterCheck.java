package io.tokenloom.jobs.routes;

import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.configuration.Durations;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds routes against the cluster they are to run on, before the first record: topics, sizes, times, transactions.
 * Needs DescribeConfigs on the topics; DescribeConfigs on the cluster where it is given, else a warning says what was
 * not checked.
 */
public final class ClusterCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterCheck.class);
    private static final String BROKER_MAX_TIMEOUT = "transaction.max.timeout.ms";
    private static final String TRANSACTION_FEATURE = "transaction.version";

    /** From this version on a delayed message can't tear a transaction (KIP-890). */
    private static final short SAFE_TRANSACTIONS = 2;

    private final Admin admin;
    private final String file;
    private final Routes routes;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, String> topicIds = new TreeMap<>();

    private ClusterCheck(Admin admin, String file, Routes routes) {
        this.admin = admin;
        this.file = file;
        this.routes = routes;
    }

    /**
     * Checks, and tells what a job needs to know.
     *
     * @param admin stays the caller's
     * @param file name of the routes file, for messages
     * @throws ConfigurationException with every mistake
     * @throws ClusterUnavailableException if the cluster can't be asked
     * @throws InterruptedException if interrupted while waiting
     */
    public static ClusterFacts check(Admin admin, String file, Routes routes) throws InterruptedException {
        ClusterCheck check = new ClusterCheck(admin, file, routes);
        Map<String, Config> topics = check.topics();
        check.outputsTakeWhatSourcesGive(topics);
        check.vocabulariesAreKept(topics.get(TopicCatalogue.VOCABULARIES.name()));
        if (routes.delivery().guarantee() == Guarantee.EXACTLY_ONCE) {
            check.transactionsAreSafe();
            check.brokerAllowsTheTimeout();
        }
        if (!check.mistakes.isEmpty()) {
            throw new ConfigurationException(check.mistakes);
        }
        Map<String, Integer> sizes = new TreeMap<>();
        topics.forEach((topic, config) ->
                sizes.put(topic, Math.toIntExact(number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG))));
        return new ClusterFacts(sizes, check.topicIds);
    }

    /** Configurations of the topics that are there; the others are mistakes. */
    private Map<String, Config> topics() throws InterruptedException {
        Map<String, String> places = new TreeMap<>();
        for (int i = 0; i < routes.routes().size(); i++) {
            Route route = routes.routes().get(i);
            places.putIfAbsent(route.from(), "routes[" + i + "].from.topic");
            places.putIfAbsent(route.to(), "routes[" + i + "].to");
            places.putIfAbsent(route.deadLetters(), "routes[" + i + "].deadLetters");
            if (route.dynamic().isPresent()) {
                places.putIfAbsent(TopicCatalogue.VOCABULARIES.name(), "routes[" + i + "].options.dynamic");
            }
        }
        var described = admin.describeTopics(places.keySet()).topicNameValues();
        Map<String, Config> topics = new TreeMap<>();
        for (Map.Entry<String, String> place : places.entrySet()) {
            String topic = place.getKey();
            try {
                topicIds.put(topic, described.get(topic).get().topicId().toString());
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                topics.put(
                        topic,
                        admin.describeConfigs(List.of(resource))
                                .values()
                                .get(resource)
                                .get());
            } catch (ExecutionException e) {
                topicMistake(place.getValue(), topic, e.getCause());
            }
        }
        return topics;
    }

    private void topicMistake(String path, String topic, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            add(path, "topic \"" + topic + "\" does not exist", "Create it, or mend the name.");
        } else if (cause instanceof AuthorizationException) {
            add(
                    path,
                    "this principal may not describe topic \"" + topic + "\"",
                    "Grant it Describe and DescribeConfigs on the topic.");
        } else {
            throw new ClusterUnavailableException("Kafka did not describe topic \"" + topic + "\"", cause);
        }
    }

    private void outputsTakeWhatSourcesGive(Map<String, Config> topics) {
        for (int i = 0; i < routes.routes().size(); i++) {
            Route route = routes.routes().get(i);
            Config source = topics.get(route.from());
            Config deadLetters = topics.get(route.deadLetters());
            keepsAll(i, "to", route.to(), topics.get(route.to()));
            keepsAll(i, "deadLetters", route.deadLetters(), deadLetters);
            if (source == null || deadLetters == null) {
                continue;
            }
            long needed =
                    number(source, TopicConfig.MAX_MESSAGE_BYTES_CONFIG) + TopicCatalogue.DEAD_LETTER_HEADER_BYTES;
            long given = number(deadLetters, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (given < needed) {
                add(
                        "routes[" + i + "].deadLetters",
                        "topic \"" + route.deadLetters() + "\" takes records of " + given + " bytes, but one of \""
                                + route.from() + "\" with its headers may have " + needed,
                        "Set " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " of \"" + route.deadLetters() + "\" to "
                                + needed + " or more.");
            }
        }
        timestampsAreTaken(topics);
    }

    /** A delta that is deleted or refused would leave records that nobody can decode. */
    private void vocabulariesAreKept(Config config) {
        String topic = TopicCatalogue.VOCABULARIES.name();
        for (int i = 0; config != null && i < routes.routes().size(); i++) {
            Route route = routes.routes().get(i);
            if (route.dynamic().isEmpty()) {
                continue;
            }
            String place = "routes[" + i + "].options.dynamic";
            if (!text(config, TopicConfig.CLEANUP_POLICY_CONFIG).equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                add(
                        place,
                        "topic \"" + topic + "\" deletes old records, and old tokens may need any of them",
                        "Set its " + TopicConfig.CLEANUP_POLICY_CONFIG + " to " + TopicConfig.CLEANUP_POLICY_COMPACT
                                + ".");
            }
            long needed = route.dynamic().get().largestDeltaBytes()
                    + (route.embeddings().wanted() ? EmbeddingOptions.MOST_BYTES : 0);
            long given = number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (given < needed) {
                add(
                        place + ".merges",
                        "topic \"" + topic + "\" takes records of " + given + " bytes, but a vocabulary delta may have "
                                + needed,
                        "Set " + TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " of \"" + topic + "\" to " + needed
                                + " or more, or write fewer merges.");
            }
        }
    }

    /** A compacted topic takes no records without key, and drops all but the last of a key. */
    private void keepsAll(int route, String key, String topic, Config config) {
        if (config != null
                && text(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            add(
                    "routes[" + route + "]." + key,
                    "topic \"" + topic + "\" is compacted, so records would get lost there",
                    "Set its " + TopicConfig.CLEANUP_POLICY_CONFIG + " to " + TopicConfig.CLEANUP_POLICY_DELETE + ".");
        }
    }

    /** Outputs carry the source's time; one that is refused for it would stop the job for good. */
    private void timestampsAreTaken(Map<String, Config> topics) {
        for (int i = 0; i < routes.routes().size(); i++) {
            Route route = routes.routes().get(i);
            Config source = topics.get(route.from());
            for (String target : List.of(route.to(), route.deadLetters())) {
                Config config = topics.get(target);
                if (source == null || config == null) {
                    continue;
                }
                String path = "routes[" + i + "]." + (target.equals(route.to()) ? "to" : "deadLetters");
                timestampsAreTaken(path, target, source, config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);
                timestampsAreTaken(path, target, source, config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);
            }
        }
    }

    private void timestampsAreTaken(String path, String target, Config source, Config config, String key) {
        boolean ownTime =
                text(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).equals("LogAppendTime");
        // What a source once took grows older, so only "any age" is enough for the past.
        long needed =
                key.equals(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG) ? Long.MAX_VALUE : number(source, key);
        if (!ownTime && number(config, key) < needed) {
            add(
                    path,
                    "topic \"" + target + "\" refuses records by their time where its source does not (" + key + " is "
                            + number(config, key) + ")",
                    "Set " + key + " of \"" + target + "\" to " + needed + ".");
        }
    }

    private void transactionsAreSafe() throws InterruptedException {
        try {
            FeatureMetadata features =
                    admin.describeFeatures().featureMetadata().get();
            FinalizedVersionRange transactions = features.finalizedFeatures().get(TRANSACTION_FEATURE);
            int version = transactions == null ? 0 : transactions.maxVersionLevel();
            if (version < SAFE_TRANSACTIONS) {
                add(
                        "delivery.guarantee",
                        "exactly-once needs brokers with " + TRANSACTION_FEATURE + " " + SAFE_TRANSACTIONS
                                + " (KIP-890), these have " + version,
                        "Upgrade the brokers to 4.0 or later and the feature with kafka-features.sh, or use"
                                + " at-least-once.");
            }
        } catch (ExecutionException e) {
            throw new ClusterUnavailableException("Kafka did not tell its features", e.getCause());
        }
    }

    private void brokerAllowsTheTimeout() throws InterruptedException {
        Duration wanted = routes.delivery().transactionTimeout();
        try {
            Node node = admin.describeCluster().nodes().get().iterator().next();
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
            Config config =
                    admin.describeConfigs(List.of(broker)).values().get(broker).get();
            Duration allowed = Duration.ofMillis(number(config, BROKER_MAX_TIMEOUT));
            if (wanted.compareTo(allowed) > 0) {
                add(
                        "delivery.transactionTimeout",
                        Durations.text(wanted) + " is more than the brokers allow (" + BROKER_MAX_TIMEOUT + " is "
                                + Durations.text(allowed) + ")",
                        "Lower it to " + Durations.text(allowed) + ", or raise " + BROKER_MAX_TIMEOUT
                                + " of the brokers.");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw new ClusterUnavailableException("Kafka did not tell its settings", e.getCause());
            }
            LOG.warn(
                    "Not checked for want of the right DescribeConfigs on the cluster: whether the brokers allow"
                            + " delivery.transactionTimeout {} ({}).",
                    Durations.text(wanted),
                    BROKER_MAX_TIMEOUT);
        }
    }

    private static String text(Config config, String key) {
        return config.get(key).value();
    }

    private static long number(Config config, String key) {
        return Long.parseLong(text(config, key));
    }

    private void add(String path, String problem, String mend) {
        mistakes.add(new Mistake(file, path, problem, mend));
    }
}
