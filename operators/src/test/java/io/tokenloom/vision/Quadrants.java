package io.tokenloom.vision;

import io.tokenloom.media.RgbImage;
import io.tokenloom.model.Device;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Normalisation;
import io.tokenloom.vision.preprocessing.Preprocessing;
import io.tokenloom.vision.preprocessing.StretchArea;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The small model of {@code src/test/onnx/quadrants.py}: four tokens, the means of the quadrants against the state. */
public final class Quadrants implements AutoCloseable {
    /** Width and height. */
    public static final int SIDE = 8;

    private final OnnxModel encoder;
    private final OnnxModel decoder;

    Quadrants(String encoderFile) {
        encoder = OnnxModel.load(bytes(encoderFile), Device.CPU);
        decoder = OnnxModel.load(bytes("decoder.onnx"), Device.CPU);
    }

    static Quadrants open() {
        return new Quadrants("encoder.onnx");
    }

    ProgressiveTokenizer tokenizer(ResetRule resets) {
        return new ProgressiveTokenizer(
                model(), new Preprocessing(new StretchArea(SIDE, SIDE), Normalisation.zeroToOne()), resets, 4);
    }

    ProgressiveModel model() {
        return new ProgressiveModel(encoder, decoder, new ProgressiveModel.Shape(SIDE, 4, 256));
    }

    /** A file of the model. */
    public static byte[] bytes(String name) {
        try (InputStream in = Quadrants.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A grey picture. */
    static EightBitPicture grey(int value) {
        byte[] planes = new byte[3 * SIDE * SIDE];
        Arrays.fill(planes, (byte) value);
        return EightBitPicture.square(SIDE, planes);
    }

    /** A grey picture in another size. */
    static RgbImage grey(int width, int height, int value) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) value);
        return new RgbImage(width, height, rgb);
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
