package io.tokenloom.claim;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The kinds of claim stores that are on the class path, by scheme. */
final class ClaimStoreKinds {
    private static final Map<String, ClaimStoreFactory> BY_SCHEME = load();

    private ClaimStoreKinds() {}

    private static Map<String, ClaimStoreFactory> load() {
        Map<String, ClaimStoreFactory> kinds = new TreeMap<>();
        // Where this class is from, not the thread's loader: on a cluster both are lib/, whoever asks first.
        ServiceLoader.load(ClaimStoreFactory.class, ClaimStoreFactory.class.getClassLoader())
                .forEach(kind -> kinds.put(kind.scheme(), kind));
        return kinds;
    }

    static List<ClaimSettingMistake> mistakes(Map<String, String> settings) {
        return find(settings).map(kind -> kind.mistakes(settings)).orElseGet(() -> {
            String examples =
                    BY_SCHEME.values().stream().map(ClaimStoreFactory::example).collect(Collectors.joining(" or "));
            return List.of(new ClaimSettingMistake(
                    ClaimStore.STORE_SETTING,
                    "the claim store \"" + shown(address(settings)) + "\" is of no kind that is known",
                    "Write an address such as " + examples + "."));
        });
    }

    /** Call it where there are no mistakes. */
    static ClaimStoreFactory of(Map<String, String> settings) {
        return find(settings).orElseThrow();
    }

    private static Optional<ClaimStoreFactory> find(Map<String, String> settings) {
        try {
            String scheme = new URI(address(settings)).getScheme();
            return Optional.ofNullable(scheme).map(name -> BY_SCHEME.get(name.toLowerCase(Locale.ROOT)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String address(Map<String, String> settings) {
        return settings.getOrDefault(ClaimStore.STORE_SETTING, "");
    }

    /** Somebody may have put a password in. */
    private static String shown(String address) {
        return address.replaceAll("[^/]*@", "***@");
    }
}
