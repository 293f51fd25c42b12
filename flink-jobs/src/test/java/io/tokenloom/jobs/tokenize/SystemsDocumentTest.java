package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** docs/systems.md names the tests that there are. */
class SystemsDocumentTest {
    private static final Pattern TEST = Pattern.compile("SystemRowsIT\\$(\\w+)");

    @Test
    void namesEveryTestAndNoOther() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "systems.md"));

        assertThat(TEST.matcher(document)
                        .results()
                        .map(SystemsDocumentTest::name)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SystemRowsIT.class.getDeclaredClasses())
                        .filter(inner -> inner.isAnnotationPresent(Nested.class))
                        .map(Class::getSimpleName)
                        .toList());
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }
}
