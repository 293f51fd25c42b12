/**
 * Where an installation is and how its clients get in: {@link io.tokenloom.connection.Connections}, and what to say when
 * they do not, {@link io.tokenloom.connection.KafkaFailures}.
 */
package io.tokenloom.connection;
