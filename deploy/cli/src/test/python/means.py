"""Makes the graph of the tests of decoders: python means.py FILE (needs the packages onnx and numpy).

Two planes of ids become a picture of 4 x 4 pixels: red is the mean of the one, green that of the other, each as a part of
16384; there is no blue.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper

VOCABULARY, SIDE = 16384, 4


def constant(name, value, dtype):
    return numpy_helper.from_array(np.array(value, dtype=dtype), name)


def mean(plane):
    return [
        h.make_node("Cast", [plane], [plane + "_f"], to=T.FLOAT),
        h.make_node("ReduceMean", [plane + "_f"], [plane + "_mean"], axes=[1], keepdims=1),
        h.make_node("Div", [plane + "_mean", "vocabulary"], [plane + "_part"]),
    ]


nodes = mean("semantic") + mean("visual") + [
    h.make_node("Sub", ["semantic_part", "semantic_part"], ["nothing"]),
    h.make_node("Concat", ["semantic_part", "visual_part", "nothing"], ["colour"], axis=1),
    h.make_node("Reshape", ["colour", "shape"], ["pixel"]),
    h.make_node("Expand", ["pixel", "size"], ["image"]),
]
graph = h.make_graph(
    nodes,
    "means",
    [h.make_tensor_value_info(name, T.INT64, [1, "k"]) for name in ("semantic", "visual")],
    [h.make_tensor_value_info("image", T.FLOAT, [1, 3, SIDE, SIDE])],
    [
        constant("vocabulary", VOCABULARY, np.float32),
        constant("shape", [1, 3, 1, 1], np.int64),
        constant("size", [1, 3, SIDE, SIDE], np.int64),
    ],
)
model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model)
onnx.save(model, sys.argv[1])
