package io.tokenloom.cli.bench.quality;

import io.tokenloom.cli.picture.Bitmaps;
import io.tokenloom.cli.picture.PictureFormat;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A codec whose programs were found. Thread-safe.
 *
 * @param codec which
 * @param encoder its encoder
 * @param decoder its decoder, if it needs one
 */
record InstalledCodec(FileCodec codec, Path encoder, Optional<Path> decoder) {
    private static final String LAID = "picture";

    /** Where all its programs are on the search path; the others are missing. */
    static Optional<InstalledCodec> find(FileCodec codec, String searchPath) {
        Optional<Path> encoder = codec.encoder().find(searchPath);
        Optional<Path> decoder =
                codec.decoder().flatMap(decoding -> decoding.program().find(searchPath));
        return encoder.isPresent() && decoder.isPresent() == codec.decoder().isPresent()
                ? Optional.of(new InstalledCodec(codec, encoder.get(), decoder))
                : Optional.empty();
    }

    /** What the encoder says of its version. */
    String version() throws IOException, InterruptedException {
        try (Workbench workbench = new Workbench()) {
            workbench.run(encoder, List.of(codec.versionOption()));
            return workbench.said().lines().findFirst().orElse("");
        } catch (ProgramFailure e) {
            return "of unknown version";
        }
    }

    /** Writes what {@link #encode} takes. */
    static Path lay(EightBitPicture picture, Workbench workbench) throws IOException {
        Files.write(workbench.file(LAID + ".png"), PictureFormat.PNG.encode(Bitmaps.of(picture)));
        ByteArrayOutputStream ppm = new ByteArrayOutputStream();
        ppm.writeBytes(
                ("P6 " + picture.width() + " " + picture.height() + " 255\n").getBytes(StandardCharsets.US_ASCII));
        ppm.writeBytes(Scaling.interleaved(picture).rgb());
        Files.write(workbench.file(LAID + ".ppm"), ppm.toByteArray());
        return workbench.file(LAID);
    }

    /** The file of a picture that was laid. */
    byte[] encode(Path laid, String setting, int quality, Workbench workbench)
            throws IOException, InterruptedException, ProgramFailure {
        Path to = workbench.file("encoded" + codec.ending());
        List<String> options = new ArrayList<>(List.of(setting.split(" ")));
        options.addAll(codec.encoding(quality, laid, to));
        workbench.run(encoder, options);
        return Files.readAllBytes(to);
    }

    /** What a file shows. */
    RgbImage decode(byte[] file, Workbench workbench) throws IOException, InterruptedException, ProgramFailure {
        byte[] readable = file;
        if (decoder.isPresent()) {
            Path from = workbench.file("encoded" + codec.ending());
            Path to = workbench.file("decoded.png");
            Files.write(from, file);
            workbench.run(decoder.get(), codec.decoder().orElseThrow().options().apply(from, to));
            readable = Files.readAllBytes(to);
        }
        return new ImageDecoder(MediaLimits.DEFAULTS).decode(readable);
    }
}
