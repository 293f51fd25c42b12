package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TextBundle;
import java.util.HashMap;
import java.util.Map;

/**
 * The open tokenizers of this process: a tokenizer takes up to a hundred megabytes, so slots and routes share it. Opened
 * by its first user, closed with its last. Thread-safe.
 */
final class SharedBundles {
    private static final SharedBundles OF_THIS_PROCESS = new SharedBundles();

    private final Map<String, Entry> entries = new HashMap<>();

    SharedBundles() {}

    static SharedBundles ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * One use of a bundle. Others wait while it is being opened, which is what they would do anyway.
     *
     * @param fingerprint short fingerprint that it must have, 16 hex digits
     * @throws io.tokenloom.bundle.BundleException if it can't be opened
     * @throws IllegalStateException if it is another tokenizer
     */
    synchronized Lease lease(String location, String fingerprint) {
        Entry entry = entries.get(location);
        if (entry == null || !entry.fingerprint.equals(fingerprint)) {
            entry = open(location, fingerprint);
            // A bundle that was changed in place serves its former users until they are done.
            entries.put(location, entry);
        }
        entry.users++;
        return new Lease(this, location, entry);
    }

    private static Entry open(String location, String fingerprint) {
        TextBundle bundle = TextBundle.open(location);
        String found = bundle.fingerprint().shortHex();
        if (!found.equals(fingerprint)) {
            bundle.close();
            throw new IllegalStateException("bundle " + location + " has fingerprint " + found
                    + " on this worker, but the job was started with " + fingerprint
                    + ". Put the same bundle on every worker.");
        }
        return new Entry(fingerprint, bundle);
    }

    private synchronized void giveBack(String location, Entry entry) {
        entry.users--;
        if (entry.users == 0) {
            entries.remove(location, entry);
            entry.bundle.close();
        }
    }

    private static final class Entry {
        private final String fingerprint;
        private final TextBundle bundle;
        private int users;

        Entry(String fingerprint, TextBundle bundle) {
            this.fingerprint = fingerprint;
            this.bundle = bundle;
        }
    }

    /** One use; to be closed once. Not thread-safe. */
    static final class Lease implements AutoCloseable {
        private final SharedBundles owner;
        private final String location;
        private final Entry entry;
        private boolean closed;

        private Lease(SharedBundles owner, String location, Entry entry) {
            this.owner = owner;
            this.location = location;
            this.entry = entry;
        }

        /** The bundle, open as long as this lease. */
        TextBundle bundle() {
            return entry.bundle;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                owner.giveBack(location, entry);
            }
        }
    }
}
