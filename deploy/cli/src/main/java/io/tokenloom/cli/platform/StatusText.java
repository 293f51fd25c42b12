package io.tokenloom.cli.platform;

import io.tokenloom.cli.output.TextTable;
import io.tokenloom.standalone.PartStatus;
import io.tokenloom.standalone.StandaloneAddresses;
import io.tokenloom.standalone.StandaloneStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a platform, in words.
 *
 * @param platform the platform
 * @param status its state
 */
record StatusText(Platform platform, StandaloneStatus status) {

    /** State, parts and addresses, for a person. */
    String plain() {
        StringBuilder text = new StringBuilder();
        text.append("The platform in ").append(platform.home()).append(" is ").append(word(status.state()));
        status.supervisorPid()
                .ifPresent(pid -> text.append(" (process ").append(pid).append(")"));
        text.append(".").append(System.lineSeparator());
        status.notes()
                .forEach(note -> text.append("Note: ").append(note).append(".").append(System.lineSeparator()));
        if (!status.parts().isEmpty()) {
            text.append(System.lineSeparator()).append(parts());
        }
        if (status.supervisorPid().isPresent()) {
            status.addresses()
                    .ifPresent(places -> text.append(System.lineSeparator()).append(addresses(places)));
        }
        return text.toString().stripTrailing();
    }

    /** Where everything answers, a line each. */
    String addresses(StandaloneAddresses places) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Kafka", places.bootstrap());
        lines.put("schema registry", places.registryUrl());
        lines.put("Flink", places.flinkRestUrl());
        new TreeMap<>(places.metricsUrls()).forEach((part, page) -> lines.put(part + " metrics", page));
        lines.put("connections file", platform.connectionsFile().toString());
        lines.put("routes file", platform.routesFile(StartOptions.AS_BEFORE).toString());
        StringBuilder text = new StringBuilder();
        lines.forEach((name, place) -> text.append(String.format(Locale.ROOT, "  %-20s %s%n", name, place)));
        return text.toString();
    }

    private TextTable parts() {
        TextTable table = new TextTable("part", "state", "process", "deaths", "log");
        for (PartStatus part : status.parts()) {
            String detail = part.detail().isEmpty() ? "" : " (" + part.detail() + ")";
            table.row(
                    part.name(),
                    part.health().name().toLowerCase(Locale.ROOT) + detail,
                    part.pid().isPresent() ? Long.toString(part.pid().getAsLong()) : "-",
                    Integer.toString(part.failures()),
                    part.log().toString());
        }
        return table;
    }

    private static String word(StandaloneStatus.State state) {
        return switch (state) {
            case STOPPED -> "stopped";
            case STARTING -> "starting";
            case RUNNING -> "running";
            case DEGRADED -> "degraded: a part does not answer or is being restarted";
            case STOPPING -> "stopping";
        };
    }

    /** For a program. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("home", platform.home().toString());
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        status.supervisorPid().ifPresent(pid -> json.put("process", pid));
        status.addresses().ifPresent(places -> {
            Map<String, Object> addresses = new LinkedHashMap<>();
            addresses.put("kafka", places.bootstrap());
            addresses.put("schemaRegistry", places.registryUrl());
            addresses.put("flink", places.flinkRestUrl());
            addresses.put("metrics", new TreeMap<>(places.metricsUrls()));
            json.put("addresses", addresses);
        });
        json.put("connectionsFile", platform.connectionsFile().toString());
        json.put("routesFile", platform.routesFile(StartOptions.AS_BEFORE).toString());
        json.put("parts", status.parts().stream().map(StatusText::json).toList());
        json.put("notes", status.notes());
        return json;
    }

    private static Map<String, Object> json(PartStatus part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", part.name());
        json.put("health", part.health().name().toLowerCase(Locale.ROOT));
        part.pid().ifPresent(pid -> json.put("process", pid));
        json.put("deaths", part.failures());
        json.put("log", part.log().toString());
        json.put("detail", part.detail());
        return json;
    }
}
