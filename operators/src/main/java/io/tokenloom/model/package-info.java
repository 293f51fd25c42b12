/**
 * Runs ONNX graphs: {@link io.tokenloom.model.SharedModels} keeps one open session per graph and device in a process,
 * {@link io.tokenloom.model.OnnxModel} is such a session, {@link io.tokenloom.model.Tensor} what goes in and out. The only
 * package that knows ONNX Runtime; its native memory never leaves it.
 */
package io.tokenloom.model;
