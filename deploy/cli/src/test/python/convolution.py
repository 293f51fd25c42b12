"""Makes the graph that models' times are compared with: python convolution.py FILE (needs the packages onnx and numpy).

y is the corner of a 3 x 3 convolution from 128 channels to 128 over 128 x 128 pixels, all of them x. The weights are a
constant, which the runtime computes once, so that the file stays small; time does not depend on their values.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper

CHANNELS, SIDE = 128, 128


def longs(name, *values):
    return numpy_helper.from_array(np.array(values, dtype=np.int64), name)


graph = h.make_graph(
    [
        h.make_node("ConstantOfShape", ["kernel"], ["weights"],
                    value=h.make_tensor("value", T.FLOAT, [1], [1 / (9 * CHANNELS)])),
        h.make_node("Expand", ["x", "picture"], ["spread"]),
        h.make_node("Conv", ["spread", "weights"], ["whole"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
        h.make_node("Slice", ["whole", "from", "to", "axes"], ["y"]),
    ],
    "convolution",
    [h.make_tensor_value_info("x", T.FLOAT, [1, CHANNELS, 1, 1])],
    [h.make_tensor_value_info("y", T.FLOAT, [1, CHANNELS, 1, 1])],
    [
        longs("kernel", CHANNELS, CHANNELS, 3, 3),
        longs("picture", 1, CHANNELS, SIDE, SIDE),
        longs("from", 0, 0),
        longs("to", 1, 1),
        longs("axes", 2, 3),
    ],
)
model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model)
onnx.save(model, sys.argv[1])
