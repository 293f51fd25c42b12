package io.tokenloom.cli.tokens;

import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.ClaimStores;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.connection.RoutesOptions;
import io.tokenloom.cli.output.PieceStyle;
import io.tokenloom.connection.Connections;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.reader.decode.ClusterVocabularies;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.TokenizerCatalogue;
import io.tokenloom.topics.TopicCatalogue;
import io.tokenloom.wire.SchemaSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom tokens}. */
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        description = {
            "Shows token records, packed sequences, statistics and dead letters, committed ones only.",
            "",
            "One line each: partition/offset, item id, tokenizer, number of tokens, and the first tokens as pieces of the"
                    + " text; of pictures the quality that the tokens reach, their order and place, and the first ids or"
                    + " numbers. Numbers that lie at a claim check are fetched. On a dead-letter topic: item id, failure code, size and reason.",
            "",
            "Of a packed sequence a block: how full it is, its documents, and for each range what stands there, from which"
                    + " id on and how many, with its text. Of statistics a line; the command stats has more."
        })
public final class TokensCommand implements Callable<Integer> {
    /** Pieces are for the eye: a vocabulary delta that does not come soon leaves the ids. */
    private static final Duration VOCABULARY_PATIENCE = Duration.ofSeconds(2);

    @Spec
    private CommandSpec spec;

    @Mixin
    private RoutesOptions options;

    @Parameters(
            paramLabel = "TOPIC",
            description = "A topic of tokens, packed sequences, statistics, tables or dead letters.")
    private String topic;

    @Option(names = "--follow", description = "Go on with records as they come, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            converter = StartPosition.Converter.class,
            description =
                    "earliest, latest, an offset, or a time such as 2026-03-04T05:06:07Z (default: earliest; latest"
                            + " with --follow).")
    private Optional<StartPosition> from = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "End after so many records.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "Bundle of a tokenizer that neither the routes name nor is built in. May be repeated.")
    private List<String> bundles = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object per line, with all ids or numbers.")
    private boolean json;

    private long printed;

    /** Picocli makes it. */
    public TokensCommand() {}

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limit + "; at least 1 is needed");
        }
        Connections connections = options.connection().connections();
        Set<String> tokenizers = options.routesIfThere().map(Routes::tokenizers).orElse(Set.of());
        CommittedRecords records = new CommittedRecords(connections);
        Map<TopicPartition, OffsetRange> ranges = records.rangesOfExisting(topic);
        try (SchemaSource schemas = RegistryClients.connect(connections);
                ClusterVocabularies vocabularies = new ClusterVocabularies(connections, schemas, VOCABULARY_PATIENCE);
                TokenDecoders decoders = TokenDecoders.of(bundles, tokenizers, vocabularies);
                EmbeddingContents contents = new EmbeddingContents(ClaimStores.of(connections))) {
            TokenizerNames names = new TokenizerNames(
                    unseen -> TokenizerCatalogue.read(records, schemas).find(unseen.bytes()));
            RecordPrinter printer = json
                    ? new JsonPrinter(names, contents)
                    : new LinePrinter(names, new TokenPieces(decoders, style()), contents);
            show(records, ranges, printing(new ShownReader(schemas), printer));
        }
        if (printed == 0 && !follow) {
            spec.commandLine().getErr().println(nothing());
        }
        return ExitCode.OK;
    }

    /** An empty answer looks like a mistake. */
    private String nothing() {
        return "tokenloom: " + topic + " has no records" + (from.isPresent() ? " from there on" : " yet") + "."
                + (topic.equals(TopicCatalogue.PACKED.name())
                        ? " Documents wait for the time of later records; \"tokenloom apps end\" says that none come."
                        : "");
    }

    private void show(
            CommittedRecords records,
            Map<TopicPartition, OffsetRange> ranges,
            Predicate<ConsumerRecord<byte[], byte[]>> printing) {
        StartPosition position = from.orElse(follow ? new StartPosition.Latest() : new StartPosition.Earliest());
        Map<TopicPartition, Long> starts = position.in(ranges, records);
        if (follow) {
            records.follow(starts, printing);
            return;
        }
        Map<TopicPartition, OffsetRange> wanted = new HashMap<>();
        ranges.forEach(
                (partition, range) -> wanted.put(partition, new OffsetRange(starts.get(partition), range.end())));
        records.visitWhile(wanted, printing);
    }

    /** Prints, and goes on until the limit or until nobody reads any more. */
    private Predicate<ConsumerRecord<byte[], byte[]>> printing(ShownReader reader, RecordPrinter printer) {
        PrintWriter out = spec.commandLine().getOut();
        return read -> {
            out.println(printer.line(reader.read(read)));
            printed++;
            return !out.checkError() && printed < limit;
        };
    }

    private PieceStyle style() {
        return spec.commandLine().getColorScheme().ansi().enabled() ? PieceStyle.COLOURED : PieceStyle.PLAIN;
    }
}
