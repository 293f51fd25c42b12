/**
 * A standalone installation: broker, schema registry and Flink as separate processes on one machine, under one
 * supervisor process. {@link io.tokenloom.standalone.StandaloneCluster} starts it, asks it and stops it; its data lives
 * in a home folder and is kept between runs. Everything listens on the loopback address only.
 */
package io.tokenloom.standalone;
