package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedDecoderTest {
    private final BoundedDecoder decoder = new BoundedDecoder();

    private interface Encoding {
        void write(BinaryEncoder encoder) throws IOException;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, 63, 64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void readsLongsAsAvroWritesThem(long value) throws IOException {
        decode(encoder -> encoder.writeLong(value));

        assertThat(decoder.readLong()).isEqualTo(value);
        assertThat(decoder.remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 300, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void readsIntsAsAvroWritesThem(int value) throws IOException {
        decode(encoder -> encoder.writeInt(value));

        assertThat(decoder.readInt()).isEqualTo(value);
    }

    @Test
    void readsEveryOtherTypeAsAvroWritesIt() throws IOException {
        decode(encoder -> {
            encoder.writeNull();
            encoder.writeBoolean(true);
            encoder.writeFloat(-1.5f);
            encoder.writeDouble(Math.PI);
            encoder.writeString("größe");
            encoder.writeString("utf8");
            encoder.writeBytes(new byte[] {1, 2, 3});
            encoder.writeFixed(new byte[] {4, 5});
            encoder.writeEnum(3);
            encoder.writeIndex(1);
        });

        decoder.readNull();
        assertThat(decoder.readBoolean()).isTrue();
        assertThat(decoder.readFloat()).isEqualTo(-1.5f);
        assertThat(decoder.readDouble()).isEqualTo(Math.PI);
        assertThat(decoder.readString()).isEqualTo("größe");
        assertThat(decoder.readString(new Utf8()).toString()).isEqualTo("utf8");
        assertThat(decoder.readBytes(ByteBuffer.allocate(0))).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        byte[] fixed = new byte[2];
        decoder.readFixed(fixed);
        assertThat(fixed).containsExactly(4, 5);
        assertThat(decoder.readEnum()).isEqualTo(3);
        assertThat(decoder.readIndex()).isEqualTo(1);
        assertThat(decoder.remaining()).isZero();
    }

    @Test
    void skipsWhatItWouldRead() throws IOException {
        decode(encoder -> {
            encoder.writeString("größe");
            encoder.writeBytes(new byte[] {1, 2, 3});
            encoder.writeFixed(new byte[] {4, 5});
            encoder.writeInt(6);
        });

        decoder.skipString();
        decoder.skipBytes();
        decoder.skipFixed(2);
        assertThat(decoder.readInt()).isEqualTo(6);
    }

    @Test
    void readsAndSkipsBlocksThatStateTheirSize() throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
        for (int copy = 0; copy < 2; copy++) {
            encoder.writeArrayStart();
            encoder.setItemCount(100);
            for (int i = 0; i < 100; i++) {
                encoder.startItem();
                encoder.writeInt(i);
            }
            encoder.writeArrayEnd();
        }
        encoder.flush();
        decoder.reset(out.toByteArray(), 0);

        int expected = 0;
        for (long left = decoder.readArrayStart(); left > 0; left = decoder.arrayNext()) {
            for (; left > 0; left--) {
                assertThat(decoder.readInt()).isEqualTo(expected++);
            }
        }
        assertThat(expected).isEqualTo(100);
        for (long left = decoder.skipArray(); left > 0; left = decoder.skipArray()) {
            for (; left > 0; left--) {
                decoder.readInt();
            }
        }
        assertThat(decoder.remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void refusesALengthOverWhatIsLeft(long length) throws IOException {
        Encoding claim = encoder -> {
            encoder.writeLong(length);
            encoder.writeFixed(new byte[3]);
        };

        decode(claim);
        assertThatThrownBy(() -> decoder.readBytes(null)).isInstanceOf(EOFException.class);
        decode(claim);
        assertThatThrownBy(decoder::readString).isInstanceOf(EOFException.class);
        decode(claim);
        assertThatThrownBy(decoder::skipBytes).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesACountOfElementsOverWhatIsLeft(long count) throws IOException {
        Encoding claim = encoder -> {
            encoder.writeLong(count);
            encoder.writeFixed(new byte[3]);
        };

        decode(claim);
        assertThatThrownBy(decoder::readArrayStart).isInstanceOf(EOFException.class);
        decode(claim);
        assertThatThrownBy(decoder::readMapStart).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesANumberThatNeverEnds() {
        decoder.reset(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0}, 0);

        assertThatThrownBy(decoder::readLong).isInstanceOf(IOException.class).hasMessageContaining("ten bytes");
    }

    private void decode(Encoding encoding) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        encoding.write(encoder);
        encoder.flush();
        decoder.reset(out.toByteArray(), 0);
    }
}
