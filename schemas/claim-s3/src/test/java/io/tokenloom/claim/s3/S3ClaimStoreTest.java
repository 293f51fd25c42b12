package io.tokenloom.claim.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimSettingMistake;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Against a real server of S3 in this JVM. */
class S3ClaimStoreTest {
    private static final byte[] CONTENT = "a long story".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "not-to-be-seen";

    private static TransientNio2BlobStore blobs;
    private static S3Proxy server;
    private static ClaimStore store;

    @BeforeAll
    static void start() throws Exception {
        blobs = new TransientNio2BlobStore();
        blobs.createContainer("bucket");
        server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "tester", SECRET)
                .build();
        server.start();
        store = ClaimStore.open(settings());
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
        server.stop();
        blobs.close();
    }

    private static Map<String, String> settings() {
        return settings(server.getPort(), "s3://bucket/claims", SECRET);
    }

    private static Map<String, String> settings(int port, String address, String secret) {
        return new HashMap<>(Map.of(
                "store", address, "endpoint", "http://127.0.0.1:" + port, "accessKey", "tester", "secretKey", secret));
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        store.check();
        ClaimCheck check = store.put(CONTENT);
        assertThat(check.uri()).hasToString(check.sha256().substring(0, 2) + "/" + check.sha256());
        assertThat(store.get(check, CONTENT.length)).isEqualTo(CONTENT);
        ClaimCheck absolute =
                new ClaimCheck(URI.create("s3://bucket/claims/" + check.uri()), check.sha256(), check.bytes());
        assertThat(store.get(absolute, CONTENT.length)).isEqualTo(CONTENT);
    }

    @Test
    void givesBackALargeContentAndAnEmptyOne() throws IOException {
        byte[] large = new byte[9 * 1024 * 1024 + 1];
        new Random(1).nextBytes(large);
        assertThat(store.get(store.put(large), large.length)).isEqualTo(large);
        assertThat(store.get(store.put(new byte[0]), 0)).isEmpty();
    }

    @Test
    void keepsTheSameContentOnce() throws IOException {
        byte[] twice = "twice".getBytes(StandardCharsets.UTF_8);
        Map<String, String> settings = settings(server.getPort(), "s3://bucket/deep/er/", SECRET);
        try (ClaimStore other = ClaimStore.open(settings)) {
            ClaimCheck first = other.put(twice);
            assertThat(other.put(twice)).isEqualTo(first);
            assertThat(blobs.list(ListObjectsV2Request.builder()
                                    .bucket("bucket")
                                    .prefix("deep/er/")
                                    .build())
                            .contents())
                    .singleElement()
                    .satisfies(each -> assertThat(each.key()).isEqualTo("deep/er/" + first.uri()));
        }
    }

    @Test
    void tellsEachFaultApart() throws IOException {
        byte[] content = "faulty".getBytes(StandardCharsets.UTF_8);
        ClaimCheck check = store.put(content);
        assertCode(FailureCode.CLAIM_SIZE, () -> store.get(check, content.length - 1));
        assertCode(
                FailureCode.CLAIM_SIZE,
                () -> store.get(new ClaimCheck(check.uri(), check.sha256(), content.length - 1), 100));
        assertCode(
                FailureCode.CLAIM_SIZE,
                () -> store.get(new ClaimCheck(check.uri(), check.sha256(), content.length + 1), 100));
        assertCode(
                FailureCode.CLAIM_HASH,
                () -> store.get(new ClaimCheck(check.uri(), "0".repeat(64), content.length), 100));
        change("claims/" + check.uri(), "Faulty".getBytes(StandardCharsets.UTF_8));
        assertCode(FailureCode.CLAIM_HASH, () -> store.get(check, 100));
        blobs.removeBlob("bucket", "claims/" + check.uri());
        assertCode(FailureCode.CLAIM_MISSING, () -> store.get(check, 100));
        assertThat(store.get(store.put(content), 100)).isEqualTo(content);
    }

    /** There is no store at this address, so a request would be CLAIM_UNAVAILABLE. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "ab/../../secret",
                "ab/..",
                "./secret",
                "%2e%2e/secret",
                "%2E%2E%2Fsecret",
                "ab%2f..%2fsecret",
                "%252e%252e/secret",
                "ab//cd",
                "ab/",
                "/etc/passwd",
                "/claims/ab",
                "//bucket/claims/ab",
                "file:///etc/passwd",
                "file://host/share/secret",
                "http://169.254.169.254/latest/meta-data",
                "https://localhost/x",
                "http://bucket/claims/ab",
                "jar:file:/x.jar!/y",
                "s3://other/claims/x",
                "s3://bucket/x",
                "s3://bucket/claims",
                "s3://bucket/claims/",
                "s3://bucket/claimsx/y",
                "s3://bucket/claims/../x",
                "s3://bucket/claims/%2e%2e/x",
                "s3://user@bucket/claims/x",
                "s3://bucket:80/claims/x",
                "s3://bucket/claims/x?versionId=1",
                "s3:claims/x",
                "x#y",
                "x?acl",
                "mailto:x@y",
                ""
            })
    void asksForNothingOutsideItself(String uri) throws IOException {
        try (ClaimStore nowhere = ClaimStore.open(settings(unusedPort(), "s3://bucket/claims", SECRET))) {
            assertCode(
                    FailureCode.CLAIM_FORBIDDEN,
                    () -> nowhere.get(new ClaimCheck(URI.create(uri), "0".repeat(64), 1), 100));
        }
    }

    @Test
    void saysInTimeThatTheServerIsDown() throws IOException {
        int port = unusedPort();
        try (ClaimStore nowhere = ClaimStore.open(settings(port, "s3://bucket/claims", SECRET))) {
            long start = System.nanoTime();
            assertUnavailable(nowhere, port);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void waitsNoLongerThanItMayForAServerThatTakesConnectionsAndSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ClaimStore waiting = S3ClaimStore.open(
                        S3Settings.of(settings(silent.getLocalPort(), "s3://bucket/claims", SECRET)),
                        new S3Timeouts(Duration.ofMillis(500), Duration.ofSeconds(1)))) {
            long start = System.nanoTime();
            assertUnavailable(waiting, silent.getLocalPort());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
        assertThat(S3Timeouts.DEFAULTS).isEqualTo(new S3Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30)));
    }

    @Test
    void followsNoRedirect() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(1);
            exchange.close();
        });
        HttpServer redirecting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirecting.createContext("/", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", "http://127.0.0.1:" + other.getAddress().getPort() + "/secret");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        other.start();
        redirecting.start();
        int port = redirecting.getAddress().getPort();
        try (ClaimStore led = ClaimStore.open(settings(port, "s3://bucket/claims", SECRET))) {
            assertUnavailable(led, port);
            assertThat(asked).hasValue(0);
        } finally {
            redirecting.stop(0);
            other.stop(0);
        }
    }

    @Test
    void isUnavailableToWrongCredentials() throws IOException {
        Map<String, String> settings = settings(server.getPort(), "s3://bucket/claims", "wrong-secret");
        try (ClaimStore stranger = ClaimStore.open(settings)) {
            assertUnavailable(stranger, server.getPort());
        }
    }

    @Test
    void saysThatThereIsNoSuchBucket() {
        Map<String, String> settings = settings(server.getPort(), "s3://nowhere/claims", SECRET);
        try (ClaimStore nowhere = ClaimStore.open(settings)) {
            assertThatThrownBy(nowhere::check).isInstanceOf(IOException.class).hasMessageContaining("404 NoSuchBucket");
        }
    }

    @Test
    void namesEveryMistakeOfItsSettings() {
        Map<String, String> settings = Map.of(
                "store",
                "s3:///claims",
                "endpoint",
                "ftp://user:" + SECRET + "@host",
                "region",
                "Europe!",
                "pathStyle",
                "maybe",
                "secretKey",
                SECRET,
                "acessKey",
                SECRET);
        assertThat(ClaimStore.mistakes(settings))
                .extracting(ClaimSettingMistake::setting)
                .containsExactlyInAnyOrder("store", "endpoint", "region", "pathStyle", "accessKey", "acessKey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClaimStore.open(settings))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
        assertThat(ClaimStore.mistakes(Map.of("store", "s3://bucket")))
                .extracting(ClaimSettingMistake::setting)
                .containsExactly("region");
        assertThat(ClaimStore.mistakes(Map.of("store", "s3://bucket/a/b/", "region", "eu-central-1")))
                .isEmpty();
        for (String address : Arrays.asList("s3:", "s3://Bucket", "s3://bucket/a//b", "s3://bucket/../x")) {
            assertThat(ClaimStore.mistakes(Map.of("store", address, "region", "eu-central-1")))
                    .extracting(ClaimSettingMistake::setting)
                    .containsExactly("store");
        }
    }

    private static void change(String key, byte[] content) {
        blobs.putBlob(
                PutObjectRequest.builder()
                        .bucket("bucket")
                        .key(key)
                        .contentLength((long) content.length)
                        .build(),
                new java.io.ByteArrayInputStream(content));
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** And says nothing that others need not know. */
    private static void assertUnavailable(ClaimStore store, int port) {
        ClaimCheck check = new ClaimCheck(URI.create("ab/cd"), "0".repeat(64), 1);
        assertThatThrownBy(() -> store.get(check, 100))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CLAIM_UNAVAILABLE))
                .satisfies(e -> assertDiscreet(e, port));
        assertThatThrownBy(store::check).isInstanceOf(IOException.class).satisfies(e -> assertDiscreet(e, port));
        assertThatThrownBy(() -> store.put(CONTENT))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertDiscreet(e, port));
    }

    private static void assertDiscreet(Throwable e, int port) {
        assertThat(e).hasNoCause();
        assertThat(e.getMessage())
                .doesNotContain(SECRET, "wrong-secret", "tester", "127.0.0.1", "claims/", Integer.toString(port));
    }

    private static void assertCode(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
