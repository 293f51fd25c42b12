package io.tokenloom.text.charsmap;

/** Takes normalized text from left to right, and what each part of it stands for. */
public interface NormalizedOutput {
    /** The bytes {@code utf8[from, to)} of the text as they are. */
    void copy(byte[] utf8, int from, int to);

    /**
     * Some characters for others.
     *
     * @param bytes hold the new characters, well-formed UTF-8 from {@code from} to {@code to}; there may be none
     * @param sourceFrom first byte in the text of what they replace
     * @param sourceTo behind the last byte of what they replace; at least one character
     */
    void replace(byte[] bytes, int from, int to, int sourceFrom, int sourceTo);
}
