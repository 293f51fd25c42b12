package io.tokenloom.cli.bench.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long documents are. */
enum Shape {
    /** At most 8 KiB, ending with a line where there is an end of one in the second half. */
    PAGES("8 KB"),
    /** 128 characters. */
    MESSAGES("128 characters");

    private static final int PAGE_BYTES = 8192;
    private static final int MESSAGE_CHARACTERS = 128;

    private final String text;

    Shape(String text) {
        this.text = text;
    }

    /** For figures. */
    String text() {
        return text;
    }

    /** The text in pieces of this length, at least one. */
    List<byte[]> documents(byte[] utf8) {
        List<byte[]> documents = new ArrayList<>();
        for (int at = 0; at < utf8.length; ) {
            int end =
                    switch (this) {
                        case PAGES -> pageEnd(utf8, at);
                        case MESSAGES -> messageEnd(utf8, at);
                    };
            documents.add(Arrays.copyOfRange(utf8, at, end));
            at = end;
        }
        return documents;
    }

    private static int pageEnd(byte[] utf8, int from) {
        if (utf8.length - from <= PAGE_BYTES) {
            return utf8.length;
        }
        for (int end = from + PAGE_BYTES; end > from + PAGE_BYTES / 2; end--) {
            if (utf8[end - 1] == '\n') {
                return end;
            }
        }
        return characterStart(utf8, from + PAGE_BYTES);
    }

    private static int messageEnd(byte[] utf8, int from) {
        int characters = 0;
        int at = from;
        while (at < utf8.length) {
            if (!continues(utf8[at]) && characters++ == MESSAGE_CHARACTERS) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** The first byte of the character that holds the byte at an index. */
    static int characterStart(byte[] utf8, int index) {
        int at = index;
        while (at > 0 && continues(utf8[at])) {
            at--;
        }
        return at;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
