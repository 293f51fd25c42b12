package io.tokenloom.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Settings as a properties file: how the launcher hands them to the supervisor. */
public final class SettingsFile {
    private static final String PORT = "port.";
    private static final String EXTERNAL_BOOTSTRAP = "external.bootstrap";
    private static final String EXTERNAL_REGISTRY = "external.registry";
    private static final String BROKER = "broker.";
    private static final String FLINK = "flink.";

    private SettingsFile() {}

    /** Writes the settings, replacing the file as a whole. */
    public static void write(Path file, StandaloneSettings settings) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("home", settings.home().toString());
        properties.setProperty("distribution", settings.distribution().toString());
        properties.setProperty("java-home", settings.javaHome().toString());
        properties.setProperty("task-slots", Integer.toString(settings.taskSlots()));
        properties.setProperty("start-timeout", settings.startTimeout().toString());
        settings.external().bootstrap().ifPresent(value -> properties.setProperty(EXTERNAL_BOOTSTRAP, value));
        settings.external().registryUrl().ifPresent(value -> properties.setProperty(EXTERNAL_REGISTRY, value));
        settings.fixedPorts().forEach((port, number) -> properties.setProperty(PORT + port.name(), "" + number));
        settings.brokerOptions().forEach((key, value) -> properties.setProperty(BROKER + key, value));
        settings.flinkOptions().forEach((key, value) -> properties.setProperty(FLINK + key, value));
        settings.job().ifPresent(job -> {
            properties.setProperty("job.main-class", job.mainClass());
            putList(properties, "job.argument.", job.arguments());
            putList(
                    properties,
                    "job.class-path.",
                    job.classPath().stream().map(Path::toString).toList());
        });
        settings.apps().ifPresent(apps -> {
            properties.setProperty("apps.main-class", apps.mainClass());
            putList(properties, "apps.argument.", apps.arguments());
        });
        PropertiesFile.write(file, properties);
    }

    /** Reads what {@link #write} wrote. */
    public static StandaloneSettings read(Path file) throws IOException {
        Properties properties = PropertiesFile.read(file);
        Map<Port, Integer> ports = new HashMap<>();
        withPrefix(properties, PORT).forEach((key, value) -> ports.put(Port.valueOf(key), Integer.valueOf(value)));
        return new StandaloneSettings(
                Path.of(properties.getProperty("home")),
                Path.of(properties.getProperty("distribution")),
                Path.of(properties.getProperty("java-home")),
                ports,
                new ExternalServices(
                        Optional.ofNullable(properties.getProperty(EXTERNAL_BOOTSTRAP)),
                        Optional.ofNullable(properties.getProperty(EXTERNAL_REGISTRY))),
                Optional.ofNullable(properties.getProperty("job.main-class"))
                        .map(mainClass -> new JobSettings(
                                mainClass,
                                list(properties, "job.argument."),
                                list(properties, "job.class-path.").stream()
                                        .map(Path::of)
                                        .toList())),
                Optional.ofNullable(properties.getProperty("apps.main-class"))
                        .map(mainClass -> new AppsSettings(mainClass, list(properties, "apps.argument."))),
                Integer.parseInt(properties.getProperty("task-slots")),
                withPrefix(properties, BROKER),
                withPrefix(properties, FLINK),
                Duration.parse(properties.getProperty("start-timeout")));
    }

    private static void putList(Properties properties, String prefix, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            properties.setProperty(prefix + i, values.get(i));
        }
    }

    private static List<String> list(Properties properties, String prefix) {
        List<String> values = new ArrayList<>();
        while (properties.containsKey(prefix + values.size())) {
            values.add(properties.getProperty(prefix + values.size()));
        }
        return values;
    }

    private static Map<String, String> withPrefix(Properties properties, String prefix) {
        Map<String, String> found = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), properties.getProperty(key));
            }
        }
        return found;
    }
}
