package io.tokenloom.vision.temporal;

import io.tokenloom.model.OnnxModel;
import io.tokenloom.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares a graph with what a manifest says of it. Used once, by one thread. */
final class GraphCheck {
    private static final long FREE = TensorSpec.FREE;

    private final TemporalSpec spec;
    private final OnnxModel model;
    private final List<String> mistakes = new ArrayList<>();

    GraphCheck(TemporalSpec spec, OnnxModel model) {
        this.spec = spec;
        this.model = model;
    }

    List<String> mistakes() {
        TensorNames names = spec.names();
        TensorSpec pixel =
                require("input", model.inputs(), names.pixel(), TensorSpec.Type.FLOAT32, FREE, 3, FREE, FREE);
        if (pixel != null && (pixel.shape()[0] != FREE || pixel.shape()[2] < 1 || pixel.shape()[3] < 1)) {
            mistakes.add("input " + names.pixel() + " is " + pixel
                    + "; its first axis has to be free, height and width of fixed length");
        }
        require("input", model.inputs(), names.time(), TensorSpec.Type.FLOAT32, FREE);
        require("input", model.inputs(), names.pastLength(), TensorSpec.Type.INT64, FREE);
        require("output", model.outputs(), names.tokens(), TensorSpec.Type.FLOAT32, FREE, FREE, FREE);
        TensorSpec past = find("input", model.inputs(), names.pastKeys());
        if (past != null && isPast(names.pastKeys(), past)) {
            long[] one = past.shape().clone();
            one[spec.timeAxis()] = 1;
            require("input", model.inputs(), names.pastValues(), past.type(), past.shape());
            require("output", model.outputs(), names.newKeys(), past.type(), one);
            require("output", model.outputs(), names.newValues(), past.type(), one);
        }
        return mistakes;
    }

    private TensorSpec find(String what, Map<String, TensorSpec> specs, String name) {
        TensorSpec found = specs.get(name);
        if (found == null) {
            mistakes.add(what + " " + name + " is missing; there are "
                    + specs.keySet().stream().sorted().toList());
        }
        return found;
    }

    /** What there is under this name, or null if it is missing or can't be of this shape. */
    private TensorSpec require(
            String what, Map<String, TensorSpec> specs, String name, TensorSpec.Type type, long... shape) {
        TensorSpec found = find(what, specs, name);
        if (found == null || found.admits(type, shape)) {
            return found;
        }
        mistakes.add(what + " " + name + " is " + found + ", wanted is " + new TensorSpec(type, shape));
        return null;
    }

    private boolean isPast(String name, TensorSpec past) {
        int before = mistakes.size();
        long[] shape = past.shape();
        if (!PastLayout.holds(past.type())) {
            mistakes.add("input " + name + " is " + past + ", wanted are 32-bit or 16-bit floats");
        }
        if (spec.batchAxis() >= shape.length || spec.timeAxis() >= shape.length) {
            mistakes.add("input " + name + " is " + past + ", which has no axis " + spec.batchAxis()
                    + " for streams, or " + spec.timeAxis() + " for frames");
            return false;
        }
        if (shape[spec.batchAxis()] != FREE) {
            mistakes.add("input " + name + " is " + past + "; axis " + spec.batchAxis()
                    + ", which is for streams, has to be free. Export the graph with a dynamic batch.");
        }
        long time = shape[spec.timeAxis()];
        if (time != FREE && time < spec.mostPast()) {
            mistakes.add("input " + name + " is " + past + "; axis " + spec.timeAxis() + " has room for " + time
                    + " frames, and a window of " + spec.window() + " has a past of " + spec.mostPast()
                    + ". Lower the window.");
        }
        for (int axis = 0; axis < shape.length; axis++) {
            if (axis != spec.batchAxis() && axis != spec.timeAxis() && shape[axis] < 1) {
                mistakes.add("input " + name + " is " + past + "; axis " + axis + " has to be of fixed length");
            }
        }
        return mistakes.size() == before;
    }
}
