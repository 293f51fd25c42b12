package io.tokenloom.cli.bench.text;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.TextTokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All engines through all texts, in one process. The package tells the method. Not thread-safe. */
final class EngineRace {
    private static final String RATE = "MB/s";
    private static final int WARM_UP_ROUNDS = 2;
    private static final int MOST_WARM_UP_ROUNDS = 20;
    private static final double STILL_FASTER = 1.03;

    private final Mode mode;
    private final List<TextGroup> groups;
    private final int rounds;
    private final long turnNanos;
    private final long warmUpNanos;
    private final Results results;
    private final Agreement agreement;

    /**
     * A race.
     *
     * @param rounds how often each engine has its turn at each text
     * @param seconds of processor time for a turn
     */
    EngineRace(Mode mode, List<TextGroup> groups, int rounds, double seconds, Results results) {
        this.mode = mode;
        this.groups = groups;
        this.rounds = rounds;
        this.turnNanos = (long) (seconds * CpuTime.NANOS_OF_A_SECOND);
        this.warmUpNanos = 2 * turnNanos;
        this.results = results;
        this.agreement = new Agreement(notice -> results.tell("%s", notice));
    }

    /** The documents of a kind and a length, and who goes through them; the first engine is ours. */
    private record Lane(TextGroup group, Shape shape, List<byte[]> documents, List<Turns> engines) {
        String subject(Vocabulary vocabulary, String state) {
            return Names.subject(vocabulary, group.name(), shape, state);
        }
    }

    /** Warm, cold, and two threads; the bundle is opened and closed. */
    void run(Vocabulary vocabulary) throws IOException, InterruptedException {
        try (TextBundle bundle = TextBundle.open(vocabulary.bundle())) {
            // Through JNI everything takes long, and the Vector API makes no difference to it.
            if (mode == Mode.VECTOR) {
                try (TextTokenizer huggingFace = Engines.huggingFace(vocabulary)) {
                    run(vocabulary, lanes(vocabulary, bundle.tokenizer(), List.of(huggingFace)), bundle);
                }
            } else {
                run(vocabulary, lanes(vocabulary, bundle.tokenizer(), List.of()), bundle);
            }
        }
    }

    private void run(Vocabulary vocabulary, List<Lane> lanes, TextBundle bundle) throws InterruptedException {
        results.tell("%s%s: ids checked, warming up", vocabulary.text(), mode.suffix());
        warmUp(lanes);
        for (int round = 0; round < rounds; round++) {
            results.tell("%s%s: round %d of %d", vocabulary.text(), mode.suffix(), round + 1, rounds);
            for (Lane lane : lanes) {
                warm(vocabulary, lane, round);
            }
            for (Lane lane : lanes) {
                if (lane.shape() == Shape.PAGES) {
                    cold(vocabulary, lane);
                }
            }
        }
        if (mode == Mode.VECTOR && vocabulary == Vocabulary.O200K) {
            new TwoThreads(bundle.tokenizer(), groups, turnNanos, results).run(rounds);
        }
        agreement.differences().forEach((engine, count) -> results.sample(Names.disagreement(engine), count, ""));
    }

    /** Until ours gets no faster: on a busy machine compiled code may come late. */
    private void warmUp(List<Lane> lanes) {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            lanes.forEach(lane -> lane.engines().forEach(engine -> engine.megabytesPerSecond(warmUpNanos)));
        }
        double fastest = 0;
        int same = 0;
        for (int round = 0; round < MOST_WARM_UP_ROUNDS && same < WARM_UP_ROUNDS; round++) {
            double rate = lanes.stream()
                    .mapToDouble(lane -> lane.engines().get(0).megabytesPerSecond(warmUpNanos))
                    .sum();
            same = rate > fastest * STILL_FASTER ? 0 : same + 1;
            fastest = Math.max(fastest, rate);
        }
    }

    private List<Lane> lanes(Vocabulary vocabulary, TextTokenizer ours, List<TextTokenizer> huggingFace) {
        List<Lane> lanes = new ArrayList<>();
        for (TextGroup group : groups) {
            for (Shape shape : Shape.values()) {
                List<byte[]> documents = shape.documents(group.utf8());
                List<Engine> engines = new ArrayList<>();
                engines.add(Engines.ours(ours, documents));
                engines.add(Engines.jtokkit(vocabulary, documents));
                huggingFace.forEach(library -> engines.add(Engines.huggingFace(library, documents)));
                String subject = vocabulary.text() + ", " + group.name() + ", " + shape.text();
                Agreement.Agreed agreed = agreement.check(subject, engines, documents.size());
                lanes.add(new Lane(
                        group,
                        shape,
                        documents,
                        engines.stream()
                                .map(engine -> new Turns(engine, documents, agreed))
                                .toList()));
            }
        }
        return lanes;
    }

    /** Every engine once, in another order each time. */
    private void warm(Vocabulary vocabulary, Lane lane, int round) {
        List<Turns> order = new ArrayList<>(lane.engines());
        Collections.rotate(order, round);
        double[] rates = new double[order.size()];
        for (Turns engine : order) {
            rates[lane.engines().indexOf(engine)] = engine.megabytesPerSecond(turnNanos);
        }
        String subject = lane.subject(vocabulary, Names.WARM);
        for (int i = 0; i < rates.length; i++) {
            String engine = lane.engines().get(i).engine().name();
            results.sample(Names.rate(subject, mode, engine), rates[i], RATE);
            if (i > 0) {
                results.sample(Names.ratio(subject, mode, engine), rates[0] / rates[i], "");
            }
        }
    }

    /** A tokenizer that has seen nothing, against JTokkit, which keeps nothing. */
    private void cold(Vocabulary vocabulary, Lane lane) {
        Turns known = lane.engines().get(0);
        double ours;
        try (TextBundle fresh = TextBundle.open(vocabulary.bundle())) {
            ours = known.with(Engines.ours(fresh.tokenizer(), lane.documents())).megabytesPerSecondOfAll();
        }
        double jtokkit = lane.engines().get(1).megabytesPerSecond(turnNanos);
        String subject = lane.subject(vocabulary, Names.COLD);
        results.sample(Names.rate(subject, mode, Engines.OURS), ours, RATE);
        results.sample(Names.ratio(subject, mode, Engines.JTOKKIT), ours / jtokkit, "");
    }
}
