package io.tokenloom.jobs.archive;

import java.io.Serializable;

/**
 * One archive: a topic's tokens in a folder. Immutable; travels to the workers.
 *
 * @param name unique in its file
 * @param from token topic
 * @param to folder, which all workers see
 * @param format of its files, by its name
 * @param deadLetters topic of what can't be read
 */
public record Archive(String name, String from, String to, String format, String deadLetters) implements Serializable {
    static final String DEFAULT_DEAD_LETTERS = "tokens.dlq.v1";
}
