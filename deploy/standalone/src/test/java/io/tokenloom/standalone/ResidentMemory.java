package io.tokenloom.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Main memory that a process holds, from the kernel's own account. */
final class ResidentMemory {
    private ResidentMemory() {}

    static long bytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
            }
        }
        throw new IOException("the kernel does not tell the memory of process " + pid);
    }
}
