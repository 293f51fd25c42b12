package io.tokenloom.vision.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ids of PyTorch's own operations; src/test/python/quantizer_golden.py makes them. */
class QuantizerKnownAnswersTest {
    private static final byte[] TENSORS = resource("quantizers.safetensors");

    @ParameterizedTest
    @CsvSource({
        "vq.none, vq.codebook, NONE",
        "vq.features, vq.codebook, FEATURES",
        "vq.both, vq.codebook, FEATURES_AND_CODES",
        "vq.f16, vq.codebook.f16, NONE",
        "vq.bf16, vq.codebook.bf16, NONE"
    })
    void nearestCodesAreThoseOfPyTorch(String answer, String codebook, Normalisation normalisation) {
        NearestCode quantizer = new NearestCode(codebook(codebook), normalisation);
        FeatureMap features = FeatureMap.ofPositions(floats("vq.features"), 0, 100, 12);

        assertThat(quantizer.quantize(features).ids()).isEqualTo(ids(answer));
    }

    @Test
    void levelsAreThoseOfPyTorch() {
        List<Integer> flexTok = List.of(8, 8, 8, 5, 5, 5);
        List<Integer> odd = List.of(7, 5, 3, 2, 1000);

        assertThat(levels("fsq.flextok.latents", flexTok, FiniteScalar.Features.LATENTS))
                .isEqualTo(ids("fsq.flextok"));
        assertThat(levels("fsq.odd.latents", odd, FiniteScalar.Features.LATENTS))
                .isEqualTo(ids("fsq.odd"));
    }

    @Test
    void roundedCodesGiveTheSameIdsAsTheirLatents() {
        List<Integer> flexTok = List.of(8, 8, 8, 5, 5, 5);
        List<Integer> odd = List.of(7, 5, 3, 2, 1000);

        assertThat(levels("fsq.flextok.codes", flexTok, FiniteScalar.Features.CODES))
                .isEqualTo(ids("fsq.flextok"));
        assertThat(levels("fsq.odd.codes", odd, FiniteScalar.Features.CODES)).isEqualTo(ids("fsq.odd"));
    }

    @Test
    void residualsOverScalesAreThoseOfPyTorch() {
        MultiScaleResidual quantizer = new MultiScaleResidual(
                new NearestCode(codebook("scales.codebook"), Normalisation.NONE), List.of(1, 2, 3, 4, 5, 6, 8, 10, 13));
        FeatureMap features = FeatureMap.ofChannels(floats("scales.features"), 0, 6, 13, 13);

        assertThat(quantizer.quantize(features).ids()).isEqualTo(ids("scales"));
    }

    @Test
    void sharedIdsOverScalesAreThoseOfPyTorch() {
        MultiScaleResidual quantizer = new MultiScaleResidual(
                new SharedDual(codebook("dual.first"), codebook("dual.second"), Normalisation.FEATURES_AND_CODES),
                List.of(1, 2, 4, 6, 8, 10));
        FeatureMap features = FeatureMap.ofChannels(floats("dual.features"), 0, 11, 10, 10);

        assertThat(quantizer.quantize(features).ids()).isEqualTo(ids("dual"));
    }

    private static int[] levels(String tensor, List<Integer> levels, FiniteScalar.Features kind) {
        float[] values = floats(tensor);
        FeatureMap features = FeatureMap.ofPositions(values, 0, values.length / levels.size(), levels.size());
        return new FiniteScalar(levels, kind).quantize(features).ids();
    }

    private static Codebook codebook(String tensor) {
        return Codebook.read(TENSORS, tensor);
    }

    private static float[] floats(String tensor) {
        return SafetensorsFile.of(TENSORS).tensor(tensor).floats();
    }

    private static int[] ids(String answer) {
        try {
            return new JsonMapper()
                    .treeToValue(
                            new JsonMapper()
                                    .readTree(resource("quantizers.json"))
                                    .get(answer),
                            int[].class);
        } catch (IOException e) {
            throw new AssertionError("the answers can't be read", e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = QuantizerKnownAnswersTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(name + " can't be read", e);
        }
    }
}
