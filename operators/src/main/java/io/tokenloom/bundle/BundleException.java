package io.tokenloom.bundle;

import java.util.List;

/** A bundle cannot be used; says everything that is wrong with it, so that its author mends it in one go. */
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String location;
    private final List<String> mistakes;

    /**
     * @param location where the bundle was looked for, as given
     * @param mistakes one sentence each, at least one
     */
    public BundleException(String location, List<String> mistakes) {
        super("bundle " + location + " has " + mistakes.size() + (mistakes.size() == 1 ? " mistake" : " mistakes")
                + ":\n  - " + String.join("\n  - ", mistakes));
        this.location = location;
        this.mistakes = List.copyOf(mistakes);
    }

    /** Where the bundle was looked for. */
    public String location() {
        return location;
    }

    /** One sentence per mistake. */
    public List<String> mistakes() {
        return mistakes;
    }
}
