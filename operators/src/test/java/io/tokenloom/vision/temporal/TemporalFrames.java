package io.tokenloom.vision.temporal;

import io.tokenloom.model.Device;
import io.tokenloom.model.OnnxModel;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.preprocessing.EightBitPicture;
import io.tokenloom.vision.preprocessing.Normalisation;
import io.tokenloom.vision.preprocessing.PerColour;
import io.tokenloom.vision.preprocessing.Preprocessing;
import io.tokenloom.vision.preprocessing.SourceView;
import io.tokenloom.vision.preprocessing.StretchArea;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The models and frames of {@code src/test/python/temporal_model.py}. */
final class TemporalFrames {
    static final int WINDOW = 16;
    static final double REFERENCE = 16;
    static final int SIDE = 64;
    static final int HALF_SIDE = 16;

    private static final TensorNames NAMES =
            new TensorNames("pixel", "tau", "past_k", "past_v", "past_len", "tokens", "new_k", "new_v");

    private TemporalFrames() {}

    static OnnxModel model() {
        return OnnxModel.load(bytes("temporal.onnx"), Device.CPU);
    }

    static OnnxModel halfModel() {
        return OnnxModel.load(bytes("temporal-half.onnx"), Device.CPU);
    }

    static TemporalSpec spec(int window, WindowPolicy policy, StateForm form) {
        return new TemporalSpec(NAMES, 1, 2, window, policy, form, REFERENCE, 4);
    }

    static TemporalSpec halfSpec(StateForm form) {
        return new TemporalSpec(NAMES, 0, 1, 6, WindowPolicy.BLOCK, form, REFERENCE, 4);
    }

    static TemporalTokenizer tokenizer(OnnxModel model, TemporalSpec spec, long mostCacheBytes) {
        return new TemporalTokenizer(model, spec, contract(32), preprocessing(SIDE), false, mostCacheBytes);
    }

    static TemporalTokenizer halfTokenizer(OnnxModel model, StateForm form, long mostCacheBytes) {
        return new TemporalTokenizer(
                model, halfSpec(form), contract(4), preprocessing(HALF_SIDE), false, mostCacheBytes);
    }

    static Preprocessing preprocessing(int side) {
        return new Preprocessing(
                new StretchArea(side, side),
                Normalisation.of(new PerColour(0.485f, 0.456f, 0.406f), new PerColour(0.229f, 0.224f, 0.225f)));
    }

    static TokenContract contract(int dimension) {
        return new TokenContract(
                new TokenContract.Payload.Embeddings(dimension, ElementType.FLOAT16),
                dimension == 32 ? 64 : 16,
                TokenOrder.TEMPORAL,
                0,
                TruncationKind.NONE,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** Frame t of the clip. */
    static EightBitPicture frame(int t, int side) {
        byte[] planes = new byte[3 * side * side];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int texture = ((x + 2 * t) * (5 + c) + y * (3 + c)) ^ (t * 29);
                    planes[(c * side + y) * side + x] = (byte) (texture * 3);
                }
            }
        }
        return new EightBitPicture(side, side, planes, SourceView.whole(side, side));
    }

    static byte[] bytes(String name) {
        try (InputStream in = TemporalFrames.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
