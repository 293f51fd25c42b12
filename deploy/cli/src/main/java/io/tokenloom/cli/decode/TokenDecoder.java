package io.tokenloom.cli.decode;

import io.tokenloom.bundle.BundleException;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decodes token records with the tokenizers that made them, found by the records' fingerprints. Bundles are opened when a
 * record first needs one that is not open yet, which takes a second or so each, and stay open. Thread-safe.
 */
public final class TokenDecoder implements AutoCloseable {
    private final Deque<String> unopened;
    private final List<String> searched = new ArrayList<>();
    private final Map<TokenizerFingerprint, TextBundle> open = new HashMap<>();

    private TokenDecoder(Collection<String> locations) {
        this.unopened = new ArrayDeque<>(locations);
    }

    /** A decoder over these bundles, tried in order: {@code builtin:NAME} or paths of folders. */
    public static TokenDecoder over(Collection<String> locations) {
        return new TokenDecoder(new LinkedHashSet<>(locations));
    }

    /** A decoder over some bundles, those of the routes and the built-in ones, tried in this order. */
    public static TokenDecoder of(Collection<String> first, Collection<Route> routes) {
        Set<String> locations = new LinkedHashSet<>(first);
        routes.stream().map(Route::tokenizer).forEach(locations::add);
        locations.addAll(TextBundle.BUILT_IN);
        return new TokenDecoder(locations);
    }

    /**
     * The bytes of one token record.
     *
     * @throws UnknownTokenizerException if no bundle has its fingerprint
     * @throws IllegalArgumentException if it is no text record, or an id is not in the vocabulary
     */
    public DecodedPart decode(TokenSequence tokens) {
        byte[] bytes = bundle(tokens.getTokenizer()).tokenizer().decode(ids(tokens));
        byte[] wanted = tokens.getContentDigest().bytes();
        return new DecodedPart(bytes, Arrays.equals(wanted, Arrays.copyOf(sha256(bytes), wanted.length)));
    }

    /**
     * The ids of a text record.
     *
     * @throws IllegalArgumentException if it is no text record
     */
    public static int[] ids(TokenSequence tokens) {
        List<TokenPlane> planes = tokens.getPlanes();
        if (planes.size() != 1) {
            throw new IllegalArgumentException(
                    "text has one plane of tokens, this record has " + planes.size() + " and is of another modality");
        }
        return planes.get(0).getIds().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The bundle with this fingerprint; it stays open until the decoder is closed.
     *
     * @throws UnknownTokenizerException if there is none
     */
    public synchronized TextBundle bundle(TokenizerFingerprint fingerprint) {
        while (!open.containsKey(fingerprint) && !unopened.isEmpty()) {
            openNext();
        }
        TextBundle bundle = open.get(fingerprint);
        if (bundle == null) {
            throw new UnknownTokenizerException(
                    HexFormat.of().formatHex(fingerprint.bytes()), String.join(", ", searched));
        }
        return bundle;
    }

    /** A bundle that can't be opened must not hide the others. */
    private void openNext() {
        String location = unopened.remove();
        try {
            TextBundle bundle = TextBundle.open(location);
            searched.add(location);
            TextBundle same = open.putIfAbsent(
                    new TokenizerFingerprint(bundle.fingerprint().shortBytes()), bundle);
            if (same != null) {
                bundle.close();
            }
        } catch (BundleException e) {
            searched.add(location + " (not opened: " + String.join("; ", e.mistakes()) + ")");
        }
    }

    /** Closes the bundles. */
    @Override
    public synchronized void close() {
        open.values().forEach(TextBundle::close);
        open.clear();
        unopened.clear();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
