package io.tokenloom.cli.ingest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out which frame of which stream a file is: folders are streams, the order of names is the order of frames. */
final class FramePlaces {
    private FramePlaces() {}

    /** The places of those that go as frames, by source id. */
    static Map<String, MediaRecords.FramePlace> of(List<SourceFile> sources) {
        Map<String, Long> next = new HashMap<>();
        Map<String, MediaRecords.FramePlace> places = new HashMap<>();
        sources.stream()
                .filter(source -> source.form() == SourceForm.FRAMES)
                .map(SourceFile::id)
                .sorted(Comparator.naturalOrder())
                .forEach(id -> {
                    String stream = id.indexOf('/') < 0 ? id : id.substring(0, id.lastIndexOf('/'));
                    long index = next.merge(stream, 1L, Long::sum) - 1;
                    places.put(id, new MediaRecords.FramePlace(stream, index));
                });
        return places;
    }
}
