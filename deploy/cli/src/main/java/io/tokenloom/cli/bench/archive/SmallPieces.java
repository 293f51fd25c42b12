package io.tokenloom.cli.bench.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictTrainer;
import io.tokenloom.cli.CommandException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The second half of a log in pieces of whole lines, each packed alone, with what the first half taught. */
final class SmallPieces {
    private static final int PIECE = 4096;
    private static final int DICTIONARY = 16 << 10;
    private static final int LEVEL = 19;

    private final byte[] secondHalf;
    private final List<byte[]> first;
    private final List<byte[]> second;

    SmallPieces(byte[] text) {
        int middle = CompactPacking.lineEnd(text, text.length / 2);
        this.secondHalf = Arrays.copyOfRange(text, middle, text.length);
        this.first = pieces(Arrays.copyOf(text, middle));
        this.second = pieces(secondHalf);
    }

    private static List<byte[]> pieces(byte[] text) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length) {
            int to = from;
            while (to < text.length && to - from < PIECE) {
                to = CompactPacking.lineEnd(text, to);
            }
            pieces.add(Arrays.copyOfRange(text, from, to));
            from = to;
        }
        return pieces;
    }

    /** All that is measured has so many bytes of text. */
    byte[] secondHalf() {
        return secondHalf;
    }

    /** Bytes of the pieces by zstd with the dictionary. */
    long withDictionary() {
        ZstdDictTrainer trainer = new ZstdDictTrainer(
                first.stream().mapToInt(piece -> piece.length).sum(), DICTIONARY);
        first.forEach(trainer::addSample);
        byte[] dictionary = trainer.trainSamples();
        try (ZstdCompressCtx pack = new ZstdCompressCtx();
                ZstdDecompressCtx unpack = new ZstdDecompressCtx()) {
            pack.setLevel(LEVEL).loadDict(dictionary);
            unpack.loadDict(dictionary);
            return sum(pack::compress, (packed, length) -> unpack.decompress(packed, length));
        }
    }

    /** Bytes of the pieces by zstd alone. */
    long withoutDictionary() {
        return sum(piece -> Zstd.compress(piece, LEVEL), (packed, length) -> Zstd.decompress(packed, length));
    }

    /** Bytes of the pieces, each a block of its own. */
    long compact(Packing packing) {
        return sum(packing::pack, packing::unpack);
    }

    private interface Unpacking {
        byte[] unpack(byte[] packed, int length);
    }

    private long sum(Function<byte[], byte[]> pack, Unpacking unpacking) {
        long sum = 0;
        for (byte[] piece : second) {
            byte[] packed = pack.apply(piece);
            if (!Arrays.equals(unpacking.unpack(packed, piece.length), piece)) {
                throw CommandException.failed("a piece was not read back as it was written");
            }
            sum += packed.length;
        }
        return sum;
    }
}
