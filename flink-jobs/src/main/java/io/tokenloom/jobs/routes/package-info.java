/**
 * Routes: which topic goes through which tokenizer to which topic, as a file ({@link
 * io.tokenloom.jobs.routes.RoutesFile}), as values ({@link io.tokenloom.jobs.routes.Routes}), and checked against a
 * real cluster ({@link io.tokenloom.jobs.routes.ClusterCheck}). Knows nothing of Flink, so that a command can check a
 * file without one.
 */
package io.tokenloom.jobs.routes;
