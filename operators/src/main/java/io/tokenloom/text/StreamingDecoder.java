package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Ids in, as they come; whole characters out, as soon as they are certain. A character whose bytes are spread over
 * several ids is held back until the last of them is there, so what is given never ends within a character.
 *
 * <p>There are two forms, which may be mixed: <em>text</em>, in which bytes that are not UTF-8 (a model may give any
 * ids) become U+FFFD exactly as {@code new String(bytes, UTF_8)} makes them of the whole, and <em>bytes</em>, exactly
 * those of the ids. Either way everything given, put together with what {@link #finish()} gives, is the decoding of the
 * whole.
 *
 * <p>Memory: what is held back, at most 3 bytes for a tokenizer whose ids stand for fixed bytes. Not thread-safe; used
 * again after {@link #finish()}.
 */
public final class StreamingDecoder {
    private final IdDecoding decoding;
    private final ByteQueue bytes = new ByteQueue();
    private int count;

    private StreamingDecoder(IdDecoding decoding) {
        this.decoding = decoding;
    }

    /** Takes a stretch of an array; {@code ByteArrayOutputStream::write} is one. */
    @FunctionalInterface
    public interface Sink {
        /** Takes {@code length} bytes from {@code offset} on; the array is used again afterwards. */
        void write(byte[] bytes, int offset, int length);
    }

    /** For a tokenizer whose ids stand for the same bytes wherever they are. */
    public static StreamingDecoder of(TokenTable tokens) {
        return new StreamingDecoder(new TableDecoding(Objects.requireNonNull(tokens, "tokens")));
    }

    /**
     * For a tokenizer whose ids depend on their neighbours: an id may be decoded in another way when it is the first
     * (without the space in front of it), and those for which {@code joinsRun} holds are decoded together with those
     * around them, up to the next for which it does not. They are held back until that comes. With a {@code joinsRun}
     * that always holds, everything is held back until {@link #finish()}.
     *
     * @param tokenizer decodes
     */
    public static StreamingDecoder of(TextTokenizer tokenizer, IntPredicate joinsRun) {
        return new StreamingDecoder(new RunDecoding(tokenizer::decode, Objects.requireNonNull(joinsRun, "joinsRun")));
    }

    /**
     * Takes an id.
     *
     * @return the characters that are certain now, possibly none
     * @throws IllegalArgumentException when the id is not in the vocabulary
     */
    public String decode(int id) {
        take(id);
        return text(whole());
    }

    /** Takes the ids {@code from} to {@code to}, exclusive; otherwise as {@link #decode(int)}. */
    public String decode(int[] ids, int from, int to) {
        take(ids, from, to);
        return text(whole());
    }

    /** Takes an id and writes the bytes that are certain now; otherwise as {@link #decode(int)}. */
    public void decode(int id, Sink out) {
        take(id);
        write(whole(), out);
    }

    /** Takes the ids {@code from} to {@code to}, exclusive; otherwise as {@link #decode(int, Sink)}. */
    public void decode(int[] ids, int from, int to, Sink out) {
        take(ids, from, to);
        write(whole(), out);
    }

    /** The rest as text: a character that was begun becomes U+FFFD. Afterwards a new sequence of ids may begin. */
    public String finish() {
        end();
        return text(bytes.size());
    }

    /** Writes the rest; afterwards a new sequence of ids may begin. */
    public void finish(Sink out) {
        end();
        write(bytes.size(), out);
    }

    private void take(int[] ids, int from, int to) {
        Objects.checkFromToIndex(from, to, ids.length);
        for (int i = from; i < to; i++) {
            take(ids[i]);
        }
    }

    private void take(int id) {
        decoding.add(id, count, bytes);
        count++;
    }

    private void end() {
        decoding.finish(bytes);
        count = 0;
    }

    private int whole() {
        return bytes.size() - Utf8Scan.openTail(bytes.array(), bytes.from(), bytes.to());
    }

    private String text(int length) {
        if (length == 0) {
            return "";
        }
        String text = new String(bytes.array(), bytes.from(), length, UTF_8);
        bytes.remove(length);
        return text;
    }

    private void write(int length, Sink out) {
        if (length > 0) {
            out.write(bytes.array(), bytes.from(), length);
            bytes.remove(length);
        }
    }
}
