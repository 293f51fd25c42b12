package io.tokenloom.secured;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * A broker that takes only TLS and SCRAM-SHA-512, and grants its users nothing of itself.
 *
 * @param certificate of the broker
 * @param users those who may log in besides {@link #ADMINISTRATOR}; their passwords are {@link #password}
 */
public record KafkaSecurity(TestCertificate certificate, List<String> users) {
    /** May do everything. */
    public static final String ADMINISTRATOR = "admin";

    private static final String MECHANISM = "SCRAM-SHA-512";

    /** Password of a user. */
    public static String password(String user) {
        return user + "-secret";
    }

    /** What {@code sasl.jaas.config} says for someone. */
    public static String jaas(String user, String password) {
        return ScramLoginModule.class.getName() + " required username=\"" + user + "\" password=\"" + password + "\";";
    }

    /** Settings with which a user's clients connect, but for the address. */
    public Map<String, String> clientSettings(String user) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                jaas(user, password(user)),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString());
    }

    /** For the listener CLIENTS; the controller's own listener needs no log-in. */
    public Map<String, String> brokerSettings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", MECHANISM);
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        settings.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config", jaas(ADMINISTRATOR, password(ADMINISTRATOR)));
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", certificate.keyStore().toString());
        settings.put("ssl.keystore.password", TestCertificate.PASSWORD);
        settings.put("ssl.key.password", TestCertificate.PASSWORD);
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificate.certificate().toString());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + ADMINISTRATOR + ";User:ANONYMOUS");
        return settings;
    }

    /** For the formatter of the metadata log: nobody can log in to add the first user. */
    public List<String> scramCredentials() {
        return Stream.concat(Stream.of(ADMINISTRATOR), users.stream())
                .map(user -> MECHANISM + "=[name=" + user + ",password=\"" + password(user) + "\"]")
                .toList();
    }
}
