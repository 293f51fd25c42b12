/**
 * {@code tokenloom up}, {@code down} and {@code status}: the standalone platform in one home folder.
 * {@link io.tokenloom.cli.platform.Platform} is what other commands use to start it.
 */
package io.tokenloom.cli.platform;
