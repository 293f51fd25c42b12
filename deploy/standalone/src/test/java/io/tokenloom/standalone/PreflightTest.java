package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    private Path folder;

    @Test
    void refusesAFullDisk() {
        long almost = Preflight.LEAST_FREE_BYTES - 1;

        assertRefused(() -> Preflight.checkFreeBytes(folder, almost), Reason.DISK_FULL, "511 MiB left", "512 MiB");
        assertThatCode(() -> Preflight.checkFreeBytes(folder, Preflight.LEAST_FREE_BYTES))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnOldJdk() throws IOException {
        assertRefused(() -> Preflight.checkJava(jdk("11.0.2")), Reason.WRONG_JDK, "is Java 11", "JAVA_HOME");
        assertRefused(() -> Preflight.checkJava(jdk("1.8.0_392")), Reason.WRONG_JDK, "is Java 8", "JAVA_HOME");
        assertThatCode(() -> Preflight.checkJava(jdk("21.0.1"))).doesNotThrowAnyException();
    }

    @Test
    void refusesAFolderThatIsNoJdk() {
        assertRefused(() -> Preflight.checkJava(folder), Reason.WRONG_JDK, "no bin/java", "JAVA_HOME");
    }

    @Test
    void refusesAnUnbuiltDistribution() {
        StandaloneSettings settings = StandaloneSettings.of(folder.resolve("home"), folder);

        assertRefused(
                () -> Preflight.check(settings, new HomeFolder(settings.home())),
                Reason.INCOMPLETE_DISTRIBUTION,
                "lib/supervisor",
                "mvn package");
    }

    @Test
    void refusesAHomeThatCannotBeCreated() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertRefused(
                () -> new HomeFolder(file.resolve("home")).create(),
                Reason.HOME_UNUSABLE,
                file.toString(),
                "choose another");
    }

    private Path jdk(String version) throws IOException {
        Path home = folder.resolve("jdk-" + version);
        Files.createDirectories(home.resolve("bin"));
        assertThat(Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true))
                .isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void assertRefused(ThrowingCallable check, Reason reason, String... words) {
        assertThatThrownBy(check)
                .asInstanceOf(InstanceOfAssertFactories.type(StandaloneException.class))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
    }
}
