package io.tokenloom.cli.text;

import io.tokenloom.cli.CommandException;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Encodes a text from its beginning to its end, or to a number of tokens. Not thread-safe. */
final class TokenPass {
    private final NamedTokenizer named;
    private final TextOptions.Source source;
    private final Optional<Long> upTo;

    TokenPass(NamedTokenizer named, TextOptions.Source source, Optional<Long> upTo) {
        this.named = named;
        this.source = source;
        this.upTo = upTo;
    }

    /** Takes tokens as they come. */
    interface Sink {
        /**
         * The tokens of one part.
         *
         * @param utf8 what they stand for, from index 0 to {@code end}
         * @param start where that begins in the text
         * @return whether more is wanted
         */
        boolean take(TokenBuffer tokens, byte[] utf8, int end, long start);
    }

    /**
     * What was encoded.
     *
     * @param tokens how many
     * @param bytes of the text that they stand for
     * @param characters of the text that begin in these bytes, Unicode code points
     * @param complete whether that is all of the text
     */
    record Extent(long tokens, long bytes, long characters, boolean complete) {}

    /** @throws CommandException "failed" if the text is not UTF-8, or the tokenizer can't say where it would stop */
    Extent run(TokenBuffer buffer, Sink sink) {
        try {
            return parts(new TextParts(source, named.tokenizer().cutRule()), buffer, sink);
        } catch (IOException | UncheckedIOException e) {
            throw CommandException.failed(source.name() + " can't be read to its end: " + e, e);
        }
    }

    private Extent parts(TextParts parts, TokenBuffer buffer, Sink sink) throws IOException {
        long tokens = 0;
        long bytes = 0;
        long characters = 0;
        long left = upTo.orElse(Long.MAX_VALUE);
        while (parts.next()) {
            buffer.clear();
            int end = encode(parts, left, buffer);
            tokens += buffer.size();
            left -= buffer.size();
            bytes += end;
            characters += characters(parts.bytes(), end);
            boolean wanted = sink.take(buffer, parts.bytes(), end, parts.start());
            if (end < parts.bytes().length || left == 0 || !wanted) {
                boolean complete = end == parts.bytes().length && !parts.more();
                return new Extent(tokens, bytes, characters, complete);
            }
        }
        return new Extent(tokens, bytes, characters, true);
    }

    /** How far it came in the part. */
    private int encode(TextParts parts, long left, TokenBuffer buffer) {
        byte[] part = parts.bytes();
        TextTokenizer tokenizer = named.tokenizer();
        try {
            if (upTo.isEmpty()) {
                tokenizer.encode(part, 0, part.length, buffer);
                return part.length;
            }
            return tokenizer.encodeUpTo((int) Math.min(left, Integer.MAX_VALUE), part, 0, part.length, buffer);
        } catch (TokenizationException e) {
            throw e.code() == FailureCode.TEXT_ENCODING ? notUtf8(parts) : refused(e);
        } catch (IllegalStateException e) {
            throw CommandException.failed(
                    named.name() + " can't say which bytes of a text a token stands for (" + e.getMessage()
                            + "); leave out --up-to, --json and --pieces",
                    e);
        }
    }

    private CommandException refused(TokenizationException e) {
        return CommandException.failed(source.name() + " can't be encoded: " + e.getMessage(), e);
    }

    private CommandException notUtf8(TextParts parts) {
        return CommandException.failed(source.name() + " is not UTF-8: the sequence at byte "
                + (parts.start() + firstMalformed(parts.bytes()))
                + " is malformed; convert it first, for example with iconv -f LATIN1 -t UTF-8");
    }

    private static int firstMalformed(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return in.position();
    }

    private static long characters(byte[] utf8, int end) {
        long characters = 0;
        for (int i = 0; i < end; i++) {
            characters += (utf8[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }
}
