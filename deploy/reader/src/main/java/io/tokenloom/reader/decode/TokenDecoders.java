package io.tokenloom.reader.decode;

import io.tokenloom.bundle.BundleException;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.text.mode.TextMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The decoders of token records, found by the records' fingerprints. A bundle is opened when a record first needs it, which
 * takes a second or so, and stays open; one whose manifest claims another fingerprint is not. Thread-safe.
 */
public final class TokenDecoders implements AutoCloseable {
    private final Set<String> locations;
    private final Set<String> unopened;
    private final Map<String, String> unreadable = new HashMap<>();
    private final Map<TokenizerFingerprint, TokenizerBundle> open = new HashMap<>();
    private final Optional<ClusterVocabularies> cluster;

    private TokenDecoders(Set<String> locations, Optional<ClusterVocabularies> cluster) {
        this.locations = locations;
        this.unopened = new LinkedHashSet<>(locations);
        this.cluster = cluster;
    }

    /** Decoders of these bundles, tried in order: {@code builtin:NAME} or paths of folders. */
    public static TokenDecoders over(Collection<String> locations) {
        return new TokenDecoders(new LinkedHashSet<>(locations), Optional.empty());
    }

    /** Decoders of some bundles, of others and of the built-in ones, tried in this order. */
    public static TokenDecoders of(Collection<String> first, Collection<String> then) {
        return new TokenDecoders(locations(first, then), Optional.empty());
    }

    /**
     * The same with decoders of tokenizers that options of routes make of these bundles, as a cluster's topics describe
     * them.
     *
     * @param cluster stays the caller's to close
     */
    public static TokenDecoders of(Collection<String> first, Collection<String> then, ClusterVocabularies cluster) {
        return new TokenDecoders(locations(first, then), Optional.of(cluster));
    }

    private static Set<String> locations(Collection<String> first, Collection<String> then) {
        Set<String> locations = new LinkedHashSet<>(first);
        locations.addAll(then);
        locations.addAll(TokenizerBundle.BUILT_IN);
        return locations;
    }

    /**
     * The decoder of the tokenizer with this fingerprint; it lives until this is closed.
     *
     * @throws UnknownTokenizerException if there is none
     * @throws NoDecoderException if the tokenizer has no way back
     */
    public TokenDecoder find(TokenizerFingerprint fingerprint) {
        Optional<TokenizerVersion> version = cluster.flatMap(known -> known.version(fingerprint));
        if (version.isPresent() && version.get().getBase() != null) {
            return derived(version.get());
        }
        TokenizerBundle bundle = bundle(fingerprint);
        if (bundle instanceof TextBundle text) {
            return new TextDecoder(text);
        }
        return VisualDecoder.of((VisualBundle) bundle).orElseThrow(() -> new NoDecoderException(bundle));
    }

    /** Of a tokenizer that options make of another. */
    private TokenDecoder derived(TokenizerVersion version) {
        if (!(bundle(version.getBase()) instanceof TextBundle base)) {
            throw new IllegalArgumentException("its tokenizer is made of one that is not of text");
        }
        return new TextDecoder(base, TextMode.read(version.getOptions()), cluster);
    }

    /**
     * The tokenizer with this fingerprint, whether it has a way back or not; it lives until this is closed.
     *
     * @throws UnknownTokenizerException if there is none
     */
    public synchronized TokenizerBundle bundle(TokenizerFingerprint fingerprint) {
        for (String location : List.copyOf(unopened)) {
            if (open.containsKey(fingerprint)) {
                break;
            }
            if (mayHave(location, fingerprint)) {
                unopened.remove(location);
                open(location);
            }
        }
        TokenizerBundle bundle = open.get(fingerprint);
        if (bundle == null) {
            throw new UnknownTokenizerException(
                    HexFormat.of().formatHex(fingerprint.bytes()),
                    locations.stream()
                            .map(location -> location + unreadable.getOrDefault(location, ""))
                            .collect(Collectors.joining(", ")));
        }
        return bundle;
    }

    private static boolean mayHave(String location, TokenizerFingerprint fingerprint) {
        return TokenizerBundle.claimedFingerprint(location)
                .map(claimed -> new TokenizerFingerprint(claimed.shortBytes()).equals(fingerprint))
                .orElse(true);
    }

    /**
     * The decoder of a text tokenizer.
     *
     * @throws UnknownTokenizerException as {@link #find}
     * @throws IllegalArgumentException if the fingerprint is that of another kind
     */
    public TextDecoder text(TokenizerFingerprint fingerprint) {
        if (find(fingerprint) instanceof TextDecoder text) {
            return text;
        }
        throw new IllegalArgumentException("its tokenizer is not one of text");
    }

    /** A bundle that can't be opened must not hide the others. */
    private void open(String location) {
        try {
            // On the processor: whoever looks at a record has no time to warm up a GPU.
            TokenizerBundle bundle =
                    TokenizerBundle.open(location, DeviceSettings.of(Device.CPU).withRuns(DeviceSettings.Runs.FEW));
            TokenizerBundle same = open.putIfAbsent(
                    new TokenizerFingerprint(bundle.fingerprint().shortBytes()), bundle);
            if (same != null) {
                bundle.close();
            }
        } catch (BundleException e) {
            unreadable.put(location, " (not opened: " + String.join("; ", e.mistakes()) + ")");
        }
    }

    /** Closes the bundles. */
    @Override
    public synchronized void close() {
        open.values().forEach(TokenizerBundle::close);
        open.clear();
        unopened.clear();
    }
}
