package io.tokenloom.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** A file that a program can't start from. Holds every mistake, not the first one. */
public final class ConfigurationException extends RuntimeException {
    private final transient List<Mistake> mistakes;

    /** All mistakes of one file. */
    public ConfigurationException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Every mistake, in the order of the file. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
