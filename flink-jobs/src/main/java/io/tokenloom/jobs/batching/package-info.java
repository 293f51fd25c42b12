/**
 * Steps of many streams in one run of a model, off the task's thread:
 *
 * <pre>
 *   task thread ──put──> StepQueue ──take──> InferenceWorker ──> BatchRunner ──> VisualTokenizer
 *       ^                                          │                 splits what fails, checks what comes out
 *       └──────────── a mail with the results ─────┘
 * </pre>
 *
 * <p>Nothing here knows of records or keys: an {@code item} is whatever the caller wants to have back with its result.
 */
package io.tokenloom.jobs.batching;
