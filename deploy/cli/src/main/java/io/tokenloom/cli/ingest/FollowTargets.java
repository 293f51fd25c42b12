package io.tokenloom.cli.ingest;

import io.tokenloom.cli.CommandException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which logs to follow: named files always, of a folder those that go by line. Asked again and again, because files come
 * and go. Immutable.
 */
final class FollowTargets {
    private final List<String> paths;
    private final Optional<SourceForm> form;

    private FollowTargets(List<String> paths, Optional<SourceForm> form) {
        this.paths = List.copyOf(paths);
        this.form = form;
    }

    /**
     * What is below these paths.
     *
     * @throws CommandException of a usage error for what can't be followed
     */
    static FollowTargets of(List<String> paths, Optional<SourceForm> form) {
        if (paths.contains("-")) {
            throw CommandException.usage(
                    "standard input is read until it ends anyway: leave out --follow, or give it files and folders only");
        }
        if (form.filter(asked -> asked != SourceForm.LINES).isPresent()) {
            throw CommandException.usage(
                    "--follow sends lines as they come, but this form and topic take whole files; leave out one");
        }
        return new FollowTargets(paths, form);
    }

    /**
     * What is there now.
     *
     * @param logs what to follow, by source id; named files also where there is none yet
     * @param others files in the folders that are no logs
     * @param unreadable what can't be read and why, by path
     */
    record Found(Map<String, FollowTarget> logs, Set<String> others, Map<String, String> unreadable) {}

    Found look() {
        Map<String, FollowTarget> logs = new TreeMap<>();
        Map<String, String> others = new TreeMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        for (String named : paths) {
            Path root = Path.of(named).toAbsolutePath().normalize();
            if (!Files.isDirectory(root)) {
                String id = SourceScan.idOf(root, root);
                logs.putIfAbsent(id, new FollowTarget(id, root));
                continue;
            }
            SourceScan scan = SourceScan.of(List.of(named), form, InputStream.nullInputStream());
            unreadable.putAll(scan.unreadable());
            Map<String, SourceFile> files =
                    scan.files().stream().collect(Collectors.toMap(SourceFile::id, source -> source));
            files.forEach((id, source) -> {
                Path path = ((SourceContent.OfFile) source.content()).path();
                if (source.form() == SourceForm.LINES && !rotated(id, files.keySet())) {
                    logs.putIfAbsent(id, new FollowTarget(id, path));
                } else if (source.form() != SourceForm.LINES) {
                    others.put(id, id);
                }
            });
        }
        return new Found(logs, others.keySet(), unreadable);
    }

    /** Whether a file is the past of a log: it is sent as that log, or was. */
    private static boolean rotated(String id, Set<String> present) {
        if (RotatedName.compressed(id)) {
            return true;
        }
        return RotatedName.live(id)
                .filter(live -> present.contains(live) || SourceForm.ofName(live) == SourceForm.LINES)
                .isPresent();
    }
}
