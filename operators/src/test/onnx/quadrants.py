"""Makes the small graphs of the tests: python quadrants.py FOLDER [SIDE] (needs the packages onnx and numpy).

Side 8 unless another is named, four tokens: each says how a quadrant's mean differs from the state. Some variants break the contract on purpose.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper

SIDE, TOKENS = int(sys.argv[2]) if len(sys.argv) > 2 else 8, 4
HALF = SIDE // 2


def constant(name, value, dtype):
    return numpy_helper.from_array(np.array(value, dtype=dtype), name)


def base(nodes):
    """The state in 0..1, or zeros at step 0."""
    nodes += [
        h.make_node("Cast", ["state"], ["state_f"], to=T.FLOAT),
        h.make_node("Div", ["state_f", "c255"], ["state_1"]),
        h.make_node("Reshape", ["step", "shape_n111"], ["step_4"]),
        h.make_node("Equal", ["step_4", "zero_i"], ["first"]),
        h.make_node("Where", ["first", "zero", "state_1"], ["base"]),
    ]


def constants():
    return [
        constant("c255", 255, np.float32),
        constant("zero", 0, np.float32),
        constant("one", 1, np.float32),
        constant("two", 2, np.float32),
        constant("zero_i", 0, np.int64),
        constant("shape_n111", [-1, 1, 1, 1], np.int64),
        constant("shape_n4", [-1, TOKENS], np.int64),
        constant("shape_n122", [-1, 1, 2, 2], np.int64),
        constant("channel", [1], np.int64),
        constant("decibels", [[10, 20, 30, 40]], np.float32),
        constant("positions", [[0, 1, 2, 3]], np.int64),
        constant("shape_n1", [-1, 1], np.int64),
        constant("scales", [1, 1, HALF, HALF], np.float32),
        constant("far", 1000, np.int64),
    ]


def picture(name, dtype):
    return h.make_tensor_value_info(name, dtype, ["n", 3, SIDE, SIDE])


def save(path, name, nodes, inputs, outputs):
    used = {i for node in nodes for i in node.input}
    graph = h.make_graph(nodes, name, inputs, outputs, [c for c in constants() if c.name in used])
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def encoder(path, last_ids="Identity", last_quality="Identity"):
    nodes = []
    base(nodes)
    nodes += [
        h.make_node("Sub", ["image", "base"], ["residual"]),
        h.make_node("AveragePool", ["residual"], ["pooled"], kernel_shape=[HALF, HALF], strides=[HALF, HALF]),
        h.make_node("ReduceMean", ["pooled"], ["mean"], axes=[1], keepdims=1),
        h.make_node("Reshape", ["mean", "shape_n4"], ["means"]),
        h.make_node("Add", ["means", "one"], ["shifted"]),
        h.make_node("Div", ["shifted", "two"], ["halved"]),
        h.make_node("Mul", ["halved", "c255"], ["scaled"]),
        h.make_node("Round", ["scaled"], ["rounded"]),
        h.make_node("Cast", ["rounded"], ["good_ids"], to=T.INT64),
        h.make_node("Mul", ["means", "zero"], ["nothing"]),
        h.make_node("Add", ["decibels", "nothing"], ["good_quality"]),
    ]
    nodes.append(
        h.make_node("Add", ["good_ids", "far"], ["ids"])
        if last_ids == "Add"
        else h.make_node("Identity", ["good_ids"], ["ids"])
    )
    nodes.append(
        h.make_node("Div", ["nothing", "nothing"], ["quality"])
        if last_quality == "Div"
        else h.make_node("Identity", ["good_quality"], ["quality"])
    )
    save(
        path,
        "encoder",
        nodes,
        [picture("image", T.FLOAT), picture("state", T.UINT8), h.make_tensor_value_info("step", T.INT64, ["n"])],
        [
            h.make_tensor_value_info("ids", T.INT64, ["n", TOKENS]),
            h.make_tensor_value_info("quality", T.FLOAT, ["n", TOKENS]),
        ],
    )


def decoder(path):
    nodes = []
    base(nodes)
    nodes += [
        h.make_node("Cast", ["ids"], ["ids_f"], to=T.FLOAT),
        h.make_node("Div", ["ids_f", "c255"], ["ids_1"]),
        h.make_node("Mul", ["ids_1", "two"], ["doubled"]),
        h.make_node("Sub", ["doubled", "one"], ["means"]),
        h.make_node("Reshape", ["length", "shape_n1"], ["lengths"]),
        h.make_node("Less", ["positions", "lengths"], ["kept"]),
        h.make_node("Where", ["kept", "means", "zero"], ["masked"]),
        h.make_node("Reshape", ["masked", "shape_n122"], ["quadrants"]),
        h.make_node("Resize", ["quadrants", "", "scales"], ["residual"], mode="nearest", nearest_mode="floor",
                    coordinate_transformation_mode="asymmetric"),
        h.make_node("Add", ["base", "residual"], ["sum"]),
        h.make_node("Clip", ["sum", "zero", "one"], ["image"]),
        h.make_node("Mul", ["image", "c255"], ["scaled"]),
        h.make_node("Round", ["scaled"], ["rounded"]),
        h.make_node("Cast", ["rounded"], ["next_state"], to=T.UINT8),
    ]
    save(
        path,
        "decoder",
        nodes,
        [
            h.make_tensor_value_info("ids", T.INT64, ["n", TOKENS]),
            h.make_tensor_value_info("length", T.INT64, ["n"]),
            picture("state", T.UINT8),
            h.make_tensor_value_info("step", T.INT64, ["n"]),
        ],
        [picture("image", T.FLOAT), picture("next_state", T.UINT8)],
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    encoder(folder / "encoder.onnx")
    encoder(folder / "encoder-ids-out-of-range.onnx", last_ids="Add")
    encoder(folder / "encoder-quality-not-a-number.onnx", last_quality="Div")
    decoder(folder / "decoder.onnx")
