package io.tokenloom.cli.bench.quality;

import java.util.Comparator;
import java.util.List;

/**
 * All that was measured.
 *
 * @param bundle name, version and fingerprint of the bundle
 * @param bytes what its tokens take
 * @param methods titles of the methods, tokens first
 * @param stills pictures
 * @param films videos
 * @param fixedTokens tokens of each frame where all have the same number
 * @param speed time of the model
 * @param programs encoders and their versions
 * @param notices what was left out, and why
 */
record Findings(
        String bundle,
        TokenSizes bytes,
        List<String> methods,
        List<StillResult> stills,
        List<FilmResult> films,
        int fixedTokens,
        Speed speed,
        List<String> programs,
        List<String> notices) {
    /** Copies. */
    Findings {
        methods = List.copyOf(methods);
        stills = List.copyOf(stills);
        films = List.copyOf(films);
        programs = List.copyOf(programs);
        notices = List.copyOf(notices);
    }

    /** Categories of the stills: photographs first, then by name. */
    List<String> categories() {
        return stills.stream()
                .map(still -> still.picture().category())
                .distinct()
                .sorted(Comparator.comparing((String name) -> !name.equals(Picture.PHOTOGRAPHS))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Stills of a category. */
    Category category(String name) {
        return new Category(
                name,
                stills.stream()
                        .filter(still -> still.picture().category().equals(name))
                        .toList());
    }
}
