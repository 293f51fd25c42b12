package io.tokenloom.streams.http;

/**
 * Where a server listens.
 *
 * @param host name or address of this machine
 * @param port 0: any that is free
 */
public record HttpAddress(String host, int port) {
    /** Only programs on this machine reach it. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    private static final int MOST_PORT = 65_535;

    /** Checks the port. */
    public HttpAddress {
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("Port " + port + "; 0 to " + MOST_PORT + " are valid.");
        }
    }
}
