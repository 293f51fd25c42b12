package io.tokenloom.jobs.archive;

/** Uids of the job's operators: what savepoints find their state by. A changed uid loses state; change none. */
final class Uids {
    static final String DEAD_LETTERS = "dead-letters";

    private Uids() {}

    static String source(Archive archive) {
        return "source-" + archive.name();
    }

    static String read(Archive archive) {
        return "read-" + archive.name();
    }

    static String sink(Archive archive) {
        return "archive-" + archive.name();
    }

    static String publish(Archive archive) {
        return "publish-" + archive.name();
    }
}
