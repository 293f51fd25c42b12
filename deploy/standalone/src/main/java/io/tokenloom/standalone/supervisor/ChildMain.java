package io.tokenloom.standalone.supervisor;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * First class of every part's process: ends the process when standard input closes, which is when the supervisor is
 * gone however it went, and then runs the part's own main class.
 */
public final class ChildMain {
    /** Exit status of a part whose supervisor is gone. */
    public static final int ORPHANED = 87;

    private ChildMain() {}

    /**
     * Runs a main class under watch.
     *
     * @param arguments the main class's name, then its arguments
     * @throws Throwable what the main class throws
     */
    public static void main(String[] arguments) throws Throwable {
        Thread watch = new Thread(ChildMain::endWithSupervisor, "supervisor-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWithSupervisor() {
        try {
            while (System.in.read() != -1) {
                // Nothing is ever sent; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        // Without shutdown hooks: every part survives a kill, and a slow goodbye would keep ports and locks.
        Runtime.getRuntime().halt(ORPHANED);
    }
}
