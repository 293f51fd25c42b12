package io.tokenloom.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The graphs of {@code src/test/onnx/model.py}. */
final class TestGraphs {
    private TestGraphs() {}

    static byte[] bytes(String name) {
        try (InputStream in = TestGraphs.class.getResourceAsStream(name + ".onnx")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OnnxModel open(String name) {
        return OnnxModel.load(bytes(name), Device.CPU);
    }
}
