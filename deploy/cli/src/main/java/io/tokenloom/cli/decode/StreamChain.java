package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.reader.decode.PictureTokens;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.OffsetRange;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.wire.AvroRecordReader;
import io.tokenloom.wire.SchemaSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the records of earlier frames of a stream, from the last reset on. They are on the same partition, with those of
 * other streams between them, so it looks back further and further. Memory: an address for each frame. Not thread-safe.
 */
final class StreamChain {
    /** How many offsets are looked at for each step at first: a few streams share a partition. */
    private static final int REACH_PER_STEP = 4;

    private static final int REACH_GROWTH = 16;

    private final CommittedRecords records;
    private final AvroRecordReader<TokenSequence> reader;

    /** Reads with these; the schemas stay the caller's to close. */
    StreamChain(CommittedRecords records, SchemaSource schemas) {
        this.records = records;
        this.reader = AvroRecordReader.of(TokenSequence.class, schemas);
    }

    /** A frame of the stream and where it is. */
    private record Frame(RecordAddress address, long index, int step) {}

    /**
     * The addresses from the reset on, that of the frame itself the last.
     *
     * @throws CommandException "failed" if one of them is not there
     */
    List<RecordAddress> upTo(RecordAddress address, PictureTokens wanted, String sourceTopic) {
        OffsetRange all = records.ranges(address.topic()).get(address.topicPartition());
        long reach = (long) REACH_PER_STEP * (wanted.step() + 1);
        while (true) {
            OffsetRange window = new OffsetRange(Math.max(all.first(), address.offset() - reach), address.offset());
            Deque<RecordAddress> chain = new ArrayDeque<>(List.of(address));
            int missing = walkBack(framesBefore(window, address, wanted, sourceTopic), wanted, chain);
            if (missing < 0) {
                return List.copyOf(chain);
            }
            if (window.first() == all.first()) {
                throw CommandException.failed(address + " is frame " + wanted.frameIndex() + " of stream \""
                        + wanted.streamKey() + "\", step " + wanted.step() + " since its state was reset, and step "
                        + missing + " is not on its partition: retention has removed it, or it is not committed yet."
                        + " Decode a frame that comes after a later reset; \"tokenloom tokens\" shows them.");
            }
            reach *= REACH_GROWTH;
        }
    }

    private List<Frame> framesBefore(
            OffsetRange window, RecordAddress address, PictureTokens wanted, String sourceTopic) {
        List<Frame> frames = new ArrayList<>();
        records.visit(Map.of(address.topicPartition(), window), read -> {
            if (read.value() == null) {
                return;
            }
            Optional<TokenSequence> sequence = Unreadable.asEmpty(() -> reader.read(read.value()));
            sequence.filter(PictureTokens::isIn)
                    .filter(found -> found.getSource().getTopic().equals(sourceTopic))
                    .filter(found -> found.getTokenizer().equals(wanted.tokenizer()))
                    .map(TokenSequence::getStream)
                    .filter(stream -> stream.getStreamKey().equals(wanted.streamKey()))
                    .ifPresent(stream -> frames.add(
                            new Frame(RecordAddress.of(read), stream.getFrameIndex(), stream.getStepsSinceReset())));
        });
        return frames;
    }

    /** Puts what it finds in front of the chain; gives the step that is missing, or -1 if none is. */
    private static int walkBack(List<Frame> frames, PictureTokens wanted, Deque<RecordAddress> chain) {
        long index = wanted.frameIndex();
        int step = wanted.step();
        for (int i = frames.size() - 1; i >= 0 && step > 0; i--) {
            Frame frame = frames.get(i);
            // Written again after a restart, at least once: the same frame, or one that comes later.
            if (frame.index() >= index) {
                continue;
            }
            if (frame.step() != step - 1) {
                return step - 1;
            }
            chain.addFirst(frame.address());
            index = frame.index();
            step = frame.step();
        }
        return step - 1;
    }
}
