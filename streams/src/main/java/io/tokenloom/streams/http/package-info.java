/** The newest statistics over HTTP: as JSON for programs and people, as gauges for Prometheus. */
package io.tokenloom.streams.http;
