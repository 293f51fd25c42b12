package io.tokenloom.text.pipeline;

import io.tokenloom.text.tiktoken.TiktokenFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The rank files that JTokkit brings along. */
public final class Ranks {
    public static final TiktokenFile O200K = read("o200k_base");
    public static final TiktokenFile CL100K = read("cl100k_base");

    private Ranks() {}

    public static byte[] file(String name) {
        try (InputStream in = Ranks.class.getResourceAsStream("/com/knuddels/jtokkit/" + name + ".tiktoken")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TiktokenFile read(String name) {
        return TiktokenFile.read(file(name), List.of());
    }
}
