package io.tokenloom.cli.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** How a picture becomes bytes. */
public enum PictureFormat {
    /** Exact. */
    PNG("png", List.of("png")),
    /** Small. */
    JPEG("jpeg", List.of("jpg", "jpeg"));

    private static final float JPEG_QUALITY = 0.85f;

    private final String name;
    private final List<String> extensions;

    PictureFormat(String name, List<String> extensions) {
        this.name = name;
        this.extensions = extensions;
    }

    /** The format that a file's extension asks for, if it asks for one of these. */
    public static Optional<PictureFormat> of(Path file) {
        String fileName = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extensions.stream().anyMatch(end -> fileName.endsWith("." + end)))
                .findFirst();
    }

    /** The picture as a file. */
    public byte[] encode(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(name).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (this == JPEG) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionQuality(JPEG_QUALITY);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory can't fail", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The picture as an address that holds all of it. */
    public String dataUri(BufferedImage image) {
        return "data:image/" + name + ";base64," + Base64.getEncoder().encodeToString(encode(image));
    }
}
