package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.model.DeviceSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The open tokenizers of this process: a tokenizer takes up to a hundred megabytes, so slots and routes share it. Opened
 * by its first user, closed with its last. Thread-safe.
 */
final class SharedBundles {
    private static final SharedBundles OF_THIS_PROCESS = new SharedBundles();

    private final Map<Place, Entry> entries = new HashMap<>();

    SharedBundles() {}

    static SharedBundles ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * One use of a bundle, on the GPU that this worker was given where the route leaves it open. Others wait while it is being opened, which is what they would do anyway.
     *
     * @throws io.tokenloom.bundle.BundleException if it can't be opened
     * @throws IllegalStateException if it is another tokenizer
     */
    synchronized Lease lease(PlannedRoute route, RuntimeContext worker) {
        DeviceSettings device = AssignedGpu.of(route.route().visual().device(), worker);
        return lease(new Place(route.route().tokenizer(), device), route.bundleFingerprint());
    }

    /**
     * Where a bundle is and where it runs.
     *
     * @param location as in a routes file
     */
    record Place(String location, DeviceSettings device) {}

    /** @param fingerprint short fingerprint that it must have, 16 hex digits */
    synchronized Lease lease(Place place, String fingerprint) {
        Entry entry = entries.get(place);
        if (entry == null || !entry.fingerprint.equals(fingerprint)) {
            entry = open(place, fingerprint);
            // A bundle that was changed in place serves its former users until they are done.
            entries.put(place, entry);
        }
        entry.users++;
        return new Lease(this, place, entry);
    }

    private static Entry open(Place place, String fingerprint) {
        TokenizerBundle bundle = TokenizerBundle.open(place.location(), place.device());
        String found = bundle.fingerprint().shortHex();
        if (!found.equals(fingerprint)) {
            bundle.close();
            throw new IllegalStateException("bundle " + place.location() + " has fingerprint " + found
                    + " on this worker, but the job was started with " + fingerprint
                    + ". Put the same bundle on every worker.");
        }
        return new Entry(fingerprint, bundle);
    }

    private synchronized void giveBack(Place place, Entry entry) {
        entry.users--;
        if (entry.users == 0) {
            entries.remove(place, entry);
            entry.bundle.close();
        }
    }

    private static final class Entry {
        private final String fingerprint;
        private final TokenizerBundle bundle;
        private int users;

        Entry(String fingerprint, TokenizerBundle bundle) {
            this.fingerprint = fingerprint;
            this.bundle = bundle;
        }
    }

    /** One use; to be closed once. Not thread-safe. */
    static final class Lease implements AutoCloseable {
        private final SharedBundles owner;
        private final Place place;
        private final Entry entry;
        private boolean closed;

        private Lease(SharedBundles owner, Place place, Entry entry) {
            this.owner = owner;
            this.place = place;
            this.entry = entry;
        }

        /** The bundle, open as long as this lease. */
        TokenizerBundle bundle() {
            return entry.bundle;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                owner.giveBack(place, entry);
            }
        }
    }
}
