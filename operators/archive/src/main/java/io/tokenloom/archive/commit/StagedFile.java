package io.tokenloom.archive.commit;

/**
 * A file that is whole and not published.
 *
 * @param staged path of it in the folder of staged files, without suffix
 * @param file what it is; its name is the one it gets
 */
public record StagedFile(String staged, ArchiveFile file) {}
