package io.tokenloom.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ONNX Runtime says went wrong, without where in its own sources: its Java API knows a code and a text, and the code
 * of a device that is out of memory is that of any other failure. So the text is asked.
 */
final class OrtReason {
    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");
    /** File and line in its sources, with a C++ signature behind a whole path and a name behind a file alone. */
    private static final Pattern PLACE =
            Pattern.compile("/\\S+\\.(?:cc|cpp|cu|cuh|h):\\d+ (?:[^()\\n]*\\((?:[^()]|\\([^()]*\\))*\\)(?: const)? )?"
                    + "|[\\w.]+\\.(?:cc|cpp|cu|cuh|h):\\d+ \\w+ ");
    /** What CUDA's failures end with: names of the machine and of a file. */
    private static final Pattern CUDA_PLACE =
            Pattern.compile(" ; GPU=-?\\d+ ; hostname=\\S+ ; file=\\S+ ; line=\\d+ ; expr=[^;\\n]*;?");

    private static final Pattern STATUS = Pattern.compile("\\[ONNXRuntimeError\\] : \\d+ : \\w+ : ");
    private static final Pattern NODE = Pattern.compile(
            "Non-zero status code returned while running (\\S+) node\\. " + "Name:'([^']*)' Status Message: ");
    /** The allocator's words on any device, then those of CUDA, cuBLAS, cuDNN, TensorRT and the C++ library. */
    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            "Failed to allocate memory|smaller than requested bytes|out of memory|OutOfMemory|CUDA_ERROR_OUT_OF_MEMORY"
                    + "|STATUS_ALLOC_FAILED|ALLOCATION_FAILED|bad_alloc|bad allocation",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern STOPPED = Pattern.compile("terminate flag");

    private OrtReason() {}

    static String of(OrtException exception) {
        return of(exception.getMessage());
    }

    static String of(String message) {
        String text = CODE.matcher(message).replaceFirst("");
        text = PLACE.matcher(text).replaceAll("");
        text = CUDA_PLACE.matcher(text).replaceAll("");
        text = STATUS.matcher(text).replaceAll("");
        Matcher node = NODE.matcher(text);
        return node.replaceAll(found -> Matcher.quoteReplacement(
                        "node " + found.group(1) + (found.group(2).isEmpty() ? "" : " " + found.group(2)) + ": "))
                .strip();
    }

    static boolean outOfMemory(OrtException exception) {
        return outOfMemory(exception.getMessage());
    }

    static boolean outOfMemory(String message) {
        return OUT_OF_MEMORY.matcher(message).find();
    }

    /** The name of an element type, as in {@code double}. */
    static String elementName(TensorInfo tensor) {
        return tensor.onnxType
                .name()
                .replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "")
                .toLowerCase(Locale.ROOT);
    }

    static boolean stopped(OrtException exception) {
        return STOPPED.matcher(exception.getMessage()).find();
    }
}
