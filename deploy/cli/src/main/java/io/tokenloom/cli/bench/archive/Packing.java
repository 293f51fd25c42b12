package io.tokenloom.cli.bench.archive;

/** A way to make texts small, and to get them back. One thread uses it. */
interface Packing {
    /** Its name and level, for people. */
    String title();

    /** The text as few bytes. */
    byte[] pack(byte[] text);

    /** The text that {@link #pack} was given, which had so many bytes. */
    byte[] unpack(byte[] packed, int length);
}
