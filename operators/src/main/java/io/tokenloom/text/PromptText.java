package io.tokenloom.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A prompt of control tokens that a program placed and text that anybody may have written. Which is which is a matter of
 * type: nothing that a {@link Text} holds becomes a control token, however it is spelled.
 *
 * <p>Texts that stand next to each other are one text, so ids don't depend on how a text was put together; empty ones are
 * left out. Thread-safe: immutable.
 */
public final class PromptText {
    private final List<Part> parts;

    private PromptText(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A stretch of a prompt. */
    public sealed interface Part {
        /** The characters that it stands for in the whole prompt. */
        String spelling();
    }

    /**
     * A control token.
     *
     * @param spelling as the tokenizer lists it, for example {@code <|im_start|>}
     */
    public record Control(String spelling) implements Part {
        public Control {
            if (spelling.isEmpty()) {
                throw new IllegalArgumentException("a control token needs a spelling");
            }
        }
    }

    /**
     * Text that is not trusted.
     *
     * @param spelling the text; surrogates without their partner became U+FFFD
     */
    public record Text(String spelling) implements Part {
        public Text {
            spelling = Utf8Text.replaceLoneSurrogates(spelling);
        }
    }

    /** Begins an empty prompt. */
    public static Builder builder() {
        return new Builder();
    }

    /** The parts, in order; no two texts stand next to each other. */
    public List<Part> parts() {
        return parts;
    }

    /** The whole prompt as characters, control tokens spelled out: what spans refer to. */
    public String spelling() {
        StringBuilder result = new StringBuilder();
        parts.forEach(part -> result.append(part.spelling()));
        return result.toString();
    }

    /**
     * Checks the control tokens.
     *
     * @param names of those that a tokenizer has
     * @throws IllegalArgumentException that names all unknown ones, and those that exist
     */
    public void requireKnown(Set<String> names) {
        Set<String> unknown = new TreeSet<>();
        for (Part part : parts) {
            if (part instanceof Control && !names.contains(part.spelling())) {
                unknown.add(part.spelling());
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("this tokenizer has no control token " + String.join(", ", unknown)
                    + "; it has " + (names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names))));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PromptText prompt && parts.equals(prompt.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return parts.toString();
    }

    /** Puts a prompt together, part by part. Not thread-safe. */
    public static final class Builder {
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        private Builder() {}

        /** Adds a control token, by its spelling. */
        public Builder control(String spelling) {
            Control control = new Control(spelling);
            endText();
            parts.add(control);
            return this;
        }

        /** Adds a control token. */
        public Builder control(ControlToken token) {
            return control(token.content());
        }

        /** Adds text. */
        public Builder text(CharSequence more) {
            text.append(Objects.requireNonNull(more, "more"));
            return this;
        }

        /**
         * Adds text from a range of an array that holds UTF-8.
         *
         * @throws io.tokenloom.deadletter.TokenizationException with TEXT_ENCODING when the range is not well-formed
         */
        public Builder text(byte[] utf8, int offset, int length) {
            return text(Utf8Text.decode(utf8, offset, length));
        }

        private void endText() {
            if (text.length() > 0) {
                parts.add(new Text(text.toString()));
                text.setLength(0);
            }
        }

        /** The prompt so far. */
        public PromptText build() {
            endText();
            return new PromptText(Collections.unmodifiableList(parts));
        }
    }
}
