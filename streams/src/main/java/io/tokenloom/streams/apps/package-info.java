/**
 * From an apps file to running apps. {@link io.tokenloom.streams.apps.AppsMain} is what a process is started with: it reads
 * {@link io.tokenloom.streams.apps.AppsFile}, holds it against the cluster ({@link
 * io.tokenloom.streams.apps.AppsPreparation}), and runs each app as a Kafka Streams application of its own ({@link
 * io.tokenloom.streams.apps.RunningApps}).
 */
package io.tokenloom.streams.apps;
