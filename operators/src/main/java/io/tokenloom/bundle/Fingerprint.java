package io.tokenloom.bundle;

import io.tokenloom.text.ControlToken;
import io.tokenloom.text.mode.TextMode;
import io.tokenloom.text.split.SplitPattern;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Identity of what a tokenizer does: two bundles with the same fingerprint give the same ids for every text, and one
 * that could give other ids has another fingerprint. Name, version, licence, golden items and file names do not count.
 *
 * <p>It is the SHA-256 of some fields in order, each a 32-bit big-endian length and that many bytes of UTF-8. Of text:
 *
 * <ol>
 *   <li>{@code tokenloom-text-1}
 *   <li>the format's name in the manifest
 *   <li>the SHA-256 of the tokenizer file, lower-case hexadecimal
 *   <li>the pattern's name in the manifest, or nothing
 *   <li>for each control token that the manifest lists, sorted by spelling (UTF-16 order): the spelling, then the id in
 *       decimal, or nothing where the manifest leaves it to the file
 *   <li>{@code library}, where the manifest asks for the library's engine
 * </ol>
 *
 * <p>Of pictures: {@code tokenloom-visual-1}, the SHA-256 of encoder and decoder, the preprocessing's name in the manifest,
 * side, tokens, codebook size, steps of stills, scene cut, doubt and largest number of steps, numbers in decimal.
 *
 * <p>Of ONNX encoders: {@code tokenloom-onnx-1}, the SHA-256 of the graph, and the manifest without what does not count, see
 * {@link OnnxIdentity}.
 *
 * <p>Of a mode of text: {@code tokenloom-text-mode-1}, the base's fingerprint as 64 hexadecimal digits, and the mode's
 * spelling.
 *
 * <p>Thread-safe: immutable.
 */
public final class Fingerprint {
    /** Length of {@link #shortBytes()}. */
    public static final int SHORT_LENGTH = 8;

    private static final String TEXT_DOMAIN = "tokenloom-text-1";
    private static final String TEXT_MODE_DOMAIN = "tokenloom-text-mode-1";
    private static final String VISUAL_DOMAIN = "tokenloom-visual-1";

    private final byte[] sha256;

    private Fingerprint(byte[] sha256) {
        this.sha256 = sha256;
    }

    static Fingerprint of(TextManifest manifest) {
        List<String> fields = new ArrayList<>(List.of(
                TEXT_DOMAIN,
                manifest.format().manifestName(),
                manifest.tokenizerFileSha256(),
                manifest.pattern().map(SplitPattern::manifestName).orElse("")));
        manifest.controlTokens().stream()
                .sorted(Comparator.comparing(ControlToken::content))
                .forEach(control -> {
                    fields.add(control.content());
                    fields.add(
                            control.id().isPresent()
                                    ? Integer.toString(control.id().getAsInt())
                                    : "");
                });
        if (manifest.engine() == TextManifest.Engine.LIBRARY) {
            fields.add("library");
        }
        return of(fields);
    }

    static Fingerprint of(ProgressiveManifest manifest) {
        return of(List.of(
                VISUAL_DOMAIN,
                manifest.sha256(manifest.encoderFile()),
                manifest.sha256(manifest.decoderFile()),
                manifest.preprocessing().sizing().manifestName(),
                Integer.toString(manifest.shape().side()),
                Integer.toString(manifest.shape().tokens()),
                Integer.toString(manifest.shape().codebookSize()),
                Integer.toString(manifest.stillSteps()),
                Double.toString(manifest.resets().sceneCut()),
                Double.toString(manifest.resets().doubt()),
                Integer.toString(manifest.resets().maxSteps())));
    }

    /** Of an ONNX encoder, by its {@link OnnxIdentity}. */
    static Fingerprint of(OnnxIdentity identity) {
        return of(identity.fields());
    }

    /** Of the tokenizer that a mode makes of this one; this one itself as it was published. */
    public Fingerprint with(TextMode mode) {
        return mode.equals(TextMode.AS_PUBLISHED) ? this : of(List.of(TEXT_MODE_DOMAIN, hex(), mode.spelling()));
    }

    private static Fingerprint of(List<String> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String field : fields) {
                write(out, field);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return new Fingerprint(Sha256.of(bytes.toByteArray()));
    }

    private static void write(DataOutputStream out, String field) throws IOException {
        byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    /** All 32 bytes. */
    public byte[] sha256() {
        return sha256.clone();
    }

    /** The first {@value #SHORT_LENGTH} bytes, as token records carry them. */
    public byte[] shortBytes() {
        return Arrays.copyOf(sha256, SHORT_LENGTH);
    }

    /** {@link #shortBytes()} as {@code 2 * SHORT_LENGTH} lower-case hexadecimal digits. */
    public String shortHex() {
        return HexFormat.of().formatHex(sha256, 0, SHORT_LENGTH);
    }

    /** All bytes as 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(sha256);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && Arrays.equals(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return hex();
    }
}
