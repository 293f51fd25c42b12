package io.tokenloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheMessagesOfTheNewestTrace() throws IOException {
        assertThat(LogTail.reason(log("""
                        2026-01-01 ERROR x
                        java.lang.RuntimeException: outer
                        \tat a.B.c(B.java:1)
                        Caused by: a.Old: old
                        \tat a.B.c(B.java:1)
                        2026-01-01 ERROR y
                        java.lang.IllegalStateException: the job did not start
                        \tat a.B.c(B.java:1)
                        Caused by: java.lang.RuntimeException: io.tokenloom.configuration.ConfigurationException: two mistakes: a: b
                        routes.yaml: one
                        routes.yaml: two
                        \tat a.B.d(B.java:1)
                        Caused by: io.tokenloom.configuration.ConfigurationException: two mistakes: a: b
                        routes.yaml: one
                        routes.yaml: two
                        \tat a.B.c(B.java:1)
                        \t... 12 more
                        2026-01-01 INFO end
                        """)))
                .contains(
                        "IllegalStateException: the job did not start\n  ConfigurationException: two mistakes: a: b\n  routes.yaml: one\n  routes.yaml: two");
    }

    @Test
    void namesAnExceptionWithoutMessage() throws IOException {
        assertThat(LogTail.reason(log("Caused by: java.util.concurrent.TimeoutException\n\tat a.B.c(B.java:1)\n")))
                .contains("TimeoutException");
    }

    @Test
    void namesTheNewestErrorWhereThereIsNoTrace() throws IOException {
        assertThat(LogTail.reason(log("""
                        2026-01-01T00:00:00.000Z ERROR Apps - an old one
                        2026-01-01T00:00:01.000Z INFO  Kafka - said
                        on two lines
                        2026-01-01T00:00:02.000Z ERROR Apps - apps.yaml: one
                        apps.yaml: two
                        2026-01-01T00:00:03.000Z INFO  Kafka - end
                        """))).contains("apps.yaml: one\n  apps.yaml: two");
    }

    @Test
    void findsNothingWithoutATrace() throws IOException {
        Path log = log("one\ntwo\nthree\n");
        assertThat(LogTail.reason(log)).isEmpty();
        assertThat(LogTail.of(log, 2)).isEqualTo("\n  two\n  three");
        assertThat(LogTail.reason(folder.resolve("nowhere"))).isEmpty();
    }

    private Path log(String content) throws IOException {
        return Files.writeString(folder.resolve("part.log"), content);
    }
}
