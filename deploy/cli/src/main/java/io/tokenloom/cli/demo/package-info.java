/** {@code tokenloom demo}: the whole way of real text, from files to tokens and back, in one go, with a report. */
package io.tokenloom.cli.demo;
