package io.tokenloom.cli.bench.archive;

import java.util.List;

/** What the makers of log compressors say of them: on other machines and mostly on the whole logs of LogHub. */
final class Claims {
    private Claims() {}

    /** One line each. */
    static List<String> lines() {
        return List.of(
                "Claimed by others, not measured here (on the whole logs of LogHub, of which 2,000-line samples are in use):",
                "  LogShrink (ICSE 2024): 16 to 356 % more than its rivals; its repository's table has Apache 55.9, HDFS 27.3,"
                        + " Linux 29.3, OpenSSH 103, Zookeeper 117, Android 21.9 times smaller, where zstd has 19.0, 10.4, 12.3,"
                        + " 14.3, 23.1, 12.8; 1.3 to 5.5 MB/s",
                "  LogReducer (FAST 2021): in the same table Apache 43.0, HDFS 22.6, Linux 25.2, OpenSSH 86.7, Zookeeper 94.6,"
                        + " Android 20.8 times smaller; 0.5 to 32 MB/s",
                "  logzip (ASE 2019): about half of what general compressors need; in the same table Apache 30.4, HDFS 16.7,"
                        + " Linux 23.4, OpenSSH 42.6, Zookeeper 47.4, Android 25.2 times smaller; below 1.4 MB/s",
                "  Denum (ASE 2024): 8.7 to 434.7 % more than its rivals at 26.2 MB/s on average of 16 logs",
                "  LogLite (2025): up to 67.8 % more than its rivals at up to 2.7 times their speed",
                "  CLP (OSDI 2021): more than all common compressors, and searched without decompression");
    }
}
