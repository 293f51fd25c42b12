package io.tokenloom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Main memory that a process holds, from the kernel's own account. */
final class ResidentMemory {
    private ResidentMemory() {}

    /** What it holds now. */
    static long bytes(long pid) throws IOException {
        return field(pid, "VmRSS:");
    }

    /** The most that it ever held. */
    static long mostBytes(long pid) throws IOException {
        return field(pid, "VmHWM:");
    }

    private static long field(long pid, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("the kernel does not tell the memory of process " + pid);
    }
}
