"""Makes the graphs of the model package's tests: python model.py FOLDER (needs the packages onnx and numpy).

addition.onnx is also the graph that a GPU is tried out with: src/main/resources/io/tokenloom/model/addition.onnx.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper

BATCH = ["n", 4]


def value(name, dtype, shape):
    return h.make_tensor_value_info(name, dtype, shape)


def weights(name="w", values=(1, 2, 3, 4)):
    return numpy_helper.from_array(np.array(values, np.float32), name)


def external(location, name="w"):
    tensor = T(name=name, data_type=T.FLOAT, dims=[4], data_location=T.EXTERNAL)
    tensor.external_data.add(key="location", value=location)
    return tensor


def model(nodes, inputs, outputs, initializers=(), opset=17, ir_version=8):
    graph = h.make_graph(nodes, "graph", inputs, outputs, list(initializers))
    return h.make_model(graph, opset_imports=[h.make_opsetid("", opset)], ir_version=ir_version)


def plus(initializer, **versions):
    """y = x + w"""
    node = h.make_node("Add", ["x", "w"], ["y"])
    return model([node], [value("x", T.FLOAT, BATCH)], [value("y", T.FLOAT, BATCH)], [initializer], **versions)


def one_node(op, domain=""):
    graph = model(
        [h.make_node(op, ["x"], ["y"], domain=domain)], [value("x", T.FLOAT, BATCH)], [value("y", T.FLOAT, BATCH)]
    )
    if domain:
        graph.opset_import.add(domain=domain, version=1)
    return graph


def types():
    """What goes in comes out, in each type."""
    named = {
        "float32": T.FLOAT,
        "float16": T.FLOAT16,
        "int64": T.INT64,
        "int32": T.INT32,
        "uint8": T.UINT8,
        "bool": T.BOOL,
    }
    return model(
        [h.make_node("Identity", [name], [name + "_out"]) for name in named],
        [value(name, dtype, ["n", 2]) for name, dtype in named.items()],
        [value(name + "_out", dtype, ["n", 2]) for name, dtype in named.items()],
    )


def double():
    return model([h.make_node("Identity", ["x"], ["y"])], [value("x", T.DOUBLE, BATCH)], [value("y", T.DOUBLE, BATCH)])


def loop(initializer=None):
    """y = x times the unit matrix, as many times as n says: takes as long as one wants."""
    unit = initializer or numpy_helper.from_array(np.eye(32, dtype=np.float32), "unit")
    matrix = [32, 32]
    body = h.make_graph(
        [h.make_node("Identity", ["go"], ["go_on"]), h.make_node("MatMul", ["v", unit.name], ["v_next"])],
        "body",
        [value("i", T.INT64, []), value("go", T.BOOL, []), value("v", T.FLOAT, matrix)],
        [value("go_on", T.BOOL, []), value("v_next", T.FLOAT, matrix)],
        [unit],
    )
    return model(
        [h.make_node("Loop", ["n", "", "x"], ["y"], body=body)],
        [value("n", T.INT64, []), value("x", T.FLOAT, matrix)],
        [value("y", T.FLOAT, matrix)],
    )


def zeros():
    """As many zeros as one asks for."""
    return model(
        [h.make_node("ConstantOfShape", ["shape"], ["y"])],
        [value("shape", T.INT64, [2])],
        [value("y", T.FLOAT, ["a", "b"])],
    )


def gather():
    """Fails on an index outside 0 to 3."""
    return model(
        [h.make_node("Gather", ["w", "x"], ["y"])],
        [value("x", T.INT64, ["n"])],
        [value("y", T.FLOAT, ["n"])],
        [weights()],
    )


def addition():
    return model([h.make_node("Add", ["x", "x"], ["y"])], [value("x", T.FLOAT, [1])], [value("y", T.FLOAT, [1])])


def no_opset():
    graph = plus(weights())
    del graph.opset_import[:]
    return graph


def main():
    folder = Path(sys.argv[1])
    graphs = {
        "addition": addition(),
        "plus": plus(weights()),
        "types": types(),
        "double": double(),
        "loop": loop(),
        "zeros": zeros(),
        "gather": gather(),
        "opset-unknown": plus(weights(), opset=99),
        "opset-missing": no_opset(),
        "ir-unknown": plus(weights(), ir_version=99),
        "operator-unknown": one_node("Frobnicate"),
        "operator-of-another-library": one_node("Frobnicate", domain="another.library"),
        "external-inside": plus(external("weights.bin")),
        "external-outside": plus(external("../weights.bin")),
        "external-absolute": plus(external("/etc/hostname")),
        "external-in-loop": loop(external("weights.bin", "unit")),
    }
    for name, graph in graphs.items():
        (folder / (name + ".onnx")).write_bytes(graph.SerializeToString())


main()
