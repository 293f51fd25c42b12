package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    private HomeFolder home;

    @BeforeEach
    void home(@TempDir Path folder) {
        home = new HomeFolder(folder);
    }

    @Test
    void isHeldByOneAtATime() throws IOException {
        try (HomeLock first = HomeLock.take(home).orElseThrow()) {
            first.recordPid();
            assertThat(HomeLock.take(home)).isEmpty();
            assertThat(HomeLock.recordedPid(home))
                    .contains(ProcessHandle.current().pid());
        }
        try (HomeLock second = HomeLock.take(home).orElseThrow()) {
            second.clearPid();
            assertThat(HomeLock.recordedPid(home)).isEmpty();
        }
    }

    @Test
    void isTakenOverFromADeadHolderWhoseIdStays() throws IOException {
        Files.writeString(home.lock(), "4194999");

        assertThat(HomeLock.recordedPid(home)).contains(4_194_999L);
        try (HomeLock lock = HomeLock.take(home).orElseThrow()) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void readsNoIdFromAFileThatHoldsNone() throws IOException {
        assertThat(HomeLock.recordedPid(home)).isEmpty();
        Files.writeString(home.lock(), "not a number");
        assertThat(HomeLock.recordedPid(home)).isEmpty();
    }
}
