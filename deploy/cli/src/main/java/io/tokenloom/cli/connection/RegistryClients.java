package io.tokenloom.cli.connection;

import io.tokenloom.cli.CommandException;
import io.tokenloom.connection.Connections;
import io.tokenloom.wire.SchemaSource;

/** Makes clients of the schema registry. */
public final class RegistryClients {
    private RegistryClients() {}

    /**
     * A client for commands that read token records; the caller closes it. Nothing is sent before the first record.
     *
     * @throws CommandException "usage" if the connections name no registry
     */
    public static SchemaSource connect(Connections connections) {
        try {
            return SchemaSource.connect(connections.schemaRegistry());
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    "token records are Avro and need a schema registry; mend schemaRegistry in the connections file. "
                            + e.getMessage(),
                    e);
        }
    }
}
