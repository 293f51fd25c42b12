package io.tokenloom.archive.lines;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;

/**
 * Token ids of texts as few bytes, made for logs: lines that repeat each other but for numbers. Every block is decoded
 * alone. Thread-safe.
 *
 * <p>Memory: in proportion to the block while a call works, and up to 12 MiB of tables for each call that works at the same
 * time, which are kept for later calls.
 *
 * <p>A block begins with the number of its items, that of its ids and the CRC-32C of ids and ends, 4 bytes each, big-endian.
 */
public final class LineCodec {
    /** Name of the model, another for each change that makes other bytes of the same ids. */
    public static final String MODEL = "1";

    private static final int HEADER = 3 * Integer.BYTES;
    private static final int MOST_CLAIMED = 1 << 20;
    private static final int CHUNK = 1 << 13;

    private final TokenClasses classes;
    /** Tables that no call has now. One that ends in an exception drops its own. */
    private final Queue<Tables> idle = new ConcurrentLinkedQueue<>();

    /** @param classes of the vocabulary's tokens; the same for reading as for writing */
    public LineCodec(TokenClasses classes) {
        this.classes = classes;
    }

    /** Ids may be any numbers from 0 to 2^30. */
    public byte[] encode(TokenBlock block) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(HEADER)
                .putInt(block.items())
                .putInt(block.ids().length)
                .putInt(checksum(block))
                .array());
        Tables tables = take();
        ArithmeticEncoder coder = new ArithmeticEncoder(out);
        LineCoder lines = new LineCoder(classes, coder, tables, block.ids().length);
        int from = 0;
        for (int end : block.ends()) {
            int lineEnd;
            do {
                lineEnd = lines.lineEnd(block.ids(), from, end);
                lines.write(block.ids(), from, lineEnd, lineEnd == end);
                from = lineEnd;
            } while (lineEnd < end);
        }
        coder.finish();
        give(tables);
        return out.toByteArray();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws DamagedBlockException if these are not the bytes that were written, or the classes are others
     */
    public TokenBlock decode(byte[] encoded) {
        if (encoded.length < HEADER) {
            throw new DamagedBlockException(encoded.length + " bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(encoded);
        int items = header.getInt();
        int length = header.getInt();
        if (items < 0 || length < 0) {
            throw new DamagedBlockException(items + " items of " + length + " ids");
        }
        int checksum = header.getInt();
        Tables tables = take();
        LineCoder lines =
                new LineCoder(classes, new ArithmeticDecoder(encoded, HEADER, encoded.length), tables, length);
        IdList ids = new IdList(room(length));
        IdList ends = new IdList(room(items));
        while (ends.size() < items) {
            if (lines.read(ids)) {
                ends.add(ids.size());
            }
            if (ids.size() > length) {
                throw new DamagedBlockException("more than " + length + " ids");
            }
        }
        if (ids.size() != length) {
            throw new DamagedBlockException(ids.size() + " of " + length + " ids");
        }
        give(tables);
        TokenBlock block = new TokenBlock(ids.take(), ends.take());
        if (checksum(block) != checksum) {
            throw new DamagedBlockException("the checksum of its ids is another");
        }
        return block;
    }

    private Tables take() {
        Tables tables = idle.poll();
        return tables == null ? new Tables() : tables;
    }

    private void give(Tables tables) {
        tables.release();
        idle.add(tables);
    }

    /** What a header claims is not believed beyond the size of a block. */
    private static int room(int claimed) {
        return Math.max(1, Math.min(claimed, MOST_CLAIMED));
    }

    private static int checksum(TokenBlock block) {
        CRC32C crc = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        update(crc, chunk, block.ids());
        update(crc, chunk, block.ends());
        return (int) crc.getValue();
    }

    private static void update(CRC32C crc, ByteBuffer chunk, int[] numbers) {
        for (int from = 0; from < numbers.length; from += CHUNK / Integer.BYTES) {
            int count = Math.min(numbers.length - from, CHUNK / Integer.BYTES);
            chunk.clear();
            chunk.asIntBuffer().put(numbers, from, count);
            crc.update(chunk.limit(count * Integer.BYTES));
        }
    }
}
