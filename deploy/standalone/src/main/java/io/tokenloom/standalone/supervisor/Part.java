package io.tokenloom.standalone.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** One supervised process: how to start it and how to ask whether it is well. Used by the supervisor's thread only. */
interface Part {
    /** Its name in status, logs and the home folder. */
    String name();

    /** Parts that must be healthy before this one is started; one that is external is not waited for. */
    List<String> after();

    /** Parts that cannot go on when this one dies and are restarted with it. */
    default List<String> takesDown() {
        return List.of();
    }

    /** The exit status by which its process says that its files have mistakes: another start would find the same. */
    default OptionalInt refusal() {
        return OptionalInt.empty();
    }

    /** Prepares the part's files and tells the command line; called before every start. */
    List<String> command() throws IOException;

    /** Asks the process. An exception means no. */
    Answer ask() throws IOException;

    /** What a part answers. */
    record Answer(State state, String detail) {
        enum State {
            HEALTHY,
            NOT_YET
        }

        static Answer healthy(String detail) {
            return new Answer(State.HEALTHY, detail);
        }

        static Answer notYet(String detail) {
            return new Answer(State.NOT_YET, detail);
        }
    }
}
