package io.tokenloom.text.sentencepiece;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes models that no trainer makes. */
final class ModelBytes {
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ModelBytes piece(String text, int type) {
        return message(1, out -> {
            out.writeByteArray(1, text.getBytes(UTF_8));
            out.writeEnum(3, type);
        });
    }

    ModelBytes trainer(int field, int value) {
        return message(2, out -> out.writeInt32(field, value));
    }

    ModelBytes normalizer(int field, int value) {
        return message(3, out -> out.writeInt32(field, value));
    }

    ModelBytes denormalizer() {
        return message(5, out -> out.writeByteArray(2, new byte[] {1, 2, 3}));
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private ModelBytes message(int field, Fields fields) {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            CodedOutputStream inner = CodedOutputStream.newInstance(content);
            fields.write(inner);
            inner.flush();
            CodedOutputStream outer = CodedOutputStream.newInstance(bytes);
            outer.writeByteArray(field, content.toByteArray());
            outer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
