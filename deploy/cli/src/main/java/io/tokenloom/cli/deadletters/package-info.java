/**
 * Dead letters: {@link io.tokenloom.cli.deadletters.ListCommand} shows them, {@link
 * io.tokenloom.cli.deadletters.ReplayCommand} sends their source records again. A {@code Selection} says which, a {@code
 * ReplayPlan} decides for each, a {@code ReplayWriter} sends, and {@code Replays} remembers.
 */
package io.tokenloom.cli.deadletters;
