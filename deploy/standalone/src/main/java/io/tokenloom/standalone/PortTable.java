package io.tokenloom.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The port numbers of an installation: as asked for, else as remembered, else found free once. Immutable. */
public record PortTable(Map<Port, Integer> numbers) {
    // Below the range from which Linux takes the ports of outgoing connections, so that none of those is in our way.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 100;

    /** Checks and copies. */
    public PortTable {
        numbers = Map.copyOf(numbers);
        for (Port port : Port.values()) {
            if (!numbers.containsKey(port)) {
                throw new IllegalArgumentException("port " + port.key() + " has no number");
            }
        }
    }

    /** The number of a port. */
    public int number(Port port) {
        return numbers.get(port);
    }

    /** The table that the home folder remembers. */
    public static PortTable remembered(HomeFolder home) throws IOException {
        return new PortTable(load(home));
    }

    /**
     * Chooses every port and remembers the choice. Called while nothing of this home runs.
     *
     * @throws StandaloneException OCCUPIED_PORT if a fixed or remembered port is taken by another process
     */
    public static PortTable reserve(HomeFolder home, Map<Port, Integer> fixed) throws IOException {
        Map<Port, Integer> known = load(home);
        known.putAll(fixed);
        Set<Integer> taken = new HashSet<>();
        for (Map.Entry<Port, Integer> entry : known.entrySet()) {
            if (!taken.add(entry.getValue()) || !isFreeSoon(entry.getValue())) {
                throw occupied(home, entry.getKey(), entry.getValue(), fixed.containsKey(entry.getKey()));
            }
        }
        // One after the other: of two that choose at once, with ports that neither uses yet, few meet.
        int start = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        for (Port port : Port.values()) {
            known.computeIfAbsent(port, missing -> findFree(start, taken));
        }
        Properties properties = new Properties();
        known.forEach((port, number) -> properties.setProperty(port.key(), Integer.toString(number)));
        PropertiesFile.write(home.ports(), properties);
        return new PortTable(known);
    }

    private static Map<Port, Integer> load(HomeFolder home) throws IOException {
        Map<Port, Integer> known = new EnumMap<>(Port.class);
        if (Files.exists(home.ports())) {
            Properties properties = PropertiesFile.read(home.ports());
            for (Port port : Port.values()) {
                String number = properties.getProperty(port.key());
                if (number != null) {
                    known.put(port, Integer.valueOf(number));
                }
            }
        }
        return known;
    }

    private static StandaloneException occupied(HomeFolder home, Port port, int number, boolean fixed) {
        String mend = fixed
                ? "stop that process or ask for another port"
                : "stop that process, or delete " + home.ports() + " to have new ports chosen";
        return new StandaloneException(
                StandaloneException.Reason.OCCUPIED_PORT,
                "port " + number + " (" + port.key() + ") is used by another process or another part; " + mend);
    }

    private static int findFree(int start, Set<Integer> taken) {
        int candidate = start;
        for (int tried = 0; tried < HIGHEST - LOWEST; tried++) {
            if (!taken.contains(candidate) && isFree(candidate)) {
                taken.add(candidate);
                return candidate;
            }
            candidate = candidate + 1 < HIGHEST ? candidate + 1 : LOWEST;
        }
        throw new StandaloneException(
                StandaloneException.Reason.OCCUPIED_PORT,
                "no free port between " + LOWEST + " and " + HIGHEST + "; stop some processes or fix ports elsewhere");
    }

    /** A port may be held for a moment: by a process that is just ending, or by one that looks for free ports itself. */
    private static boolean isFreeSoon(int number) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isFree(number)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(int number) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port whose last connections are still fading is free for a server that reuses addresses, as ours do.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
