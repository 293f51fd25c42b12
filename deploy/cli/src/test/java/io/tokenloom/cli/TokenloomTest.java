package io.tokenloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TokenloomTest {
    @Test
    void showsItsHelpWithoutArguments() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: tokenloom").contains("ingest").contains("Exit status:");
    }

    @Test
    void suggestsAnOptionForAMistypedOne() {
        CommandRun run = CommandRun.of("ingest", "--folow", "x.log");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("'--folow'").contains("--follow").contains("See: tokenloom ingest --help");
    }

    @Test
    void suggestsACommandForAMistypedOne() {
        CommandRun run = CommandRun.of("ingets");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Did you mean: tokenloom ingest");
    }

    @Test
    void describesEveryCommandAndEveryOption() {
        for (CommandLine command : commands(Tokenloom.commandLine())) {
            String name = command.getCommandSpec().qualifiedName();
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(name)
                    .isNotEmpty();
            command.getCommandSpec().args().forEach(argument -> assertThat(argument.description())
                    .as("%s %s", name, argument.paramLabel())
                    .isNotEmpty());
        }
    }

    private static List<CommandLine> commands(CommandLine top) {
        List<CommandLine> found = new ArrayList<>(List.of(top));
        top.getSubcommands().values().forEach(each -> found.addAll(commands(each)));
        return found;
    }
}
