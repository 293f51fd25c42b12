package io.tokenloom.cli.apps;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.ConnectionOptions;
import io.tokenloom.cli.output.TextTable;
import io.tokenloom.configuration.ConfigurationException;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.streams.AnnouncedTokenizers;
import io.tokenloom.streams.StreamsApp;
import io.tokenloom.streams.apps.Apps;
import io.tokenloom.streams.apps.AppsFile;
import io.tokenloom.topics.TopicSpec;
import io.tokenloom.wire.SchemaSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom apps check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tells everything that is wrong with an apps file.",
            "",
            "With --cluster also whether its tokenizers are known there, and whether their ids have room beside each other."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no mistakes",
            "1:mistakes, all of them printed",
            "2:there is no such file, or the connections file has mistakes",
            "3:Kafka or the schema registry can't be reached"
        })
final class AppsCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Parameters(paramLabel = "FILE", description = "Apps file.")
    private Path file;

    @Option(names = "--cluster", description = "Ask the Kafka cluster of the connections file, too.")
    private boolean cluster;

    /** Picocli makes it. */
    AppsCheckCommand() {}

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw CommandException.usage(file + " is not a file. Name an apps file.");
        }
        try {
            AppsFile read = AppsFile.read(file);
            print(file + " is sound" + (cluster ? "." : " by itself; --cluster looks at its tokenizers."));
            if (cluster) {
                print(table(known(read)).toString().stripTrailing());
            }
            return ExitCode.OK;
        } catch (ConfigurationException e) {
            print(e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private Apps known(AppsFile read) {
        Connections connections = connectionOptions.connections();
        try (SchemaSource schemas = SchemaSource.connect(connections.schemaRegistry())) {
            return read.apps(AnnouncedTokenizers.read(connections, schemas));
        } catch (KafkaException e) {
            throw ReaderException.unreachable(connections, e);
        } catch (TokenizationException e) {
            throw ReaderException.unreachable(e.getMessage(), e);
        }
    }

    private static TextTable table(Apps apps) {
        TextTable table = new TextTable("app", "application id", "from", "to", "dead letters");
        for (StreamsApp app : apps.apps()) {
            table.row(
                    app.name(),
                    apps.applicationId(app),
                    String.join(", ", app.inputs()),
                    app.outputs().keySet().stream().map(TopicSpec::name).collect(Collectors.joining(", ")),
                    app.deadLetters());
        }
        return table;
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
