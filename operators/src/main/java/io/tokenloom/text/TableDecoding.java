package io.tokenloom.text;

/** Every id stands for its bytes, whatever is around it. */
final class TableDecoding implements IdDecoding {
    private final TokenTable tokens;

    TableDecoding(TokenTable tokens) {
        this.tokens = tokens;
    }

    @Override
    public void add(int id, int index, ByteQueue out) {
        if (!tokens.has(id)) {
            throw new IllegalArgumentException("id " + id + " at index " + index + " is not in this vocabulary of "
                    + tokens.size() + " ids; was it made by another tokenizer?");
        }
        out.add(tokens.bytes(), tokens.start(id), tokens.length(id));
    }

    @Override
    public void finish(ByteQueue out) {
        // Nothing is held back.
    }
}
