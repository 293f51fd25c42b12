package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.connection.RoutesOptions;
import io.tokenloom.cli.records.CommittedRecords;
import io.tokenloom.cli.records.RecordAddress;
import io.tokenloom.cli.records.RecordHeaders;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.routes.Connections;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.wire.SchemaSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Gives back the bytes of an item from its token records, all parts in order.",
            "",
            "An address on a token topic stands for the whole item; one on a source topic for what became of that record;"
                    + " one on a dead-letter topic for the original bytes. An item id is looked for on all token topics of"
                    + " the routes, which are read from their beginning; of several items with one id, the newest is"
                    + " taken."
        })
public final class DecodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RoutesOptions options;

    @Parameters(paramLabel = "ITEM", description = "TOPIC/PARTITION/OFFSET of a record, or an item id.")
    private String target;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write, whole or not at all (default: standard output).")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--part", description = "Only the part at this address, not the whole item.")
    private boolean part;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "Bundle of a tokenizer that neither the routes name nor is built in. May be repeated.")
    private List<String> bundles = new ArrayList<>();

    /** Picocli makes it. */
    public DecodeCommand() {}

    @Override
    public Integer call() {
        Connections connections = options.connection().connections();
        Routes routes = options.routes();
        CommittedRecords records = new CommittedRecords(connections);
        try (SchemaSource schemas = RegistryClients.connect(connections);
                TokenDecoder decoder = TokenDecoder.of(bundles, routes.routes())) {
            ItemContent content = new ItemContent(records, schemas, decoder);
            if (part) {
                RecordAddress address = RecordAddress.parse(target)
                        .orElseThrow(() -> CommandException.usage(
                                "--part needs an address TOPIC/PARTITION/OFFSET, not \"" + target + "\""));
                return write(content.of(List.of(address)));
            }
            return write(find(records, routes, new ItemFinder(records, routes, schemas)), records, content);
        }
    }

    private Finding find(CommittedRecords records, Routes routes, ItemFinder finder) {
        Optional<RecordAddress> address = RecordAddress.parse(target);
        if (address.isPresent()) {
            String topic = address.get().topic();
            if (routes.sourceTopics().contains(topic)) {
                return finder.ofSource(address.get());
            }
            if (records.topics().contains(topic)) {
                return finder.at(address.get());
            }
        }
        return finder.ofItemId(target);
    }

    private int write(Finding finding, CommittedRecords records, ItemContent content) {
        if (finding instanceof Finding.Tokens tokens) {
            if (tokens.others() > 0) {
                tell(tokens.others() + " more with this item id or source; this is the newest, from "
                        + tokens.item().source());
            }
            return write(content.of(tokens.item()));
        }
        if (finding instanceof Finding.DeadLettered dead) {
            return deadLetter(dead, records);
        }
        if (finding instanceof Finding.Skipped skipped) {
            throw CommandException.failed(
                    skipped.address() + " is a tombstone that was passed on; there is nothing to decode");
        }
        throw CommandException.failed("there is no committed token record and no dead letter of " + target
                + " on the topics of the routes. See what is there with \"tokenloom tokens TOPIC\".");
    }

    private int deadLetter(Finding.DeadLettered dead, CommittedRecords records) {
        if (!dead.address().toString().equals(target)) {
            throw CommandException.failed(target + " has no tokens: it ended as a dead letter with code "
                    + dead.letter().code() + " at " + dead.address() + ", from "
                    + dead.letter().source() + ".\nReason: "
                    + dead.letter().message() + "\nIts original bytes: tokenloom decode " + dead.address());
        }
        ConsumerRecord<byte[], byte[]> original = dead.read();
        if (RecordHeaders.text(original, DeadLetterHeaders.PAYLOAD_OMITTED).isPresent()) {
            original = records.at(dead.letter().source())
                    .orElseThrow(() -> CommandException.failed(
                            dead.address() + " was too large to hold the original bytes, and retention has removed "
                                    + dead.letter().source()));
        }
        return bytes(List.of(original.value() == null ? new byte[0] : original.value()));
    }

    private int write(List<DecodedPart> parts) {
        if (!parts.stream().allMatch(DecodedPart::exact)) {
            tell("the bytes are not those of the source: their digest is another than the record holds. The tokenizer"
                    + " changes text, or the record is damaged.");
            bytes(parts.stream().map(DecodedPart::bytes).toList());
            return ExitCode.FAILED;
        }
        return bytes(parts.stream().map(DecodedPart::bytes).toList());
    }

    private int bytes(List<byte[]> pieces) {
        try {
            if (output.isPresent()) {
                WholeFile.write(output.get(), pieces);
            } else {
                for (byte[] piece : pieces) {
                    System.out.write(piece);
                }
                System.out.flush();
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandException.failed(
                    output.map(Path::toString).orElse("standard output") + " can't be written ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tokenloom: " + line);
        err.flush();
    }
}
