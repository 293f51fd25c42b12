package io.tokenloom.standalone.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Small HTTP requests to a part. The JDK's newer client would cost the supervisor more memory than all else. */
final class LoopbackHttp {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MOST_BYTES = 1 << 20;

    private LoopbackHttp() {}

    /** The body of a successful GET; any other answer is an exception. */
    static String get(String url) throws IOException {
        return exchange(open(url));
    }

    /** A successful HEAD; any other answer is an exception. */
    static void head(String url) throws IOException {
        HttpURLConnection connection = open(url);
        connection.setRequestMethod("HEAD");
        exchange(connection);
    }

    /** The body of the answer to a successful PUT of JSON. */
    static String putJson(String url, String json) throws IOException {
        HttpURLConnection connection = open(url);
        connection.setRequestMethod("PUT");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        return exchange(connection);
    }

    private static HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    private static String exchange(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() / 100 != 2) {
            throw new IOException(connection.getURL() + " answers " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
