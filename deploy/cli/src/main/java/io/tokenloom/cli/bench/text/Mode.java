package io.tokenloom.cli.bench.text;

import java.util.List;

/** How a measuring process is started. */
enum Mode {
    /** With the module of the Vector API, which is an incubator and not there unless it is asked for. */
    VECTOR("", List.of("--add-modules", "jdk.incubator.vector")),
    /** As Java starts without any option. */
    PLAIN(", without the Vector API", List.of());

    private final String suffix;
    private final List<String> options;

    Mode(String suffix, List<String> options) {
        this.suffix = suffix;
        this.options = options;
    }

    /** What figures say of it. */
    String suffix() {
        return suffix;
    }

    /** Options of the Java virtual machine. */
    List<String> options() {
        return options;
    }
}
