package io.tokenloom.standalone;

import java.util.Optional;

/**
 * Services that run elsewhere, by address. A part whose service is external is not started, not waited for and not
 * stopped; every other part is ours.
 *
 * @param bootstrap an external Kafka's {@code bootstrap.servers}
 * @param registryUrl an external schema registry's {@code schema.registry.url}
 */
public record ExternalServices(Optional<String> bootstrap, Optional<String> registryUrl) {
    /** Everything is ours. */
    public static final ExternalServices NONE = new ExternalServices(Optional.empty(), Optional.empty());

    /** Checks. */
    public ExternalServices {
        if (bootstrap.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("the external Kafka's address is blank; give host:port or leave it out");
        }
        if (registryUrl.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("the external registry's address is blank; give a URL or leave it out");
        }
    }
}
