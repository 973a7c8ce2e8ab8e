"""The all-MiniLM-L6-v2 network (BERT, 6 layers) written out as an ONNX graph. Needs numpy and onnx, no PyTorch."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

# The model's own config.json: 6 layers, 12 heads, 384 wide, layer_norm_eps 1e-12.
LAYERS, HEADS, WIDTH = 6, 12, 384
LAYER_NORM_EPSILON = 1e-12
OPSET, IR_VERSION = 17, 8

Array = npt.NDArray[Any]


def read_safetensors(path: Path) -> dict[str, Array]:
    """The float32 tensors of a safetensors file by name. Raises ValueError if the file is not one."""
    with path.open("rb") as file:
        size = file.read(8)
        if len(size) < 8:
            raise ValueError(f"{path} is not a safetensors file: it is too short")
        header = json.loads(file.read(struct.unpack("<Q", size)[0]))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            tensors[name] = np.frombuffer(data[start:end], np.float32).reshape(entry["shape"])
    return tensors


# What a sentence is about is clearest at the end of the network, how it is said in the middle, before the last layers
# were taught to tell topics apart. Chosen by cross-validation on graded support turns (MODEL_CARD.md).
TONE_MEANS, TONE_PEAKS = (2, 3), (3,)
TONE_WIDTH = (len(TONE_MEANS) + len(TONE_PEAKS)) * WIDTH


def sentence_graph(weights: dict[str, Array]) -> onnx.ModelProto:
    """Token ids and mask (int64, batch x length) in. Out, for each sentence: `sentence_embedding`, what it is about
    (384, length one), and `tone`, how it is said (1152: means and peaks over the tokens of middle layers)."""
    return _Graph(weights).build()


class _Graph:
    """Collects nodes and constants; each method adds one piece and returns the name of its output."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: Array) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def op(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def norm(self, x: str, prefix: str, name: str) -> str:
        scale = self.constant(f"{prefix}.weight", self.weights[f"{prefix}.weight"])
        bias = self.constant(f"{prefix}.bias", self.weights[f"{prefix}.bias"])
        return self.op("LayerNormalization", [x, scale, bias], name, axis=-1, epsilon=LAYER_NORM_EPSILON)

    def dense(self, x: str, prefix: str, name: str) -> str:
        matrix = self.constant(f"{prefix}.weight_t", self.weights[f"{prefix}.weight"].T)
        bias = self.constant(f"{prefix}.bias", self.weights[f"{prefix}.bias"])
        return self.op("Add", [self.op("MatMul", [x, matrix], f"{name}_product"), bias], name)

    def build(self) -> onnx.ModelProto:
        self.constant("zero", np.array([0], np.int64))
        self.constant("one", np.array([1], np.int64))
        self.constant("two", np.array([2], np.int64))
        self.constant("split_heads", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
        self.constant("join_heads", np.array([0, 0, WIDTH], np.int64))
        self.constant("one_f", np.array(1, np.float32))
        self.constant("half_f", np.array(0.5, np.float32))
        self.constant("sqrt2_f", np.array(2**0.5, np.float32))
        self.constant("head_scale", np.array((WIDTH // HEADS) ** -0.5, np.float32))

        mask = self.op("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
        attention_bias = self.attention_bias(mask)
        x = self.embeddings()
        layers = []
        for layer in range(LAYERS):
            x = self.layer(x, attention_bias, layer)
            layers.append(x)
        self.pool(x, mask)
        self.tone(layers)

        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
            for name in ("input_ids", "attention_mask")
        ]
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", width])
            for name, width in (("sentence_embedding", WIDTH), ("tone", TONE_WIDTH))
        ]
        graph = helper.make_graph(self.nodes, "all-MiniLM-L6-v2", inputs, outputs, list(self.constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model

    def embeddings(self) -> str:
        """Word plus position; the token type is always 0 here, so its row is folded into the positions."""
        token_type = self.weights["embeddings.token_type_embeddings.weight"][0]
        self.constant("words", self.weights["embeddings.word_embeddings.weight"])
        self.constant("positions", self.weights["embeddings.position_embeddings.weight"] + token_type)
        word = self.op("Gather", ["words", "input_ids"], "word_embedding")
        self.op("Shape", ["input_ids"], "shape")
        self.op("Slice", ["shape", "one", "two"], "length")
        position = self.op("Slice", ["positions", "zero", "length", "zero"], "position_embedding")
        return self.norm(self.op("Add", [word, position], "embedding_sum"), "embeddings.LayerNorm", "embedding")

    def attention_bias(self, mask: str) -> str:
        """Minus a lot where the mask is 0, shaped batch x 1 x 1 x length."""
        self.constant("minus_much", np.array(-1e9, np.float32))
        self.constant("axes_1_2", np.array([1, 2], np.int64))
        inverse = self.op("Sub", ["one_f", mask], "mask_inverse")
        return self.op("Unsqueeze", [self.op("Mul", [inverse, "minus_much"], "bias_2d"), "axes_1_2"], "attention_bias")

    def layer(self, x: str, attention_bias: str, number: int) -> str:
        source, here = f"encoder.layer.{number}", f"layer{number}"
        heads = {}
        for part in ("query", "key", "value"):
            flat = self.dense(x, f"{source}.attention.self.{part}", f"{here}_{part}")
            split = self.op("Reshape", [flat, "split_heads"], f"{here}_{part}_split")
            order = [0, 2, 3, 1] if part == "key" else [0, 2, 1, 3]
            heads[part] = self.op("Transpose", [split], f"{here}_{part}_heads", perm=order)
        scores = self.op("MatMul", [heads["query"], heads["key"]], f"{here}_scores")
        scaled = self.op("Mul", [scores, "head_scale"], f"{here}_scaled")
        biased = self.op("Add", [scaled, attention_bias], f"{here}_masked")
        weights = self.op("Softmax", [biased], f"{here}_attention", axis=-1)
        mixed = self.op("MatMul", [weights, heads["value"]], f"{here}_mixed")
        back = self.op("Transpose", [mixed], f"{here}_mixed_back", perm=[0, 2, 1, 3])
        joined = self.op("Reshape", [back, "join_heads"], f"{here}_joined")
        attended = self.dense(joined, f"{source}.attention.output.dense", f"{here}_attended")
        x = self.norm(
            self.op("Add", [attended, x], f"{here}_plus"), f"{source}.attention.output.LayerNorm", f"{here}_a"
        )
        wide = self.gelu(self.dense(x, f"{source}.intermediate.dense", f"{here}_wide"), here)
        narrow = self.dense(wide, f"{source}.output.dense", f"{here}_narrow")
        return self.norm(self.op("Add", [narrow, x], f"{here}_sum"), f"{source}.output.LayerNorm", f"{here}_out")

    def gelu(self, x: str, here: str) -> str:
        """x/2 * (1 + erf(x / sqrt 2)), the exact form BERT uses."""
        erf = self.op("Erf", [self.op("Div", [x, "sqrt2_f"], f"{here}_g1")], f"{here}_g2")
        product = self.op("Mul", [x, self.op("Add", [erf, "one_f"], f"{here}_g3")], f"{here}_g4")
        return self.op("Mul", [product, "half_f"], f"{here}_gelu")

    def pool(self, x: str, mask: str) -> str:
        """The mean over the real tokens, scaled to length one."""
        self.constant("axis_2", np.array([2], np.int64))
        self.constant("tiny", np.array(1e-9, np.float32))
        column = self.op("Unsqueeze", [mask, "axis_2"], "pool_mask")
        self.op("Max", [self.op("ReduceSum", [column, "one"], "pool_count", keepdims=0), "tiny"], "pool_n")
        mean = self.mean(x, "pool")
        length = self.op("Max", [self.op("ReduceL2", [mean], "pool_l2", axes=[1], keepdims=1), "tiny"], "pool_length")
        return self.op("Div", [mean, length], "sentence_embedding")

    def mean(self, x: str, here: str) -> str:
        """Over the real tokens; after `pool`, which counts them."""
        masked = self.op("Mul", [x, "pool_mask"], f"{here}_masked")
        return self.op(
            "Div", [self.op("ReduceSum", [masked, "one"], f"{here}_total", keepdims=0), "pool_n"], f"{here}_mean"
        )

    def tone(self, layers: list[str]) -> str:
        """Means and greatest values of middle layers, side by side."""
        hidden = self.op("Unsqueeze", ["bias_2d", "axis_2"], "tone_hidden")
        parts = [self.mean(layers[number], f"tone{number}") for number in TONE_MEANS]
        for number in TONE_PEAKS:
            seen = self.op("Add", [layers[number], hidden], f"tone{number}_seen")
            parts.append(self.op("ReduceMax", [seen], f"tone{number}_peak", axes=[1], keepdims=0))
        return self.op("Concat", parts, "tone", axis=1)
