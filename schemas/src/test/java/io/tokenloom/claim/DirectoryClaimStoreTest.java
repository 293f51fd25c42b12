package io.tokenloom.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryClaimStoreTest {
    private static final byte[] CONTENT = "a long story".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Path directory;
    private DirectoryClaimStore store;

    @BeforeEach
    void create() throws IOException {
        directory = Files.createDirectory(folder.resolve("claims"));
        store = DirectoryClaimStore.open(directory);
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        ClaimCheck check = store.put(CONTENT);
        assertThat(store.get(check, CONTENT.length)).isEqualTo(CONTENT);
        assertThat(ClaimCheck.in(
                        name -> java.util.Optional.ofNullable(check.headers().get(name))))
                .contains(check);
        ClaimCheck absolute = new ClaimCheck(
                directory.toRealPath().resolve(check.uri().getPath()).toUri(), check.sha256(), check.bytes());
        assertThat(store.get(absolute, CONTENT.length)).isEqualTo(CONTENT);
    }

    @Test
    void keepsTheSameContentOnceAndLeavesNothingUnfinished() throws IOException {
        ClaimCheck first = store.put(CONTENT);
        assertThat(store.put(CONTENT)).isEqualTo(first);
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void readsAStoreThatWasMoved() throws IOException {
        ClaimCheck check = store.put(CONTENT);
        Path moved = Files.move(directory, folder.resolve("moved"));
        assertThat(DirectoryClaimStore.open(moved).get(check, CONTENT.length)).isEqualTo(CONTENT);
    }

    @Test
    void tellsEachFaultApart() throws IOException {
        ClaimCheck check = store.put(CONTENT);
        assertCode(FailureCode.CLAIM_SIZE, () -> store.get(check, CONTENT.length - 1));
        assertCode(
                FailureCode.CLAIM_SIZE,
                () -> store.get(new ClaimCheck(check.uri(), check.sha256(), CONTENT.length - 1), 100));
        assertCode(
                FailureCode.CLAIM_SIZE,
                () -> store.get(new ClaimCheck(check.uri(), check.sha256(), CONTENT.length + 1), 100));
        assertCode(
                FailureCode.CLAIM_HASH,
                () -> store.get(new ClaimCheck(check.uri(), "0".repeat(64), CONTENT.length), 100));
        Files.delete(directory.resolve(check.uri().getPath()));
        assertCode(FailureCode.CLAIM_MISSING, () -> store.get(check, 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "ab/../../secret",
                "%2e%2e/secret",
                "/etc/passwd",
                "file:///etc/passwd",
                "file://host/share/secret",
                "http://169.254.169.254/latest/meta-data",
                "https://localhost/x",
                "jar:file:/x.jar!/y",
                "s3://bucket/x",
                "mailto:x@y",
                "",
                "link",
                "linked-folder/secret"
            })
    void opensNothingOutsideItself(String uri) throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.write(outside.resolve("secret"), CONTENT);
        Files.write(folder.resolve("secret"), CONTENT);
        Files.createSymbolicLink(directory.resolve("link"), outside.resolve("secret"));
        Files.createSymbolicLink(directory.resolve("linked-folder"), outside);
        ClaimCheck check = store.put(CONTENT);
        assertCode(
                FailureCode.CLAIM_FORBIDDEN,
                () -> store.get(new ClaimCheck(URI.create(uri), check.sha256(), check.bytes()), 100));
    }

    @Test
    void deletesWhatNobodyNeeds() throws IOException {
        ClaimCheck old = store.put(CONTENT);
        ClaimCheck young = store.put(new byte[] {1});
        Instant now = Instant.now();
        Files.setLastModifiedTime(directory.resolve(old.uri().getPath()), FileTime.from(now.minus(Duration.ofDays(2))));
        assertThat(store.deleteOlderThan(now.minus(Duration.ofDays(1)))).isOne();
        assertCode(FailureCode.CLAIM_MISSING, () -> store.get(old, 100));
        assertThat(store.get(young, 1)).containsExactly(1);
    }

    @Test
    void refusesSettingsThatNameNoStore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClaimStore.open(Map.of("store", "s3://bucket/claims")))
                .withMessageContaining("s3://bucket/claims");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClaimStore.open(
                        Map.of("store", folder.resolve("nowhere").toUri().toString())))
                .withMessageContaining("no directory");
        assertThatIllegalArgumentException().isThrownBy(() -> ClaimStore.open(Map.of()));
    }

    private static void assertCode(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
