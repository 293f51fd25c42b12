package io.tokenloom.vision.encoder;

import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.TensorSpec;
import io.tokenloom.vision.TokenContract;
import io.tokenloom.vision.preprocessing.Preprocessing;
import io.tokenloom.vision.preprocessing.TensorLayout;
import io.tokenloom.vision.quantization.CodeTable;
import io.tokenloom.vision.quantization.MultiScaleResidual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that has to be known of a graph to make tokens with it. Immutable.
 *
 * @param input name of the input that takes the pictures
 * @param preprocessing what happens to a picture before
 * @param output what tokens are made of
 * @param qualities name of the output that says which quality each prefix reaches, float32 [N, K] in dB
 * @param selection which positions have tokens, where not all have
 * @param published position in the graph's order of each token of the published order; empty where they are the same
 * @param contract what the tokens are
 */
public record EncoderSpec(
        String input,
        Preprocessing preprocessing,
        EncoderOutput output,
        Optional<String> qualities,
        Optional<Selection> selection,
        Optional<int[]> published,
        TokenContract contract) {
    private static final Set<TensorSpec.Type> PICTURES =
            Set.of(TensorSpec.Type.FLOAT32, TensorSpec.Type.FLOAT16, TensorSpec.Type.UINT8);
    private static final Set<TensorSpec.Type> NUMBERS = Set.of(TensorSpec.Type.FLOAT32, TensorSpec.Type.FLOAT16);
    private static final Set<TensorSpec.Type> IDS = Set.of(TensorSpec.Type.INT64, TensorSpec.Type.INT32);
    private static final Set<TensorSpec.Type> MASKS = Set.of(
            TensorSpec.Type.BOOL,
            TensorSpec.Type.UINT8,
            TensorSpec.Type.INT32,
            TensorSpec.Type.INT64,
            TensorSpec.Type.FLOAT32,
            TensorSpec.Type.FLOAT16);

    /**
     * The table of codes of each plane that has one, by the plane's name. Planes whose ids the graph gives, and those whose
     * codes are computed, have none.
     */
    public Map<String, CodeTable> codeTables() {
        Map<String, CodeTable> tables = new LinkedHashMap<>();
        if (output instanceof EncoderOutput.Planes planes
                && contract.payload() instanceof TokenContract.Payload.Ids ids) {
            for (int i = 0; i < planes.planes().size(); i++) {
                String name = ids.planes().get(i).name();
                codeTable(planes.planes().get(i)).ifPresent(table -> tables.put(name, table));
            }
        }
        return tables;
    }

    private static Optional<CodeTable> codeTable(EncoderOutput.Plane plane) {
        if (!(plane instanceof EncoderOutput.Plane.Quantized quantized)) {
            return Optional.empty();
        }
        if (quantized.quantizer() instanceof MultiScaleResidual scaled) {
            return Optional.of(scaled.codes());
        }
        return quantized.quantizer() instanceof CodeTable table ? Optional.of(table) : Optional.empty();
    }

    /** Names of all outputs that are used. */
    public Set<String> outputs() {
        Set<String> names = new LinkedHashSet<>();
        if (output instanceof EncoderOutput.Vectors vectors) {
            names.add(vectors.features().output());
        } else {
            for (EncoderOutput.Plane plane : ((EncoderOutput.Planes) output).planes()) {
                if (plane instanceof EncoderOutput.Plane.OfGraph graph) {
                    names.add(graph.output());
                } else {
                    ((EncoderOutput.Plane.Quantized) plane)
                            .features()
                            .forEach(features -> names.add(features.output()));
                }
            }
        }
        qualities.ifPresent(names::add);
        selection.ifPresent(some -> {
            names.add(some.logits());
            some.mask().ifPresent(names::add);
        });
        return names;
    }

    /** Everything in which a graph differs from this. */
    public List<String> mistakes(OnnxModel model) {
        List<String> mistakes = new ArrayList<>();
        checkInputs(model.inputs(), mistakes);
        if (output instanceof EncoderOutput.Vectors vectors) {
            require(model, vectors.features().output(), NUMBERS, mistakes);
        } else {
            for (EncoderOutput.Plane plane : ((EncoderOutput.Planes) output).planes()) {
                if (plane instanceof EncoderOutput.Plane.OfGraph graph) {
                    require(model, graph.output(), IDS, mistakes);
                } else {
                    ((EncoderOutput.Plane.Quantized) plane)
                            .features()
                            .forEach(features -> require(model, features.output(), NUMBERS, mistakes));
                }
            }
        }
        qualities.ifPresent(name -> require(model, name, NUMBERS, mistakes));
        selection.ifPresent(some -> {
            require(model, some.logits(), NUMBERS, mistakes);
            some.mask().ifPresent(mask -> require(model, mask, MASKS, mistakes));
        });
        return mistakes;
    }

    private void checkInputs(Map<String, TensorSpec> inputs, List<String> mistakes) {
        Set<String> known = new TreeSet<>(Set.of(input));
        selection.flatMap(Selection::noise).ifPresent(known::add);
        for (String name : new TreeSet<>(inputs.keySet())) {
            if (!known.contains(name)) {
                mistakes.add(
                        "the graph has an input " + name + " that the manifest does not name; export it as a constant");
            }
        }
        for (String name : known) {
            if (!inputs.containsKey(name)) {
                mistakes.add("the graph has no input " + name + "; it has " + new TreeSet<>(inputs.keySet()));
            }
        }
        TensorSpec picture = inputs.get(input);
        if (picture == null) {
            return;
        }
        if (!PICTURES.contains(picture.type())) {
            mistakes.add("input " + input + " is " + picture + "; pictures go in as float32, float16 or uint8");
        }
        long height = preprocessing.sizing().height();
        long width = preprocessing.sizing().width();
        long[] wanted = preprocessing.normalisation().layout() == TensorLayout.NCHW
                ? new long[] {-1, 3, height, width}
                : new long[] {-1, height, width, 3};
        if (!fits(picture.shape(), wanted)) {
            mistakes.add("input " + input + " is " + picture + ", the manifest's preprocessing gives "
                    + new TensorSpec(picture.type(), wanted));
        }
    }

    private static boolean fits(long[] shape, long[] wanted) {
        if (shape.length != wanted.length) {
            return false;
        }
        for (int i = 1; i < shape.length; i++) {
            if (shape[i] >= 0 && shape[i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static void require(OnnxModel model, String name, Set<TensorSpec.Type> types, List<String> mistakes) {
        TensorSpec found = model.outputs().get(name);
        if (found == null) {
            mistakes.add("the graph has no output " + name + "; it has "
                    + new TreeSet<>(model.outputs().keySet()));
        } else if (!types.contains(found.type())) {
            mistakes.add("output " + name + " is " + found + ", wanted is one of " + new TreeSet<>(types));
        }
    }
}
