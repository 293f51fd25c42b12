package io.tokenloom.jobs.routes;

import io.tokenloom.configuration.Durations;
import io.tokenloom.configuration.Mistake;
import io.tokenloom.vision.ResetPolicy;
import io.tokenloom.vision.StreamControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a schema can't say: how the values of a routes file go together. Empty values were reported before. */
final class RouteRules {
    private final String file;
    private final List<Mistake> mistakes = new ArrayList<>();

    private RouteRules(Path file) {
        this.file = file.toString();
    }

    static List<Mistake> check(Path file, Routes routes) {
        RouteRules rules = new RouteRules(file);
        rules.namesAreUnique(routes.routes());
        rules.outputsAreApart(routes.routes());
        rules.routesDoNotFeedThemselves(routes);
        rules.bundlesExist(routes.routes());
        rules.formatsFitItems(routes.routes());
        rules.controlIsOfStreams(routes.routes());
        rules.deviceOptionsFit(routes.routes());
        rules.timesFit(routes.delivery());
        return rules.mistakes;
    }

    private void namesAreUnique(List<Route> routes) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            String name = routes.get(i).name();
            Integer first = name.isEmpty() ? null : seen.putIfAbsent(name, i);
            if (first != null) {
                add(i, "name", "\"" + name + "\" is the name of routes[" + first + "] too", "Give each route its own.");
            }
        }
    }

    private void outputsAreApart(List<Route> routes) {
        Map<List<String>, Integer> seen = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            if (route.from().isEmpty() || route.to().isEmpty()) {
                continue;
            }
            if (route.to().equals(route.deadLetters())) {
                add(i, "to", "\"" + route.to() + "\" is the topic of its dead letters too", "Name two topics.");
            }
            Integer first = seen.putIfAbsent(List.of(route.from(), route.to()), i);
            if (first != null) {
                add(
                        i,
                        "to",
                        "routes[" + first + "] writes tokens of \"" + route.from() + "\" to \"" + route.to()
                                + "\" too, so each record would be there twice",
                        "Write to another topic.");
            }
        }
    }

    private void routesDoNotFeedThemselves(Routes routes) {
        Set<String> targets = routes.targetTopics();
        for (int i = 0; i < routes.routes().size(); i++) {
            String from = routes.routes().get(i).from();
            if (!from.isEmpty() && targets.contains(from)) {
                add(i, "from.topic", "\"" + from + "\" is written by this file's routes", "Read from another topic.");
            }
        }
    }

    private void bundlesExist(List<Route> routes) {
        for (int i = 0; i < routes.size(); i++) {
            String tokenizer = routes.get(i).tokenizer();
            if (tokenizer.isEmpty() || tokenizer.startsWith("builtin:")) {
                continue;
            }
            if (!Files.isRegularFile(Path.of(tokenizer, "bundle.yaml"))) {
                add(
                        i,
                        "tokenizer",
                        "there is no bundle.yaml in " + tokenizer,
                        "Name the directory of a bundle, relative to this file, or builtin:NAME.");
            }
        }
    }

    private void formatsFitItems(List<Route> routes) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            if (route.item() != ItemKind.TEXT && route.format() == RecordFormat.LINES) {
                add(
                        i,
                        "from.format",
                        "lines are text, and the items are " + route.item().text() + "s",
                        "Set bytes or avro.");
            }
            if (route.item() != ItemKind.TEXT && !route.spans().isEmpty()) {
                add(i, "options.spans", "the tokens of a picture have no spans in a text", "Leave spans out.");
            }
        }
    }

    private void controlIsOfStreams(List<Route> routes) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            if (route.item() == ItemKind.FRAME || route.item() == ItemKind.VIDEO) {
                continue;
            }
            StreamControl control = route.visual().control();
            String problem = "is of streams, and each " + route.item().text() + " stands alone";
            if (control.rate().limited()) {
                add(i, "options.bitsPerSecond", problem, "Leave it out; tokens limits each item.");
            }
            if (!control.resets().equals(ResetPolicy.ON_DEMAND)) {
                add(i, "options.resets", problem, "Leave it out.");
            }
        }
    }

    private void deviceOptionsFit(List<Route> routes) {
        for (int i = 0; i < routes.size(); i++) {
            for (String mistake : routes.get(i).visual().device().mistakes()) {
                add(i, "options.device", mistake, "Change the options that this names.");
            }
        }
    }

    private void timesFit(Delivery delivery) {
        positive("checkpointInterval", delivery.checkpointInterval());
        positive("checkpointTimeout", delivery.checkpointTimeout());
        Duration least = delivery.checkpointInterval().plus(delivery.checkpointTimeout());
        if (delivery.guarantee() == Guarantee.EXACTLY_ONCE
                && delivery.transactionTimeout().compareTo(least) <= 0) {
            mistakes.add(new Mistake(
                    file,
                    "delivery.transactionTimeout",
                    Durations.text(delivery.transactionTimeout())
                            + " is not more than checkpointInterval and checkpointTimeout together ("
                            + Durations.text(least) + "), so Kafka could abort what a checkpoint counts on",
                    "Raise it well above that, by the longest time a restart may take, or lower the other two."));
        }
    }

    private void positive(String key, Duration duration) {
        if (duration.isZero()) {
            mistakes.add(new Mistake(file, "delivery." + key, "is 0", "Write more than 0."));
        }
    }

    private void add(int route, String key, String problem, String mend) {
        mistakes.add(new Mistake(file, "routes[" + route + "]." + key, problem, mend));
    }
}
