/**
 * Runs ONNX graphs: {@link io.tokenloom.model.SharedModels} keeps one open session per graph and device in a process,
 * {@link io.tokenloom.model.OnnxModel} is such a session, {@link io.tokenloom.model.Tensor} what goes in and out,
 * {@link io.tokenloom.model.DeviceSettings} where it runs. A device that is not there is told, or gone around, when a model
 * is loaded and never later. The only package that knows ONNX Runtime; its native memory never leaves it.
 */
package io.tokenloom.model;
