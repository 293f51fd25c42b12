package io.tokenloom.cli.ingest;

/**
 * One source to send.
 *
 * @param id source id: the path from the parent of the PATH argument on, with {@code /} between
 * @param form how it becomes records
 * @param content its bytes
 */
record SourceFile(String id, SourceForm form, SourceContent content) {
    /** First part of the id: sources that share it share a producer, so that two runs can't interleave. */
    String root() {
        int slash = id.indexOf('/');
        return slash <= 0 ? id : id.substring(0, slash);
    }
}
