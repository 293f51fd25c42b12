package io.tokenloom.cli.bench.archive;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/** Compressors of any bytes. */
enum GeneralPacking implements Packing {
    /** Deflate by the JDK, which is zlib; the container's 18 bytes are left out. */
    GZIP_9("gzip -9") {
        @Override
        public byte[] pack(byte[] text) {
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
            deflater.setInput(text);
            deflater.finish();
            byte[] out = new byte[text.length + 1024];
            int length = deflater.deflate(out);
            deflater.end();
            return Arrays.copyOf(out, length);
        }

        @Override
        public byte[] unpack(byte[] packed, int length) {
            Inflater inflater = new Inflater(true);
            inflater.setInput(packed);
            byte[] out = new byte[length];
            try {
                inflater.inflate(out);
            } catch (DataFormatException e) {
                throw new IllegalStateException(e);
            }
            inflater.end();
            return out;
        }
    },
    /** Its default level. */
    ZSTD_3("zstd -3") {
        @Override
        public byte[] pack(byte[] text) {
            return Zstd.compress(text, 3);
        }

        @Override
        public byte[] unpack(byte[] packed, int length) {
            return Zstd.decompress(packed, length);
        }
    },
    /** Its highest level without special memory. */
    ZSTD_19("zstd -19") {
        @Override
        public byte[] pack(byte[] text) {
            return Zstd.compress(text, 19);
        }

        @Override
        public byte[] unpack(byte[] packed, int length) {
            return Zstd.decompress(packed, length);
        }
    },
    /** By the Java library of its makers. */
    XZ_9("xz -9") {
        @Override
        public byte[] pack(byte[] text) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (XZOutputStream xz = new XZOutputStream(out, options(text.length))) {
                xz.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        @Override
        public byte[] unpack(byte[] packed, int length) {
            try (XZInputStream xz = new XZInputStream(new ByteArrayInputStream(packed))) {
                return xz.readNBytes(length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static LZMA2Options options(int length) throws IOException {
        LZMA2Options options = new LZMA2Options(LZMA2Options.PRESET_MAX);
        // The level's 64 MiB would find no more in a text that is shorter, but take ten times their memory.
        options.setDictSize(Math.max(LZMA2Options.DICT_SIZE_MIN, length));
        return options;
    }

    private final String title;

    GeneralPacking(String title) {
        this.title = title;
    }

    /** All of them. */
    static List<Packing> all() {
        return List.of(values());
    }

    @Override
    public String title() {
        return title;
    }
}
