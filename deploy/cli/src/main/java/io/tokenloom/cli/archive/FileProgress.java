package io.tokenloom.cli.archive;

import io.tokenloom.archive.commit.ArchiveFile;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar over the bytes of files, for who sits at a terminal. Not thread-safe. */
final class FileProgress implements AutoCloseable {
    private final ProgressBar bar;

    private FileProgress(ProgressBar bar) {
        this.bar = bar;
    }

    static FileProgress over(String task, List<ArchiveFile> files) {
        if (System.console() == null) {
            return new FileProgress(null);
        }
        return new FileProgress(new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .setUnit(" MiB", 1 << 20)
                .setInitialMax(files.stream().mapToLong(ArchiveFile::bytes).sum())
                .build());
    }

    void step(ArchiveFile file) {
        if (bar != null) {
            bar.stepBy(file.bytes());
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
