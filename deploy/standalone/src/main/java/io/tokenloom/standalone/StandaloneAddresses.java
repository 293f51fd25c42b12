package io.tokenloom.standalone;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where the parts of an installation answer, all on the loopback address, and the external services that it uses.
 *
 * @param bootstrap Kafka's {@code bootstrap.servers}
 * @param registryUrl the schema registry's Confluent-compatible interface, a {@code schema.registry.url}
 * @param flinkRestUrl the JobManager's REST interface
 * @param appsUrl the apps' HTTP interface
 * @param metricsUrls Prometheus pages by part
 */
public record StandaloneAddresses(
        String bootstrap, String registryUrl, String flinkRestUrl, String appsUrl, Map<String, String> metricsUrls) {
    /** The one host name in all addresses. */
    public static final String HOST = "127.0.0.1";

    /** Copies. */
    public StandaloneAddresses {
        metricsUrls = Map.copyOf(metricsUrls);
    }

    /** The addresses that follow from ports, with those of external services in place of ours. */
    public static StandaloneAddresses of(PortTable ports, ExternalServices external) {
        Map<String, String> metrics = new TreeMap<>();
        if (external.registryUrl().isEmpty()) {
            metrics.put(PartNames.REGISTRY, url(ports, Port.REGISTRY) + "/metrics");
        }
        metrics.put(PartNames.JOB_MANAGER, url(ports, Port.JOB_MANAGER_METRICS) + "/metrics");
        metrics.put(PartNames.TASK_MANAGER, url(ports, Port.TASK_MANAGER_METRICS) + "/metrics");
        metrics.put(PartNames.APPS, url(ports, Port.APPS_HTTP) + "/metrics");
        return new StandaloneAddresses(
                external.bootstrap().orElse(HOST + ":" + ports.number(Port.KAFKA)),
                external.registryUrl().orElse(url(ports, Port.REGISTRY) + "/apis/ccompat/v7"),
                url(ports, Port.FLINK_REST),
                url(ports, Port.APPS_HTTP),
                metrics);
    }

    private static String url(PortTable ports, Port port) {
        return "http://" + HOST + ":" + ports.number(port);
    }
}
