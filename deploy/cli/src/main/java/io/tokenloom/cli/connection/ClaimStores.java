package io.tokenloom.cli.connection;

import io.tokenloom.claim.ClaimStore;
import io.tokenloom.cli.CommandException;
import io.tokenloom.connection.Connections;
import java.util.Optional;

/** Opens claim stores with the command's own errors. */
public final class ClaimStores {
    private ClaimStores() {}

    /**
     * The claim store of an installation, if it has one.
     *
     * @throws CommandException of a usage error if it can't be opened
     */
    public static Optional<ClaimStore> of(Connections connections) {
        try {
            return connections.claimStore();
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage(), e);
        }
    }
}
