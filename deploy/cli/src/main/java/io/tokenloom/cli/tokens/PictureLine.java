package io.tokenloom.cli.tokens;

import io.tokenloom.cli.decode.PictureTokens;
import io.tokenloom.record.TokenSequence;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a record says of its picture, for the eye. Needs no tokenizer. */
final class PictureLine {
    private static final int SHOWN = 12;
    private static final double MICROS = 1_000_000;

    private PictureLine() {}

    /** Quality, place in the stream, first ids. */
    static String of(TokenSequence sequence) {
        PictureTokens tokens;
        try {
            tokens = PictureTokens.of(sequence);
        } catch (IllegalArgumentException e) {
            return "a picture in " + sequence.getPlanes().size() + " planes";
        }
        StringBuilder line = new StringBuilder();
        tokens.quality().ifPresent(quality -> line.append(String.format(Locale.ROOT, "%.1f dB  ", quality)));
        line.append("stream ").append(VisibleText.of(tokens.streamKey()));
        line.append(" frame ").append(tokens.frameIndex());
        tokens.timestamp().ifPresent(micros -> line.append(String.format(Locale.ROOT, " at %.3f s", micros / MICROS)));
        line.append(tokens.step() == 0 ? " reset" : " step " + tokens.step());
        if (sequence.getStream().getEndedEarly() != null) {
            line.append(" ended early by ")
                    .append(VisibleText.of(sequence.getStream().getEndedEarly()));
        }
        if (tokens.ids().length > 0) {
            line.append("  ids ")
                    .append(Arrays.stream(tokens.ids())
                            .limit(SHOWN)
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(" ")));
            line.append(tokens.ids().length > SHOWN ? "…" : "");
        }
        return line.toString();
    }
}
