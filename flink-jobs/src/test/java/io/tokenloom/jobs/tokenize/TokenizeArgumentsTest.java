package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.jobs.tokenize.TokenizeArguments.Provisioning;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TokenizeArgumentsTest {
    @Test
    void readsFilesAndWhoProvisions() {
        assertThat(TokenizeArguments.parse(new String[] {"--routes", "r.yaml", "--connections", "c.yaml"}))
                .isEqualTo(new TokenizeArguments(Path.of("r.yaml"), Path.of("c.yaml"), Provisioning.LOOK_UP));
        assertThat(TokenizeArguments.parse(
                        new String[] {"--provision", "--routes", "r.yaml", "--connections", "c.yaml"}))
                .isEqualTo(new TokenizeArguments(Path.of("r.yaml"), Path.of("c.yaml"), Provisioning.CREATE_MISSING));
    }

    @Test
    void namesEveryMistakeAndTheUsage() {
        assertThatThrownBy(() -> TokenizeArguments.parse(new String[] {"--route", "r.yaml"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--route is not known")
                .hasMessageContaining("--routes is missing")
                .hasMessageContaining("--connections is missing")
                .hasMessageContaining("Arguments: --routes FILE");
    }
}
