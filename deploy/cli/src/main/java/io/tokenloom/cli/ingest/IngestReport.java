package io.tokenloom.cli.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what became of the sources of one run. Not thread-safe. */
final class IngestReport {
    private final List<SourceOutcome> outcomes = new ArrayList<>();

    void add(SourceOutcome outcome) {
        outcomes.add(outcome);
    }

    /** One line about one source. */
    static String line(SourceOutcome outcome) {
        String note = outcome.note().isEmpty() ? "" : " (" + outcome.note() + ")";
        return switch (outcome.status()) {
            case SENT ->
                String.format(
                        Locale.ROOT,
                        "sent       %s: %,d records, %,d bytes to %s%s",
                        outcome.source(),
                        outcome.records(),
                        outcome.bytes(),
                        outcome.topic(),
                        note);
            case UNCHANGED -> "unchanged  " + outcome.source() + note;
            case FAILED -> "FAILED     " + outcome.source() + ": " + outcome.note();
        };
    }

    /** What was collected, in order. */
    List<SourceOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** One line about each source. */
    List<String> lines() {
        return outcomes.stream().map(IngestReport::line).toList();
    }

    /** One line about all. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%,d sent, %,d unchanged, %,d failed; %,d records, %,d bytes",
                count(SourceOutcome.Status.SENT),
                count(SourceOutcome.Status.UNCHANGED),
                count(SourceOutcome.Status.FAILED),
                outcomes.stream().mapToLong(SourceOutcome::records).sum(),
                outcomes.stream().mapToLong(SourceOutcome::bytes).sum());
    }

    /** All of it for a program. */
    String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("sources", outcomes);
        for (SourceOutcome.Status status : SourceOutcome.Status.values()) {
            report.put(status.name().toLowerCase(Locale.ROOT), count(status));
        }
        report.put(
                "records", outcomes.stream().mapToLong(SourceOutcome::records).sum());
        report.put("bytes", outcomes.stream().mapToLong(SourceOutcome::bytes).sum());
        try {
            return JsonMapper.builder().build().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new AssertionError("plain records are always JSON", e);
        }
    }

    int exitCode() {
        return count(SourceOutcome.Status.FAILED) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private long count(SourceOutcome.Status status) {
        return outcomes.stream().filter(outcome -> outcome.status() == status).count();
    }
}
