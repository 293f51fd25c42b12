package io.tokenloom.cli.bench.visual;

import io.tokenloom.cli.picture.PictureFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A bundle whose streams have a small state, 192 bytes: its model, of {@code operators/src/test/onnx/quadrants.py}, takes
 * pictures of 8 pixels a side and makes four tokens, each of which says how a quadrant's mean differs from the state. It
 * computes next to nothing, so what is measured with it is all else.
 */
public final class SmallStateBundle {
    /** Its name. */
    public static final String NAME = "quadrants";

    private static final int GREY = 101;

    private SmallStateBundle() {}

    /** Writes it into a folder, which is created. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        byte[] encoder = bytes("encoder.onnx");
        byte[] decoder = bytes("decoder.onnx");
        byte[] golden = PictureFormat.PNG.encode(grey());
        Files.write(folder.resolve("encoder.onnx"), encoder);
        Files.write(folder.resolve("decoder.onnx"), decoder);
        Files.write(folder.resolve("grey.png"), golden);
        Files.writeString(
                folder.resolve("bundle.yaml"), """
                name: %s
                version: "1"
                kind: visual
                engine: {format: progressive-onnx, encoder: encoder.onnx, decoder: decoder.onnx}
                input: {side: 8, preprocessing: stretch-area-1}
                tokens: {count: 4, codebookSize: 256}
                stills: {steps: 4}
                resets: {sceneCut: 12, doubt: 0, maxSteps: 100}
                files:
                  - {path: encoder.onnx, sha256: %s}
                  - {path: decoder.onnx, sha256: %s}
                  - {path: grey.png, sha256: %s}
                licence: Apache-2.0
                golden:
                  - {frames: [{image: grey.png, ids: [178, 178, 178, 178]}]}
                """.formatted(NAME, sha256(encoder), sha256(decoder), sha256(golden)));
        return folder;
    }

    private static BufferedImage grey() {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[64];
        Arrays.fill(pixels, GREY * 0x010101);
        image.setRGB(0, 0, 8, 8, pixels, 0, 8);
        return image;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = SmallStateBundle.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
