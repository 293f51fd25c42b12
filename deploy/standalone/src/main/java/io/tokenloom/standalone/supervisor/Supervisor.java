package io.tokenloom.standalone.supervisor;

import io.tokenloom.standalone.HomeFolder;
import io.tokenloom.standalone.PartStatus;
import io.tokenloom.standalone.PartStatus.Health;
import io.tokenloom.standalone.StandaloneStatus.State;
import io.tokenloom.standalone.StatusFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps the parts alive until told to stop. One thread runs it; any thread may ask it to stop. */
final class Supervisor {
    private static final long TICK_MILLIS = 100;

    private final HomeFolder home;
    private final List<Child> children;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private List<PartStatus> written = List.of();
    private State state = State.STARTING;
    private State writtenState = State.STOPPED;
    private boolean everRan;

    /** Parts in start order; they are stopped in the reverse order. */
    Supervisor(HomeFolder home, List<? extends Part> parts) {
        this.home = home;
        this.children = parts.stream().map(part -> new Child(part, home)).toList();
    }

    void askToStop() {
        stopAsked.countDown();
    }

    /** Runs until asked to stop, then stops every part. */
    void run() throws InterruptedException {
        try {
            publish();
            while (!stopAsked.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                tick();
                publish();
            }
        } finally {
            stopAll();
        }
    }

    private void tick() {
        for (Child child : children) {
            if (child.look(System.nanoTime())) {
                say(child.part().name() + " " + child.status().detail());
                child.part().takesDown().forEach(name -> find(name).restart());
            }
            if (child.isDue(System.nanoTime()) && mayStart(child)) {
                child.start(System.nanoTime());
                say(child.part().name() + " started: " + child.status());
            }
        }
        boolean all = children.stream().allMatch(child -> child.health() == Health.HEALTHY);
        everRan |= all;
        state = all ? State.RUNNING : everRan ? State.DEGRADED : State.STARTING;
    }

    private boolean mayStart(Child child) {
        return children.stream()
                .filter(other -> child.part().after().contains(other.part().name()))
                .allMatch(other -> other.health() == Health.HEALTHY);
    }

    private Child find(String name) {
        return children.stream()
                .filter(child -> child.part().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no part is named " + name));
    }

    private void stopAll() {
        state = State.STOPPING;
        publish();
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).stop();
            say(children.get(i).part().name() + " stopped");
            publish();
        }
    }

    private void publish() {
        List<PartStatus> now = children.stream().map(Child::status).toList();
        if (now.equals(written) && state == writtenState) {
            return;
        }
        try {
            StatusFile.write(home, state, now);
            written = now;
            writtenState = state;
        } catch (IOException e) {
            // A full disk must not end the parts: the next tick tries again.
            say("state cannot be written: " + e);
        }
    }

    // Standard output is the supervisor's log; a logging library would be most of its memory.
    private static void say(String sentence) {
        System.out.println(java.time.Instant.now() + " " + sentence);
    }
}
