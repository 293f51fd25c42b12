package io.tokenloom.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.tokenloom.secured.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A schema registry on a local port for tests: the few calls of Confluent's API that this platform makes, with real
 * compatibility checks, over real HTTP. It also counts requests and can be told to misbehave. Thread-safe.
 */
public final class LocalRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // The JDK's server writes head and body apart; without this each answer waits 40 ms for the client's word.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final Map<Integer, Map<String, Object>> schemas = new TreeMap<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final Map<String, String> levels = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int forcedStatus;
    private String forcedBody = "";
    private CompatibilityPolicy policy = CompatibilityPolicy.KEEPS_LEVELS;

    /** What the registry does with a compatibility level that it is asked to set. */
    enum CompatibilityPolicy {
        KEEPS_LEVELS,
        ONLY_FOR_KNOWN_SUBJECTS,
        FORGETS_LEVELS
    }

    private record Answer(int status, Object body) {}

    private LocalRegistry(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port. */
    public static LocalRegistry start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            LocalRegistry registry = new LocalRegistry(server);
            server.createContext("/", registry::handle);
            server.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts on a free port, over HTTPS and only for this user. */
    public static LocalRegistry startSecured(TestCertificate certificate, String user, String password) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
            LocalRegistry registry = new LocalRegistry(server);
            server.createContext("/", registry::handle).setAuthenticator(new BasicAuthenticator("registry") {
                @Override
                public boolean checkCredentials(String givenUser, String givenPassword) {
                    return user.equals(givenUser) && password.equals(givenPassword);
                }
            });
            server.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address; all the settings that reach it unless it is a secured one. */
    public Map<String, String> settings() {
        return Map.of(
                SchemaSource.URL_SETTING,
                (server instanceof HttpsServer ? "https://" : "http://")
                        + server.getAddress().getAddress().getHostAddress() + ":"
                        + server.getAddress().getPort());
    }

    /** Adds a schema without any check and returns its id. */
    public synchronized int add(String subject, String schemaType, String schema) {
        int id = schemas.size() + 1;
        schemas.put(id, Map.of("schema", schema, "schemaType", schemaType));
        subjects.computeIfAbsent(subject, name -> new ArrayList<>()).add(id);
        return id;
    }

    synchronized void answerAllWith(int status, String body) {
        forcedStatus = status;
        forcedBody = body;
    }

    synchronized void setPolicy(CompatibilityPolicy newPolicy) {
        policy = newPolicy;
    }

    /** Method and path of each request so far. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized String level(String subject) {
        return levels.getOrDefault(subject, "none set");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + path);
            JsonNode question = JSON.readTree(exchange.getRequestBody());
            Answer answer =
                    answer(exchange.getRequestMethod(), path.substring(1).split("/"), question);
            byte[] body = forcedStatus == 0
                    ? JSON.writeValueAsBytes(answer.body())
                    : forcedBody.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(forcedStatus == 0 ? answer.status() : forcedStatus, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(String method, String[] path, JsonNode question) {
        String call = method + " " + path[0]
                + (path.length == 3 ? "/" + ("schemas".equals(path[0]) ? path[1] : path[2]) : "")
                + (path.length == 4 ? "/" + path[2] + "/" + path[3] : "");
        return switch (call) {
            case "GET schemas/ids" -> {
                Map<String, Object> schema = schemas.get(Integer.parseInt(path[2]));
                yield schema == null ? error(404, 40403, "Schema not found") : new Answer(200, schema);
            }
            case "GET config" ->
                levels.containsKey(path[1])
                        ? new Answer(200, Map.of("compatibilityLevel", levels.get(path[1])))
                        : error(404, 40408, "Subject does not have subject-level compatibility configured");
            case "PUT config" -> setLevel(path[1], question.get("compatibility").asText());
            case "POST subjects/versions" ->
                register(path[1], question.get("schema").asText());
            case "GET subjects/versions/latest" -> latest(path[1]);
            case "POST subjects" -> lookUp(path[1], question.get("schema").asText());
            default -> error(405, 405, "This registry for tests does not know " + call);
        };
    }

    private Answer setLevel(String subject, String level) {
        if (policy == CompatibilityPolicy.ONLY_FOR_KNOWN_SUBJECTS && !subjects.containsKey(subject)) {
            return error(404, 40401, "Subject not found");
        }
        if (policy != CompatibilityPolicy.FORGETS_LEVELS) {
            levels.put(subject, level);
        }
        return new Answer(200, Map.of("compatibility", level));
    }

    private Answer register(String subject, String schema) {
        Answer known = lookUp(subject, schema);
        if (known.status() == 200) {
            return known;
        }
        List<ParsedSchemaHolder> earlier = new ArrayList<>();
        for (int id : subjects.getOrDefault(subject, List.of())) {
            earlier.add(new SimpleParsedSchemaHolder(
                    new AvroSchema((String) schemas.get(id).get("schema"))));
        }
        List<String> reasons = new AvroSchema(schema)
                .isCompatible(CompatibilityLevel.forName(levels.getOrDefault(subject, "NONE")), earlier);
        if (!reasons.isEmpty()) {
            return error(409, 409, "Schema being registered is incompatible: " + String.join(", ", reasons));
        }
        return new Answer(200, Map.of("id", add(subject, "AVRO", schema)));
    }

    private Answer latest(String subject) {
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        if (versions.isEmpty()) {
            return error(404, 40401, "Subject not found");
        }
        int id = versions.get(versions.size() - 1);
        return new Answer(
                200,
                Map.of(
                        "id",
                        id,
                        "subject",
                        subject,
                        "version",
                        versions.size(),
                        "schema",
                        schemas.get(id).get("schema")));
    }

    private Answer lookUp(String subject, String schema) {
        AvroSchema wanted = new AvroSchema(schema);
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        for (int id : versions) {
            String text = (String) schemas.get(id).get("schema");
            if (wanted.equals(new AvroSchema(text))) {
                return new Answer(
                        200, Map.of("id", id, "subject", subject, "version", versions.indexOf(id) + 1, "schema", text));
            }
        }
        return error(404, 40403, "Schema not found");
    }

    private static Answer error(int status, int code, String message) {
        return new Answer(status, Map.of("error_code", code, "message", message));
    }
}
