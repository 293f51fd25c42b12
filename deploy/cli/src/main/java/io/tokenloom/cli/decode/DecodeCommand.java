package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.connection.DurationConverter;
import io.tokenloom.cli.connection.RegistryClients;
import io.tokenloom.cli.connection.RoutesOptions;
import io.tokenloom.cli.picture.Bitmaps;
import io.tokenloom.cli.picture.PictureFormat;
import io.tokenloom.connection.Connections;
import io.tokenloom.deadletter.DeadLetterHeaders;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.reader.decode.ClusterVocabularies;
import io.tokenloom.reader.decode.DecodedPart;
import io.tokenloom.reader.decode.RecordDecoders;
import io.tokenloom.reader.decode.TokenDecoder;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.decode.VisualDecoder;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.RecordHeaders;
import io.tokenloom.wire.SchemaSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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
            "Gives back the bytes of a text from its token records, all parts in order; of a picture what its tokens say of"
                    + " it, decoded from the last reset of its stream on, in the size of its source.",
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
            description = "File to write, whole or not at all (default: standard output). A picture is written as its"
                    + " extension says: png, jpg; on standard output as PNG.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--part",
            description = "Only the part at this address, not the whole item; of visual tokens the picture as of this"
                    + " record.")
    private boolean part;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description =
                    "Of visual tokens: at most the first N of each record. What comes after a record that is cut is"
                            + " decoded on the cut state.")
    private Optional<Integer> keep = Optional.empty();

    @Option(
            names = "--frame",
            paramLabel = "I",
            description = "Of a video: the frame of this index (default: the last).")
    private Optional<Long> frame = Optional.empty();

    @Option(names = "--raw", description = "Of visual tokens: the picture in the size of the model, as it was decoded.")
    private boolean raw;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait for a vocabulary delta that a record needs and that is not committed yet"
                    + " (default: 30s).")
    private Duration wait = Duration.ofSeconds(30);

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
                ClusterVocabularies vocabularies = new ClusterVocabularies(connections, schemas, wait);
                TokenDecoders decoders = TokenDecoders.of(bundles, routes.tokenizers(), vocabularies)) {
            AddressedRecords addressed = new AddressedRecords(records, schemas);
            RecordDecoders known = new RecordDecoders(decoders, records, schemas, "with --bundle DIR");
            ItemContent content = new ItemContent(addressed, known);
            ItemPicture pictures = new ItemPicture(addressed, new StreamChain(records, schemas));
            ItemFinder finder = new ItemFinder(records, routes, schemas);
            if (part) {
                return part(addressed, known, finder, content, pictures);
            }
            Finding finding = find(records, routes, finder);
            if (!(finding instanceof Finding.Tokens tokens)) {
                return withoutTokens(finding, records);
            }
            if (tokens.others() > 0) {
                tell(tokens.others() + " more with this item id or source; this is the newest, from "
                        + tokens.item().source());
            }
            RecordAddress first = tokens.item().addresses().values().iterator().next();
            TokenDecoder decoder = addressed.read(first, (at, sequence) -> known.of(at, sequence.getTokenizer()));
            if (decoder instanceof VisualDecoder visual) {
                return write(pictures.of(tokens.item(), visual, wish(Optional.empty())));
            }
            refusePictureOptions(first);
            return write(content.of(tokens.item()));
        }
    }

    private int part(
            AddressedRecords addressed,
            RecordDecoders known,
            ItemFinder finder,
            ItemContent content,
            ItemPicture pictures) {
        RecordAddress address = RecordAddress.parse(target)
                .orElseThrow(() -> CommandException.usage(
                        "--part needs an address TOPIC/PARTITION/OFFSET, not \"" + target + "\""));
        TokenDecoder decoder = addressed.read(address, (at, sequence) -> known.of(at, sequence.getTokenizer()));
        if (decoder instanceof VisualDecoder visual) {
            if (frame.isPresent()) {
                throw CommandException.usage("--part and --frame both say which picture; leave one of them out");
            }
            // It was there a moment ago.
            Finding.Tokens tokens = (Finding.Tokens) finder.at(address);
            return write(pictures.of(tokens.item(), visual, wish(Optional.of(address))));
        }
        refusePictureOptions(address);
        return write(content.of(List.of(address)));
    }

    private PictureWish wish(Optional<RecordAddress> record) {
        return new PictureWish(keep, frame, record);
    }

    private void refusePictureOptions(RecordAddress address) {
        if (keep.isPresent() || frame.isPresent() || raw) {
            String option = keep.isPresent() ? "--keep" : frame.isPresent() ? "--frame" : "--raw";
            throw CommandException.usage(option + " is for visual tokens, and " + address
                    + " is of a text, which has no meaning cut or scaled; leave " + option + " out");
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

    private int withoutTokens(Finding finding, CommittedRecords records) {
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
                    + dead.letter().reason() + " at " + dead.address() + ", from "
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

    private int write(DecodedPicture decoded) {
        PictureFormat format = output.map(file -> PictureFormat.of(file)
                        .orElseThrow(() -> CommandException.usage(
                                "--output " + file + ": a picture is written as .png or .jpg, and this is neither")))
                .orElse(PictureFormat.PNG);
        if (decoded.cut() > 0) {
            tell("of " + decoded.records() + " records " + decoded.cut() + " had more than " + keep.orElseThrow()
                    + " tokens and were cut"
                    + (decoded.cutBefore()
                            ? "; those after them are decoded on the cut state, not on the one they were made for"
                            : ""));
        }
        return bytes(List.of(format.encode(bitmap(decoded))));
    }

    private BufferedImage bitmap(DecodedPicture decoded) {
        BufferedImage image = Bitmaps.of(decoded.picture());
        if (raw || decoded.width() < 1 || decoded.height() < 1) {
            return image;
        }
        if ((long) decoded.width() * decoded.height() > MediaLimits.DEFAULTS.pixels()) {
            throw CommandException.failed("the record says that its source has " + decoded.width() + " x "
                    + decoded.height() + " pixels, which is more than any source may have; --raw leaves the picture in"
                    + " the size of the model");
        }
        return Bitmaps.scaled(image, decoded.width(), decoded.height());
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
