/**
 * {@code tokenloom bundle check} and {@code tokenloom routes check}: everything that is wrong at once, before anything
 * runs. {@link io.tokenloom.cli.check.RoutesFinding} is what {@code up} asks too.
 */
package io.tokenloom.cli.check;
