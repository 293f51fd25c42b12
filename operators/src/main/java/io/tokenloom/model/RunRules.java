package io.tokenloom.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What goes into a run, and is asked of it, against what the graph declares: the mistake names input or output. */
final class RunRules {
    private RunRules() {}

    /** @throws ModelRunException with all mistakes */
    static void check(
            Map<String, TensorSpec> inputs,
            Map<String, Tensor> given,
            Map<String, TensorSpec> outputs,
            Set<String> wanted) {
        List<String> mistakes = new ArrayList<>();
        inputs.forEach((name, spec) -> {
            Tensor tensor = given.get(name);
            if (tensor == null) {
                mistakes.add("input " + name + ", " + spec + ", was not given");
            } else if (spec.type() == TensorSpec.Type.OTHER) {
                mistakes.add("input " + name + " is " + spec + ", which can't be given; " + mend());
            } else if (!spec.admits(tensor.type(), tensor.shape())) {
                mistakes.add("input " + name + " is " + spec + ", given was "
                        + new TensorSpec(tensor.type(), tensor.shape()));
            }
        });
        for (String name : given.keySet()) {
            if (!inputs.containsKey(name)) {
                mistakes.add("there is no input " + name);
            }
        }
        for (String name : wanted) {
            TensorSpec spec = outputs.get(name);
            if (spec == null) {
                mistakes.add("there is no output " + name);
            } else if (spec.type() == TensorSpec.Type.OTHER) {
                mistakes.add("output " + name + " is " + spec + ", which can't be read; " + mend());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ModelRunException(String.join("; ", mistakes), null);
        }
    }

    private static String mend() {
        return "add a Cast to the graph, to float32 or int64";
    }

    /** The inputs with their shapes, for messages. */
    static String text(Map<String, Tensor> given) {
        List<String> texts = new ArrayList<>();
        new TreeMap<>(given)
                .forEach((name, tensor) -> texts.add(name + " " + new TensorSpec(tensor.type(), tensor.shape())));
        return String.join(", ", texts);
    }
}
