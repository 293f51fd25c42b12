package io.tokenloom.text.huggingface;

import io.tokenloom.text.ByteLevelAlphabet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The decoders of the reference, one by one. Thread-safe: holds nothing. */
final class DecoderSteps {
    private static final String REPLACEMENT = "\uFFFD";

    /** What WordPiece tidies up, in this order. */
    private static final String[][] TIDIED = {
        {" .", "."},
        {" ?", "?"},
        {" !", "!"},
        {" ,", ","},
        {" ' ", "'"},
        {" n't", "n't"},
        {" 'm", "'m"},
        {" do not", " don't"},
        {" 's", "'s"},
        {" 've", "'ve"},
        {" 're", "'re"}
    };

    private DecoderSteps() {}

    static DecoderStep each(UnaryOperator<String> change) {
        return tokens -> {
            List<String> result = new ArrayList<>(tokens.size());
            tokens.forEach(token -> result.add(change.apply(token)));
            return result;
        };
    }

    static List<String> byteLevel(List<String> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach(token -> bytes.writeBytes(ByteLevelAlphabet.bytes(token)));
        return List.of(bytes.toString(StandardCharsets.UTF_8));
    }

    /** Runs of byte tokens become their text, or one U+FFFD for each byte when they are not UTF-8 as a whole. */
    static List<String> byteFallback(List<String> tokens) {
        List<String> result = new ArrayList<>(tokens.size());
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        for (String token : tokens) {
            int value = byteValue(token);
            if (value >= 0) {
                run.write(value);
            } else {
                flush(run, result);
                result.add(token);
            }
        }
        flush(run, result);
        return result;
    }

    /** The byte that {@code <0x61>} and the like stand for, or -1. */
    static int byteValue(String token) {
        if (token.length() != 6 || !token.startsWith("<0x") || token.charAt(5) != '>') {
            return -1;
        }
        int high = hexDigit(token.charAt(3));
        int low = hexDigit(token.charAt(4));
        // The reference reads a plus sign before one digit as well.
        return token.charAt(3) == '+' ? low : high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static void flush(ByteArrayOutputStream run, List<String> result) {
        if (run.size() == 0) {
            return;
        }
        try {
            result.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(run.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            result.add(REPLACEMENT.repeat(run.size()));
        }
        run.reset();
    }

    static DecoderStep metaspace(DecoderSpec.Metaspace spec) {
        String visible = Character.toString(spec.replacement());
        return tokens -> {
            List<String> result = new ArrayList<>(tokens.size());
            for (int i = 0; i < tokens.size(); i++) {
                result.add(tokens.get(i).replace(visible, i == 0 && spec.dropsFirst() ? "" : " "));
            }
            return result;
        };
    }

    static DecoderStep wordPiece(DecoderSpec.WordPiece spec) {
        return tokens -> {
            List<String> result = new ArrayList<>(tokens.size());
            for (int i = 0; i < tokens.size(); i++) {
                String token = tokens.get(i);
                if (i > 0) {
                    token = token.startsWith(spec.prefix())
                            ? token.substring(spec.prefix().length())
                            : " " + token;
                }
                result.add(spec.cleanup() ? tidied(token) : token);
            }
            return result;
        };
    }

    private static String tidied(String token) {
        String result = token;
        for (String[] change : TIDIED) {
            result = result.replace(change[0], change[1]);
        }
        return result;
    }

    static String strip(String token, DecoderSpec.Strip spec) {
        int[] characters = token.codePoints().toArray();
        int from = 0;
        while (from < characters.length && from < spec.start() && characters[from] == spec.content()) {
            from++;
        }
        int to = characters.length;
        while (to > from && characters.length - to < spec.stop() && characters[to - 1] == spec.content()) {
            to--;
        }
        return new String(characters, from, to - from);
    }

    static DecoderStep bpe(DecoderSpec.BpeDecoder spec) {
        return tokens -> {
            List<String> result = new ArrayList<>(tokens.size());
            for (int i = 0; i < tokens.size(); i++) {
                result.add(tokens.get(i).replace(spec.suffix(), i == tokens.size() - 1 ? "" : " "));
            }
            return result;
        };
    }
}
