package io.tokenloom.archive.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Pages in zstd or as they are, by zstd's own binding rather than through Hadoop. Thread-safe: holds nothing. */
final class ZstdCodecFactory implements CompressionCodecFactory {
    /** The library's own default. */
    private static final int LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        requireKnown(codec);
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return codec == CompressionCodecName.UNCOMPRESSED
                        ? bytes
                        : BytesInput.from(Zstd.compress(bytes.toInputStream().readAllBytes(), LEVEL));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return codec;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        requireKnown(codec);
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int size) throws IOException {
                return codec == CompressionCodecName.UNCOMPRESSED
                        ? bytes
                        : BytesInput.from(inflate(bytes.toInputStream().readAllBytes(), size));
            }

            @Override
            public void decompress(ByteBuffer input, int compressed, ByteBuffer output, int size) throws IOException {
                byte[] page = new byte[compressed];
                input.get(page);
                output.put(codec == CompressionCodecName.UNCOMPRESSED ? page : inflate(page, size));
            }

            @Override
            public void release() {}
        };
    }

    private static byte[] inflate(byte[] page, int size) throws IOException {
        try {
            return Zstd.decompress(page, size);
        } catch (ZstdException e) {
            throw new IOException("a page is no zstd: " + e.getMessage(), e);
        }
    }

    private static void requireKnown(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD && codec != CompressionCodecName.UNCOMPRESSED) {
            throw new UnsupportedOperationException(
                    "pages in " + codec + " are not read here; ZSTD and plain ones are");
        }
    }

    @Override
    public void release() {}
}
