/** What the standalone Flink processes add to Flink: metrics pages that only this machine can read. */
package io.tokenloom.standalone.flink;
