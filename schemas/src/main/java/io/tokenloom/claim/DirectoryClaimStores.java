package io.tokenloom.claim;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Directories, {@code file:}. */
public final class DirectoryClaimStores implements ClaimStoreFactory {
    private static final List<String> SETTINGS = List.of(ClaimStore.STORE_SETTING);

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public String example() {
        return "file:///mnt/claims";
    }

    @Override
    public List<ClaimSettingMistake> mistakes(Map<String, String> settings) {
        List<ClaimSettingMistake> mistakes = new ArrayList<>();
        URI uri = address(settings);
        if (uri.getPath() == null
                || uri.getAuthority() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            mistakes.add(new ClaimSettingMistake(
                    ClaimStore.STORE_SETTING,
                    "the claim store \"" + uri + "\" is no directory",
                    "Write file:/// and the path of a directory."));
        }
        settings.keySet().stream()
                .filter(name -> !SETTINGS.contains(name))
                .sorted()
                .map(name -> ClaimSettingMistake.unknown(name, SETTINGS))
                .forEach(mistakes::add);
        return mistakes;
    }

    @Override
    public ClaimStore open(Map<String, String> settings) {
        return DirectoryClaimStore.open(Path.of(address(settings)));
    }

    private static URI address(Map<String, String> settings) {
        return URI.create(settings.get(ClaimStore.STORE_SETTING));
    }
}
