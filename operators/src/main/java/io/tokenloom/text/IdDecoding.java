package io.tokenloom.text;

/** Decoding id by id: gives bytes as soon as no later id can change them. Not thread-safe. */
interface IdDecoding {
    /**
     * Takes the next id.
     *
     * @param index how many ids came before, for messages
     * @throws IllegalArgumentException when the id is not in the vocabulary
     */
    void add(int id, int index, ByteQueue out);

    /** Gives what was held back; the next id begins a new sequence. */
    void finish(ByteQueue out);
}
