package io.tokenloom.cli.bench.quality;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The demo's sample pictures and its film, for a first look where nobody named others. */
final class OwnMedia {
    /** What there is to know of them. */
    static final String CAUTION =
            "These are the program's own few samples. The reference bundle has learned from canyon.jpg"
                    + " and from the background of meadow.mp4, so the figures say little; name pictures and videos of your own"
                    + " with --images and --videos.";

    private static final String FOLDER = "/io/tokenloom/cli/demo/samples/pictures/";
    private static final List<String> PICTURES = List.of("canyon.jpg", "cat.jpg", "coffee.jpg", "rocket.jpg");
    private static final String FILM = "meadow.mp4";

    private OwnMedia() {}

    static List<Picture> pictures(MediaFolder reading) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (String name : PICTURES) {
            pictures.add(reading.picture(Picture.PHOTOGRAPHS, name, content(name)));
        }
        return pictures;
    }

    static List<Film> films() throws IOException {
        return List.of(MediaFolder.film(FILM, content(FILM)));
    }

    private static byte[] content(String name) throws IOException {
        try (InputStream in = OwnMedia.class.getResourceAsStream(FOLDER + name)) {
            return in.readAllBytes();
        }
    }
}
