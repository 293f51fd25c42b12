package io.tokenloom.cli.bench.visual;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.bench.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a platform of its own, as small as it can be. */
class KeyScalingIT {
    private static final String ROOT = "tokenloom.root";
    private static final int KEYS = 50;
    private static final Extent SMALL = new Extent(0, 1, 1, List.of(KEYS), 100);
    private static final int STATE_BYTES = 192;

    @BeforeEach
    void nameTheFolderOfTheProject() {
        System.setProperty(ROOT, Path.of("../..").toAbsolutePath().normalize().toString());
    }

    @AfterEach
    void forgetIt() {
        System.clearProperty(ROOT);
    }

    @Test
    void measuresStateAndRestart() throws Exception {
        List<String> progress = new ArrayList<>();

        Map<String, Double> figures = new KeyScaling(SMALL, progress::add)
                .run().stream().collect(Collectors.toMap(Figure::name, Figure::value));

        assertThat(progress).singleElement().asString().startsWith("50 keys: ");
        assertThat(figures.get(KeyScaling.FLAT)).isEqualTo(1);
        assertThat(figures.get(KeyScaling.rate(KEYS))).isPositive();
        assertThat(figures.get(KeyScaling.stateBytes(KEYS))).isGreaterThan(KEYS * STATE_BYTES);
        assertThat(figures.get("kill of the worker to the next tokens, 50 keys"))
                .isPositive();
    }
}
