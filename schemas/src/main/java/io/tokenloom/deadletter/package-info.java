/**
 * Why a source record could not become tokens: the codes, the exception that carries one, and the headers of a dead
 * letter. Start with {@link io.tokenloom.deadletter.FailureCode}.
 */
package io.tokenloom.deadletter;
