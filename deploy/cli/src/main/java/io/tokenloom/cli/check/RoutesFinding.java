package io.tokenloom.cli.check;

import io.tokenloom.configuration.Mistake;
import io.tokenloom.jobs.routes.Route;
import io.tokenloom.jobs.routes.Routes;
import io.tokenloom.jobs.routes.RoutesDraft;
import io.tokenloom.jobs.routes.RoutesFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What looking through a routes file and the bundles that it names showed. Immutable.
 *
 * @param file the file
 * @param routes as much of it as could be made out
 * @param bundles each bundle that could be opened, once, in the file's order
 * @param mistakes everything that is wrong with the file and the bundles; empty if a job can start from it
 */
public record RoutesFinding(Path file, Routes routes, List<BundleFinding.Sound> bundles, List<Mistake> mistakes) {
    /** Copies the lists. */
    public RoutesFinding {
        bundles = List.copyOf(bundles);
        mistakes = List.copyOf(mistakes);
    }

    /** Looks through a file; never throws for what is wrong with it. */
    public static RoutesFinding of(Path file) {
        RoutesDraft draft = RoutesFile.draft(file);
        List<Mistake> mistakes = new ArrayList<>(draft.mistakes());
        Map<String, String> places = new LinkedHashMap<>();
        for (int i = 0; i < draft.routes().routes().size(); i++) {
            String place = "routes[" + i + "].tokenizer";
            boolean known =
                    draft.mistakes().stream().anyMatch(mistake -> mistake.path().equals(place));
            String tokenizer = draft.routes().routes().get(i).tokenizer();
            if (!known && !tokenizer.isEmpty()) {
                places.putIfAbsent(tokenizer, place);
            }
        }
        Map<String, BundleFinding.Sound> bundles = new LinkedHashMap<>();
        places.forEach((location, place) -> {
            BundleFinding finding = BundleFinding.of(location);
            if (finding instanceof BundleFinding.Sound sound) {
                bundles.put(location, sound);
            } else if (finding instanceof BundleFinding.Broken broken) {
                broken.mistakes().forEach(each -> mistakes.add(mistake(file, place, location, each)));
            }
        });
        for (int i = 0; i < draft.routes().routes().size(); i++) {
            Route route = draft.routes().routes().get(i);
            BundleFinding.Sound bundle = bundles.get(route.tokenizer());
            if (bundle != null) {
                bundle.tokenizer().mistakes(file, i, route).stream()
                        .filter(each -> isNew(each, draft.mistakes()))
                        .forEach(mistakes::add);
            }
        }
        return new RoutesFinding(file, draft.routes(), List.copyOf(bundles.values()), mistakes);
    }

    /** What is wrong by itself stands for a default in the draft, and its fit says nothing. */
    private static boolean isNew(Mistake mistake, List<Mistake> known) {
        return known.stream().noneMatch(each -> each.path().equals(mistake.path()));
    }

    private static Mistake mistake(Path file, String place, String bundle, String problem) {
        return new Mistake(file.toString(), place, "bundle " + bundle + ": " + problem, "Mend it, or name another.");
    }

    /** Whether a job can start from it. */
    public boolean sound() {
        return mistakes.isEmpty();
    }

    /** The same with more mistakes. */
    RoutesFinding with(List<Mistake> more) {
        List<Mistake> all = new ArrayList<>(mistakes);
        all.addAll(more);
        return new RoutesFinding(file, routes, bundles, all);
    }

    /** All mistakes, one on each line. */
    public String mistakeText() {
        StringBuilder text = new StringBuilder();
        text.append(file)
                .append(" has ")
                .append(mistakes.size())
                .append(mistakes.size() == 1 ? " mistake:" : " mistakes:");
        for (Mistake mistake : mistakes) {
            text.append(System.lineSeparator()).append("  - ");
            text.append(mistake.path().isEmpty() ? "" : mistake.path() + ": ");
            text.append(mistake.problem()).append(". ").append(mistake.mend());
        }
        return text.toString();
    }
}
