"""Makes the small encoders of OnnxBundleTest: python small_encoder.py FOLDER (needs the packages onnx and numpy).

Side 8; the tokens are the means of the four quadrants, over all colours, in 0..255. Variants mix the pictures of a batch,
take one picture only, or give an id out of range. The decoder paints the quadrants grey, as far as there are ids.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper

SIDE, TOKENS = 8, 4


def constant(name, value, dtype):
    return numpy_helper.from_array(np.array(value, dtype=dtype), name)


def save(folder, name, nodes, inputs, outputs, constants):
    graph = h.make_graph(nodes, name, inputs, outputs, constants)
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    (Path(folder) / f"{name}.onnx").write_bytes(model.SerializeToString())


def encoder(folder, name, batch="N", mixing=False, addend=0.0):
    nodes = [
        h.make_node("AveragePool", ["image"], ["quadrants"], kernel_shape=[4, 4], strides=[4, 4]),
        h.make_node("ReduceMean", ["quadrants"], ["grey"], axes=[1], keepdims=0),
    ]
    grey = "grey"
    if mixing:
        nodes += [
            h.make_node("ReduceMean", ["grey"], ["of_batch"], axes=[0], keepdims=1),
            h.make_node("Add", ["grey", "of_batch"], ["both"]),
            h.make_node("Mul", ["both", "half"], ["mixed"]),
        ]
        grey = "mixed"
    nodes += [
        h.make_node("Mul", [grey, "c255"], ["scaled"]),
        h.make_node("Add", ["scaled", "addend"], ["shifted"]),
        h.make_node("Round", ["shifted"], ["rounded"]),
        h.make_node("Cast", ["rounded"], ["whole"], to=T.INT64),
        h.make_node("Reshape", ["whole", "shape"], ["ids"]),
        h.make_node("Reshape", [grey, "shape_vectors"], ["vectors"]),
    ]
    save(
        folder,
        name,
        nodes,
        [h.make_tensor_value_info("image", T.FLOAT, [batch, 3, SIDE, SIDE])],
        [
            h.make_tensor_value_info("ids", T.INT64, [batch, 1, TOKENS]),
            h.make_tensor_value_info("vectors", T.FLOAT, [batch, TOKENS, 1]),
        ],
        [
            constant("c255", 255, np.float32),
            constant("half", 0.5, np.float32),
            constant("addend", addend, np.float32),
            constant("shape", [-1, 1, TOKENS], np.int64),
            constant("shape_vectors", [-1, TOKENS, 1], np.int64),
        ],
    )


def decoder(folder):
    nodes = [
        h.make_node("Shape", ["ids"], ["length_2"]),
        h.make_node("Slice", ["length_2", "one", "two"], ["length"]),
        h.make_node("Sub", ["tokens", "length"], ["missing"]),
        h.make_node("Concat", ["zeros_3", "missing"], ["padding"], axis=0),
        h.make_node("Cast", ["ids"], ["grey"], to=T.FLOAT),
        h.make_node("Pad", ["grey", "padding"], ["padded"]),
        h.make_node("Div", ["padded", "c255"], ["scaled"]),
        h.make_node("Reshape", ["scaled", "square"], ["quadrants"]),
        h.make_node("Resize", ["quadrants", "", "scales"], ["large"], mode="nearest"),
        h.make_node("Expand", ["large", "colours"], ["image"]),
    ]
    save(
        folder,
        "decoder",
        nodes,
        [h.make_tensor_value_info("ids", T.INT64, [1, "K"])],
        [h.make_tensor_value_info("image", T.FLOAT, [1, 3, SIDE, SIDE])],
        [
            constant("one", [1], np.int64),
            constant("two", [2], np.int64),
            constant("tokens", [TOKENS], np.int64),
            constant("zeros_3", [0, 0, 0], np.int64),
            constant("c255", 255, np.float32),
            constant("square", [1, 1, 2, 2], np.int64),
            constant("scales", [1, 1, 4, 4], np.float32),
            constant("colours", [1, 3, SIDE, SIDE], np.int64),
        ],
    )


if __name__ == "__main__":
    target = sys.argv[1]
    encoder(target, "encoder")
    encoder(target, "encoder-mixing", mixing=True)
    encoder(target, "encoder-one", batch=1)
    encoder(target, "encoder-out-of-range", addend=300.0)
    decoder(target)
