package io.tokenloom.cli.visual;

import io.tokenloom.bundle.OnnxBundle;
import io.tokenloom.media.RgbImage;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.Framing;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.SourceRef;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.Truncation;
import io.tokenloom.token.EmbeddingNumbers;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.StepResult;
import io.tokenloom.vision.TokenBudget;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.VisualTokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Token records of pictures by one of the small encoders of {@code flink-jobs/src/test/resources/rows}, as the Tokenize job
 * makes them.
 *
 * @param bundle the tokenizer
 */
public record OnnxRecords(OnnxBundle bundle) implements AutoCloseable {
    private static final Path ROWS = Path.of("..", "..", "flink-jobs", "src", "test", "resources", "rows");

    /** The folder of an encoder's bundle. */
    public static Path folder(String name) {
        return ROWS.resolve(name).toAbsolutePath().normalize();
    }

    /** Of the encoder of this name. */
    public static OnnxRecords of(String name) {
        return at(folder(name));
    }

    /** Of the encoder in a folder. */
    public static OnnxRecords at(Path folder) {
        return new OnnxRecords(OnnxBundle.open(folder.toString(), DeviceSettings.of(Device.CPU)));
    }

    /**
     * Writes a bundle of two planes with a decoder into a folder, which is created: the mean of the one plane is the red of
     * its pictures, that of the other the green.
     */
    public static Path writeWithDecoder(Path folder) throws IOException {
        Path original = folder("fqgan");
        Files.createDirectories(folder.resolve("golden"));
        for (String file : List.of("encoder.onnx", "golden/120x150.png", "golden/400x320.png")) {
            Files.copy(original.resolve(file), folder.resolve(file));
        }
        byte[] decoder;
        try (InputStream in = OnnxRecords.class.getResourceAsStream("means.onnx")) {
            decoder = in.readAllBytes();
        }
        Files.write(folder.resolve("means.onnx"), decoder);
        String manifest = Files.readString(original.resolve("bundle.yaml"));
        Files.writeString(
                folder.resolve("bundle.yaml"),
                manifest.replace(
                                "files:\n",
                                "files:\n- {path: means.onnx, sha256: "
                                        + HexFormat.of().formatHex(sha256(decoder)) + "}\n")
                        + "decoder: {graph: means.onnx, inputs: [semantic, visual], image: image, values: zero-to-one}\n");
        return folder;
    }

    /** The vectors of an image, as one part of its item. */
    public TokenEmbeddings vectors(
            RecordAddress source, int part, int parts, String itemId, byte[] content, RgbImage picture) {
        VisualTokens.Embeddings made = (VisualTokens.Embeddings) tokens(picture);
        TokenContract contract = bundle.tokenizer().contract();
        TokenContract.Payload.Embeddings payload = (TokenContract.Payload.Embeddings) contract.payload();
        return TokenEmbeddings.newBuilder()
                .setSource(new SourceRef(source.topic(), source.partition(), source.offset(), part, parts))
                .setItemId(itemId)
                .setEventTime(Instant.EPOCH)
                .setContentDigest(digest(content))
                .setTokenizer(fingerprint())
                .setElementType(payload.stored())
                .setShape(List.of(made.count(), made.dimension()))
                .setValues(EmbeddingNumbers.write(made.values(), payload.stored()))
                .setOrder(contract.order())
                .setTruncation(new Truncation(contract.truncation(), contract.validLengths(), List.of()))
                .setGeometry(geometry(picture, made.keptPositions()))
                .setStream(stream(itemId, part))
                .build();
    }

    /** The ids of an image, which is not cut into parts. */
    public TokenSequence ids(RecordAddress source, String itemId, byte[] content, RgbImage picture) {
        VisualTokens.Ids made = (VisualTokens.Ids) tokens(picture);
        TokenContract contract = bundle.tokenizer().contract();
        List<TokenContract.Plane> named = ((TokenContract.Payload.Ids) contract.payload()).planes();
        List<TokenPlane> planes = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            planes.add(new TokenPlane(
                    named.get(i).name(),
                    Arrays.stream(made.planes()[i]).boxed().toList(),
                    named.get(i).vocabularySize()));
        }
        SequenceLayout layout = contract.blockEnds().isEmpty()
                ? null
                : new SequenceLayout(0, contract.blockEnds(), contract.orderParameter(), 0, List.of());
        return TokenSequence.newBuilder()
                .setSource(new SourceRef(source.topic(), source.partition(), source.offset(), 0, 1))
                .setItemId(itemId)
                .setEventTime(Instant.EPOCH)
                .setContentDigest(digest(content))
                .setTokenizer(fingerprint())
                .setPlanes(planes)
                .setOrder(contract.order())
                .setTruncation(new Truncation(contract.truncation(), contract.validLengths(), List.of()))
                .setGeometry(geometry(picture, made.keptPositions()))
                .setStream(stream(itemId, 0))
                .setFraming(contract.framing()
                        .map(placed -> new Framing(placed.beginIds(), placed.endIds(), placed.idOffset(), false))
                        .orElse(null))
                .setLayout(layout)
                .build();
    }

    private VisualTokens tokens(RgbImage picture) {
        StepRequest request = new StepRequest(
                bundle.tokenizer().prepare(picture),
                bundle.tokenizer().start(),
                new TokenBudget.Fixed(Integer.MAX_VALUE),
                false,
                new byte[32]);
        return ((StepResult.Made) bundle.tokenizer().step(List.of(request)).get(0)).tokens();
    }

    private TokenizerFingerprint fingerprint() {
        return new TokenizerFingerprint(bundle.fingerprint().shortBytes());
    }

    private Geometry geometry(RgbImage picture, int[] kept) {
        return bundle.tokenizer()
                .contract()
                .grid()
                .map(grid -> Geometry.newBuilder()
                        .setGridHeight(grid.height())
                        .setGridWidth(grid.width())
                        .setPatchHeight(grid.patchHeight())
                        .setPatchWidth(grid.patchWidth())
                        .setSourceHeight(picture.height())
                        .setSourceWidth(picture.width())
                        .setCropHeight(picture.height())
                        .setCropWidth(picture.width())
                        .setKeptPositions(Arrays.stream(kept).boxed().toList())
                        .build())
                .orElse(null);
    }

    private static StreamPosition stream(String itemId, int part) {
        return new StreamPosition(itemId, (long) part, null, 0, true, null, ResetReason.FIRST);
    }

    private static ContentDigest digest(byte[] content) {
        return new ContentDigest(Arrays.copyOf(sha256(content), 16));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        bundle.close();
    }
}
