package io.tokenloom.cli.demo.report;

/**
 * Text tokens in files of one format.
 *
 * @param format its name
 * @param files how many
 * @param samples in them: token records
 * @param tokens of them
 * @param bytes of the files
 * @param folder where they lie
 */
public record ArchivedFormat(String format, int files, long samples, long tokens, long bytes, String folder) {}
