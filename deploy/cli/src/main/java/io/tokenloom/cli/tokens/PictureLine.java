package io.tokenloom.cli.tokens;

import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a record of ids says of its picture, for the eye. Needs no tokenizer. */
final class PictureLine {
    private static final int SHOWN = 12;

    private PictureLine() {}

    /** Whether a record is of a picture: only those have a place in one, or in a stream. */
    static boolean isOf(TokenSequence sequence) {
        return sequence.getStream() != null || sequence.getGeometry() != null;
    }

    /** Quality, place, first ids of each plane. */
    static String of(TokenSequence sequence) {
        List<String> phrases = new ArrayList<>();
        List<Float> qualities = sequence.getTruncation().getPrefixQualities();
        if (!qualities.isEmpty()) {
            phrases.add(String.format(Locale.ROOT, "%.1f dB", qualities.get(qualities.size() - 1)));
        }
        phrases.addAll(PicturePlace.of(sequence).phrases());
        sequence.getPlanes().stream()
                .filter(plane -> !plane.getIds().isEmpty())
                .map(PictureLine::ids)
                .forEach(phrases::add);
        return String.join(LinePrinter.GAP, phrases);
    }

    private static String ids(TokenPlane plane) {
        String first = plane.getIds().stream()
                .limit(SHOWN)
                .map(id -> Integer.toString(id))
                .collect(Collectors.joining(" "));
        return (plane.getName().isEmpty() ? "" : VisibleText.of(plane.getName()) + " ") + "ids " + first
                + (plane.getIds().size() > SHOWN ? "…" : "");
    }
}
