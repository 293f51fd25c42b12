package io.tokenloom.cli.apps;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.topics.TopicCatalogue;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom apps end}. */
@Command(
        name = "end",
        mixinStandardHelpOptions = true,
        description = {
            "Says in token topics that nothing more comes for now.",
            "",
            "Apps go by the times of records, not by the clock: the last documents, packs and windows wait for what comes"
                    + " next. This writes a mark to each partition, and they close what they hold. The mark is part of the"
                    + " log, so who reads it again closes the same."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the marks are written",
            "1:a topic is not there, or may not be written to",
            "2:the connections file has mistakes",
            "3:Kafka can't be reached"
        })
final class AppsEndCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..*",
            description = "Token topics (default: tokens.text.v1 and tokens.visual.v1).")
    private List<String> topics = List.of(TopicCatalogue.TEXT_TOKENS.name(), TopicCatalogue.VISUAL_TOKENS.name());

    /** Picocli makes it. */
    AppsEndCommand() {}

    @Override
    public Integer call() {
        Connections connections = connectionOptions.connections();
        try {
            int marks = EndMarks.write(connections, topics);
            spec.commandLine().getOut().println(marks + " marks written to " + String.join(", ", topics) + ".");
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        } catch (KafkaException e) {
            throw ReaderException.unreachable(connections, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("interrupted; run it again", e);
        }
    }
}
