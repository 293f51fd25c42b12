package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.model.Device;
import io.tokenloom.vision.PictureDecoder;
import io.tokenloom.vision.VisualTokens;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * Colours of the 16 x 16 patches that the decoders of {@code row_models.py} make, each of 16 x 16 equal pixels.
 *
 * @param colours plane by plane, 0..255
 */
record DecodedPatches(int[] colours) {
    private static final int SIDE = 16;
    private static final int PATCH = 16;

    /** What the reference makes of the first ids of the bundle's first picture. */
    static DecodedPatches golden(String bundle, int ids) throws IOException {
        byte[] bytes = Files.readAllBytes(Golden.bundle(bundle).resolve("golden/decoded-" + ids + ".rgb"));
        int[] colours = new int[bytes.length];
        Arrays.setAll(colours, i -> bytes[i] & 0xFF);
        return new DecodedPatches(colours);
    }

    /** What the bundle's decoder makes of these ids. */
    static DecodedPatches of(String bundle, int[] ids) {
        try (VisualBundle open = VisualBundle.open(Golden.bundle(bundle).toString(), Device.CPU)) {
            PictureDecoder decoder = open.decoder().orElseThrow();
            EightBitPicture picture = decoder.picture(decoder.after(VisualTokens.Ids.of(ids), decoder.start()));
            int[] colours = new int[3 * SIDE * SIDE];
            Arrays.setAll(colours, i -> picture.planes()[pixel(picture.width(), i)] & 0xFF);
            return new DecodedPatches(colours);
        }
    }

    private static int pixel(int width, int colour) {
        int row = colour / SIDE % SIDE * PATCH;
        int column = colour % SIDE * PATCH;
        return (colour / (SIDE * SIDE) * width + row) * width + column;
    }

    /** The largest difference of a colour. */
    int distance(DecodedPatches other) {
        int largest = 0;
        for (int i = 0; i < colours.length; i++) {
            largest = Math.max(largest, Math.abs(colours[i] - other.colours[i]));
        }
        return largest;
    }
}
