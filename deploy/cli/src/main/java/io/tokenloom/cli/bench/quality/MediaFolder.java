package io.tokenloom.cli.bench.quality;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.media.ImageDecoder;
import io.tokenloom.media.MediaLimits;
import io.tokenloom.media.MediaType;
import io.tokenloom.media.video.ChildVp8Decoder;
import io.tokenloom.vision.ProgressiveTokenizer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Pictures and videos of folders. Files that can't be read are named and left out. */
final class MediaFolder {
    /** Photographs of today's cameras. */
    private static final MediaLimits LIMITS = new MediaLimits(
            64_000_000,
            16_384,
            1000,
            MediaLimits.DEFAULTS.frames(),
            Duration.ofMinutes(5),
            MediaLimits.DEFAULTS.decoderBytes());

    private static final int START_BYTES = 512;

    private final ProgressiveTokenizer tokenizer;
    private final ImageDecoder decoder = new ImageDecoder(LIMITS, new ChildVp8Decoder());
    private final Consumer<String> notices;

    MediaFolder(ProgressiveTokenizer tokenizer, Consumer<String> notices) {
        this.tokenizer = tokenizer;
        this.notices = notices;
    }

    /**
     * Pictures of a folder: each folder in it is a category, and what lies in it directly is a photograph.
     *
     * @throws CommandException "usage" if there is none
     */
    List<Picture> pictures(Path folder) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Path file : files(folder, "--images", "pictures")) {
            Path relative = folder.relativize(file);
            String category = relative.getNameCount() == 1
                    ? Picture.PHOTOGRAPHS
                    : relative.getName(0).toString();
            try {
                pictures.add(picture(category, file.getFileName().toString(), Files.readAllBytes(file)));
            } catch (TokenizationException e) {
                notices.accept(file + " is left out: " + e.getMessage());
            }
        }
        if (pictures.isEmpty()) {
            throw CommandException.usage(
                    "--images " + folder + " has no picture in it that can be read; name a folder with pictures");
        }
        return pictures;
    }

    /** One that is in memory. */
    Picture picture(String category, String name, byte[] content) {
        return new Picture(category, name, tokenizer.prepare(decoder.decode(content)));
    }

    /**
     * Videos of a folder, of those in it too.
     *
     * @throws CommandException "usage" if there is none
     */
    List<Film> films(Path folder) throws IOException {
        List<Film> films = new ArrayList<>();
        for (Path file : files(folder, "--videos", "videos")) {
            if (isVideo(file)) {
                Path parent = file.toAbsolutePath().getParent();
                films.add(new Film(
                        folder.relativize(file).toString().replace(File.separatorChar, '/'),
                        Film.Camera.ofFolder(parent.getFileName().toString()),
                        open -> open.open(file, LIMITS)));
            } else {
                notices.accept(file + " is left out: it is no video that is read here");
            }
        }
        if (films.isEmpty()) {
            throw CommandException.usage(
                    "--videos " + folder + " has no video in it; name a folder with videos, those of standing cameras"
                            + " in a folder \"fixed\" in it, those of moving ones in \"moving\"");
        }
        return films;
    }

    /** One that is in memory. */
    static Film film(String name, byte[] content) {
        return new Film(name, Film.Camera.UNKNOWN, open -> open.open(content, LIMITS));
    }

    private static boolean isVideo(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return MediaType.of(in.readNBytes(START_BYTES)).use() == MediaType.Use.VIDEO;
        }
    }

    private static List<Path> files(Path folder, String option, String what) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw CommandException.usage(option + " " + folder + " is not a folder; name one with " + what + " in it");
        }
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
