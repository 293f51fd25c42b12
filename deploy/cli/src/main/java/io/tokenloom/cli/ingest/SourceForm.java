package io.tokenloom.cli.ingest;

import io.tokenloom.media.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** How a file becomes records. */
public enum SourceForm {
    /** The whole file is one item. */
    TEXT,

    /** Each line is one item and keeps its line ending. */
    LINES,

    /** The whole file is one picture. */
    IMAGE,

    /** The whole file is one video. */
    VIDEO,

    /** The whole file is one frame of the stream that its folder is, in the order of the names. */
    FRAMES;

    private static final int LOOKED_AT = 512;

    /** What the name of a folder ends with whose pictures are the frames of one stream. */
    private static final String STREAM_FOLDER = ".frames";

    private static final Set<String> LINE_EXTENSIONS = Set.of("log", "jsonl", "ndjson", "csv", "tsv");

    /** The usual form of a text file of this name: logs and tables go by line, also rotated ones; all else whole. */
    public static SourceForm ofName(String fileName) {
        String name = RotatedName.live(fileName).orElse(fileName);
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return LINE_EXTENSIONS.contains(extension) ? LINES : TEXT;
    }

    /** The usual form of a file: pictures and videos by what they start with, whatever their names;
     * pictures in a folder called {@code NAME.frames} are its stream's; all else by name. */
    static SourceForm of(Path file) {
        MediaType type = MediaType.of(start(file));
        return switch (type.use()) {
            case IMAGE -> inStream(file) ? FRAMES : IMAGE;
            case VIDEO -> VIDEO;
            // Pictures of a kind that nothing here reads: a dead letter says so, rather than that they are no text.
            case REFUSED ->
                type == MediaType.SVG
                        ? TEXT
                        : type.mimeType().startsWith("image/")
                                ? IMAGE
                                : type.mimeType().startsWith("video/")
                                        ? VIDEO
                                        : ofName(String.valueOf(file.getFileName()));
        };
    }

    private static boolean inStream(Path file) {
        Path folder = file.getParent();
        return folder != null && folder.toString().endsWith(STREAM_FOLDER);
    }

    private static byte[] start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LOOKED_AT);
        } catch (IOException e) {
            // Whoever sends it will tell.
            return new byte[0];
        }
    }
}
