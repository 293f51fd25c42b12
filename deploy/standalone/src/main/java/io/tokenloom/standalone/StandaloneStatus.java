package io.tokenloom.standalone;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What runs, as the supervisor last wrote it.
 *
 * @param state the whole
 * @param supervisorPid the supervisor's process id, absent when stopped
 * @param addresses where the parts answer (or will, after the next {@code up}); absent if this home never ran
 * @param parts the parts in start order; empty when stopped
 * @param notes what a person should know, for example that an earlier run ended without {@code down}
 */
public record StandaloneStatus(
        State state,
        OptionalLong supervisorPid,
        Optional<StandaloneAddresses> addresses,
        List<PartStatus> parts,
        List<String> notes) {
    /** How the whole is. */
    public enum State {
        /** No supervisor. */
        STOPPED,
        /** Not every part has been healthy yet. */
        STARTING,
        /** Every part answers. */
        RUNNING,
        /** A part that was healthy does not answer or is being restarted. */
        DEGRADED,
        /** Parts are being stopped. */
        STOPPING
    }

    /** Copies. */
    public StandaloneStatus {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /** The part of this name, if it is there. */
    public Optional<PartStatus> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }
}
