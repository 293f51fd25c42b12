package io.tokenloom.cli.demo.report;

/**
 * A file that never became records.
 *
 * @param source source id or path
 * @param reason why
 */
public record NotSent(String source, String reason) {}
