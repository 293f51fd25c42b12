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

    /**
     * The address in a text.
     *
     * @throws IllegalArgumentException for anything else than {@code [HOST:]PORT}
     */
    public static HttpAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new HttpAddress(
                    colon < 0 ? DEFAULT_HOST : text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no [HOST:]PORT, such as 127.0.0.1:8090.", e);
        }
    }
}
