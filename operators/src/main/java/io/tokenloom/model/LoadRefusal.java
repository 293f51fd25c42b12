package io.tokenloom.model;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.regex.Pattern;

/** Why a graph can't be loaded, in words that say how to export it so that it can. */
final class LoadRefusal {
    private record Kind(Pattern words, String mend) {
        Kind(String words, String mend) {
            this(Pattern.compile(words), mend);
        }
    }

    /** The first whose words are in the message. */
    private static final List<Kind> KINDS = List.of(
            new Kind("protobuf parsing failed|zero length", "The file is no ONNX graph, or damaged: copy it again."),
            new Kind("Missing opset", "The file names no opset: export it again."),
            new Kind("till opset", "Export it for an opset that is known here."),
            new Kind("Unsupported model IR version", "Save it with an older version of the package onnx."),
            new Kind(
                    "No Op registered|not a registered function/op|Failed to find kernel|NOT_IMPLEMENTED",
                    "Export it with operators of ONNX alone, without operators of another library."),
            new Kind("", "Check it with onnx.checker, or export it again."));

    private LoadRefusal() {}

    static ModelLoadException of(OrtException e) {
        String mend = KINDS.stream()
                .filter(kind -> kind.words().matcher(e.getMessage()).find())
                .findFirst()
                .orElseThrow()
                .mend();
        return new ModelLoadException("the graph can't be loaded (" + OrtReason.of(e) + "). " + mend, e);
    }
}
