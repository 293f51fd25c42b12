package io.tokenloom.media.video;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the words of a dynamic linker which library it misses. */
final class MissingLibrary {
    private static final Pattern LINUX = Pattern.compile("shared libraries: ([\\w.+-]+):");

    private MissingLibrary() {}

    static Optional<String> in(byte[] said) {
        Matcher matcher = LINUX.matcher(new String(said, StandardCharsets.ISO_8859_1));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
