package io.tokenloom.cli.bench.archive;

import io.tokenloom.archive.lines.LineCodec;
import io.tokenloom.archive.lines.TokenBlock;
import io.tokenloom.archive.lines.TokenClasses;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import java.util.Arrays;

/** A block of a compact file, from text and back to it: the tokenizer is at work too. */
final class CompactPacking implements Packing {
    private final TextTokenizer tokenizer;
    private final LineCodec codec;

    CompactPacking(TextBundle bundle, TokenClasses classes) {
        this.tokenizer = bundle.tokenizer();
        this.codec = new LineCodec(classes);
    }

    @Override
    public String title() {
        return "compact, from text";
    }

    @Override
    public byte[] pack(byte[] text) {
        return codec.encode(tokens(text));
    }

    @Override
    public byte[] unpack(byte[] packed, int length) {
        return tokenizer.decode(codec.decode(packed).ids());
    }

    byte[] pack(TokenBlock tokens) {
        return codec.encode(tokens);
    }

    TokenBlock unpack(byte[] packed) {
        return codec.decode(packed);
    }

    /** The ids of a text, a line an item. */
    TokenBlock tokens(byte[] text) {
        TokenBuffer ids = TokenBuffer.ofIds();
        int[] ends = new int[1024];
        int lines = 0;
        for (int from = 0; from < text.length; ) {
            int to = lineEnd(text, from);
            tokenizer.encode(text, from, to - from, ids);
            if (lines == ends.length) {
                ends = Arrays.copyOf(ends, 2 * lines);
            }
            ends[lines++] = ids.size();
            from = to;
        }
        return new TokenBlock(ids.toArray(), Arrays.copyOf(ends, lines));
    }

    /** Behind the next line feed, or the end. */
    static int lineEnd(byte[] text, int from) {
        int to = from;
        while (to < text.length && text[to] != '\n') {
            to++;
        }
        return Math.min(to + 1, text.length);
    }
}
