package io.tokenloom.model;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The open models of this process: one for each graph and device settings, however many slots and routes use it. Loaded by its
 * first user, closed with its last. Thread-safe.
 */
public final class SharedModels {
    private static final SharedModels OF_THIS_PROCESS = new SharedModels();

    private final Map<Key, Entry> entries = new HashMap<>();

    private record Key(String sha256, DeviceSettings settings) {}

    private static final class Entry {
        private final OnnxModel model;
        private int users;

        private Entry(OnnxModel model) {
            this.model = model;
        }
    }

    SharedModels() {}

    /** The one of this process, as far as its class loader reaches. */
    public static SharedModels ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** {@link #lease(String, DeviceSettings, Supplier)} with the settings that a device has of itself. */
    public Lease lease(String sha256, Device device, Supplier<byte[]> onnx) {
        return lease(sha256, DeviceSettings.of(device), onnx);
    }

    /**
     * One use of a model. Others wait while it is being loaded, which is what they would do anyway.
     *
     * @param sha256 digest of the graph
     * @param onnx the graph, asked for only if it is not open yet
     * @throws ModelException if it can't be loaded, or its device is not there
     */
    public synchronized Lease lease(String sha256, DeviceSettings settings, Supplier<byte[]> onnx) {
        Key key = new Key(sha256, settings);
        Entry entry = entries.computeIfAbsent(key, absent -> new Entry(OnnxModel.load(onnx.get(), settings)));
        entry.users++;
        return new Lease(this, key, entry);
    }

    /** How many models are open: each is a session, and its native memory. */
    public synchronized int open() {
        return entries.size();
    }

    private synchronized void giveBack(Key key, Entry entry) {
        entry.users--;
        if (entry.users == 0) {
            entries.remove(key);
            entry.model.close();
        }
    }

    /** One use; closing it again does nothing. Not thread-safe. */
    public static final class Lease implements AutoCloseable {
        private final SharedModels owner;
        private final Key key;
        private final Entry entry;
        private boolean closed;

        private Lease(SharedModels owner, Key key, Entry entry) {
            this.owner = owner;
            this.key = key;
            this.entry = entry;
        }

        /** The model, open as long as this lease. */
        public OnnxModel model() {
            return entry.model;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                owner.giveBack(key, entry);
            }
        }
    }
}
