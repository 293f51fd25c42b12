package io.tokenloom.bundle;

import io.tokenloom.text.ControlToken;
import io.tokenloom.text.SplitPattern;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Identity of what a tokenizer does: two bundles with the same fingerprint give the same ids for every text, and one
 * that could give other ids has another fingerprint. Name, version, licence, golden items and file names do not count.
 *
 * <p>It is the SHA-256 of these fields in order, each a 32-bit big-endian length and that many bytes of UTF-8:
 *
 * <ol>
 *   <li>{@code tokenloom-text-1}
 *   <li>the format's name in the manifest
 *   <li>the SHA-256 of the tokenizer file, lower-case hexadecimal
 *   <li>the pattern's name in the manifest, or nothing
 *   <li>for each control token that the manifest lists, sorted by spelling (UTF-16 order): the spelling, then the id in
 *       decimal, or nothing where the manifest leaves it to the file
 * </ol>
 *
 * <p>Thread-safe: immutable.
 */
public final class Fingerprint {
    /** Length of {@link #shortBytes()}. */
    public static final int SHORT_LENGTH = 8;

    private static final String DOMAIN = "tokenloom-text-1";

    private final byte[] sha256;

    private Fingerprint(byte[] sha256) {
        this.sha256 = sha256;
    }

    static Fingerprint of(TextManifest manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, DOMAIN);
            write(out, manifest.format().manifestName());
            write(out, manifest.tokenizerFileSha256());
            write(out, manifest.pattern().map(SplitPattern::manifestName).orElse(""));
            List<ControlToken> sorted = manifest.controlTokens().stream()
                    .sorted(Comparator.comparing(ControlToken::content))
                    .toList();
            for (ControlToken control : sorted) {
                write(out, control.content());
                write(
                        out,
                        control.id().isPresent() ? Integer.toString(control.id().getAsInt()) : "");
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
