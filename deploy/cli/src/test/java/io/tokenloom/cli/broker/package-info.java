/** A real broker in the test's own process. */
package io.tokenloom.cli.broker;
