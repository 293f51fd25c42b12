"""Row 28, PVC: frames that see the same position of earlier frames, 64 tokens for each.

A picture of 448 has 32 x 32 patches. In two layers each patch attends to the same patch of this frame and of those before it
in the window, and knows the time; 4 x 4 neighbours then go into the channels of one of 64 tokens. The published tower is 1,024
wide and its tokens have 4,096 numbers; here it is 8 and 32, for the size of state and records alone.
"""
import os
import shutil

import numpy as np
import onnxruntime
import torch
import torch.nn as nn
from PIL import Image, ImageDraw

import bundles
import pictures
from layers import Patches, sequence, sines

WIDTH, SIDE, LAYERS, WINDOW, REFERENCE, FRAMES, STEPS = 8, 32, 2, 4, 16, 6, 4
NOT_YET = -1e9
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
INPUTS = ("pixel", "tau", "past_k", "past_v", "past_len")
OUTPUTS = ("tokens", "new_k", "new_v")


class Temporal(nn.Module):
    """Attention over time at each position, of what a normalisation that knows the time lets through."""

    def __init__(self):
        super().__init__()
        self.before = nn.LayerNorm(WIDTH)
        self.scale, self.shift = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.queries, self.keys, self.values, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        for layer in (self.queries, self.keys, self.values, self.out):
            nn.init.normal_(layer.weight, std=2.0 * WIDTH ** -0.5)

    def seen(self, x, time):
        """Query, key and value [..., positions, WIDTH] of x, with the time [..., 1, WIDTH]."""
        x = self.before(x) * (1 + self.scale(time)) + self.shift(time)
        return self.queries(x), self.keys(x), self.values(x)

    def look(self, x, query, keys, values, mask):
        """Keys and values [S, T, positions, WIDTH], mask [S, T]."""
        scores = (query.unsqueeze(1) * keys).sum(-1) + mask.unsqueeze(-1)
        return x + self.out((torch.softmax(scores, 1).unsqueeze(-1) * values).sum(1))


class Pvc(nn.Module):
    def __init__(self):
        super().__init__()
        self.tower = Patches(WIDTH, 7, 2)
        self.register_buffer("places", sines(SIDE * SIDE, WIDTH) * 0.5)
        self.layers = nn.ModuleList(Temporal() for _ in range(LAYERS))
        self.compress = nn.Linear(16 * WIDTH, 32)

    def time(self, tau):
        steps = torch.arange(1, WIDTH // 2 + 1, dtype=tau.dtype)
        angles = tau[:, None, None] * 8 * steps
        return torch.cat([torch.sin(angles), torch.cos(angles)], -1)

    def shuffled(self, x):
        """[S, 1024, WIDTH] to [S, 64, 16 * WIDTH]: channel (row * 4 + column) * WIDTH + c of a block of 4 x 4."""
        x = x.reshape(-1, 8, 4, 8, 4, WIDTH).transpose(2, 3)
        return x.reshape(-1, 64, 16 * WIDTH)

    def forward(self, pixel, tau, past_k, past_v, past_len):
        """One frame of each of S streams."""
        x, time = sequence(self.tower(pixel)) + self.places, self.time(tau)
        past = (torch.arange(WINDOW - 1) >= past_len.unsqueeze(1)).to(x.dtype) * NOT_YET
        mask = torch.cat([past, torch.zeros_like(tau).unsqueeze(1)], 1)
        new_k, new_v = [], []
        for i, layer in enumerate(self.layers):
            query, key, value = layer.seen(x, time)
            new_k.append(key.unsqueeze(1))
            new_v.append(value.unsqueeze(1))
            x = layer.look(x, query, torch.cat([past_k[i], new_k[i]], 1), torch.cat([past_v[i], new_v[i]], 1), mask)
        return self.compress(self.shuffled(x)), torch.stack(new_k), torch.stack(new_v)

    def whole(self, pixel):
        """The frames of a block at once, none of which sees a later one."""
        count = len(pixel)
        time = self.time(torch.arange(count, dtype=pixel.dtype) / REFERENCE)
        x = sequence(self.tower(pixel)) + self.places
        later = torch.triu(torch.full((count, count), NOT_YET, dtype=pixel.dtype), 1)
        for layer in self.layers:
            query, keys, values = layer.seen(x, time)
            x = layer.look(x, query, keys.expand(count, -1, -1, -1), values.expand(count, -1, -1, -1), later)
        return self.compress(self.shuffled(x))


def frame(index):
    """A ball that crosses a drawn picture."""
    picture = pictures.drawn(200, 160)
    ImageDraw.Draw(picture).ellipse((30 * index, 40, 30 * index + 50, 90), fill=(250, 240, 20))
    return picture


def stepwise(session, images):
    """What ONNX Runtime gives one frame at a time."""
    past = [np.zeros((LAYERS, 1, WINDOW - 1, SIDE * SIDE, WIDTH), np.float32) for _ in range(2)]
    made = []
    for step, image in enumerate(images):
        tokens, *new = session.run(list(OUTPUTS), dict(zip(INPUTS, (
            image.float().numpy(), np.asarray([step / REFERENCE], np.float32), *past, np.asarray([step], np.int64)))))
        for kept, added in zip(past, new):
            if step < WINDOW - 1:
                kept[:, :, step:step + 1] = added
        made.append(tokens)
    return np.concatenate(made)


def manifest(form):
    return {
        "name": f"pvc-{form}", "version": "1", "kind": "visual",
        "engine": {"format": "onnx", "encoder": "encoder.onnx"},
        "input": {"name": "pixel", "preprocessing": {
            "sizing": "stretch", "resampling": "pil-bicubic", "width": 448, "height": 448, "divideBy": 255,
            "mean": list(MEAN), "std": list(STD)}},
        "output": {"vectors": {"output": "tokens", "dimension": 32, "layout": "token-major"}},
        "tokens": {"count": 64, "order": "raster", "truncation": {"kind": "none"},
                   "grid": {"height": 8, "width": 8, "patchHeight": 56, "patchWidth": 56}},
        "state": {"inputs": {"time": "tau", "pastKeys": "past_k", "pastValues": "past_v", "pastLength": "past_len"},
                  "outputs": {"newKeys": "new_k", "newValues": "new_v"},
                  "batchAxis": 1, "timeAxis": 2, "window": WINDOW, "policy": "block", "form": form,
                  "reference": REFERENCE},
        "stills": {"steps": STEPS}, "licence": "Apache-2.0"}


def streams(vectors, names, tolerance, shown):
    return {"frames": [
        {"image": name, "values": [round(float(v), 5) for v in tokens.reshape(-1)[:shown]]}
        for name, tokens in zip(names, vectors)], "tolerance": tolerance}


def write(root, tolerance, shown):
    torch.manual_seed(1)
    model = Pvc().eval()
    frames = [frame(i) for i in range(FRAMES)]
    sized = pictures.stretch(448, Image.BICUBIC)
    images = [pictures.tensor(sized(picture), MEAN, STD) for picture in frames]
    stills = [images[0]] * STEPS
    with torch.no_grad():
        model.double()
        # The window is a block: its fifth frame begins anew.
        clip = torch.cat([model.whole(torch.cat(images[:WINDOW])), model.whole(torch.cat(images[WINDOW:]))]).numpy()
        still = model.whole(torch.cat(stills)).numpy()
        model.float()
    for form in ("keys-and-values", "frames"):
        folder = os.path.join(root, f"pvc-{form}")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.join(folder, "golden"))
        past = torch.zeros(LAYERS, 2, WINDOW - 1, SIDE * SIDE, WIDTH)
        pixel = torch.cat([image.float() for image in images[:2]])
        torch.onnx.export(
            model, (pixel, torch.zeros(2), past, past + 1, torch.tensor([0, 2])), os.path.join(folder, "encoder.onnx"),
            input_names=list(INPUTS), output_names=list(OUTPUTS), opset_version=bundles.OPSET, do_constant_folding=False,
            dynamic_axes={name: {1 if name[-2:] in ("_k", "_v") else 0: "streams"} for name in (*INPUTS, *OUTPUTS)})
        session = onnxruntime.InferenceSession(os.path.join(folder, "encoder.onnx"), providers=["CPUExecutionProvider"])
        parts = ((images[:WINDOW], clip[:WINDOW]), (images[WINDOW:], clip[WINDOW:]), (stills, still))
        for given, wanted in parts:
            assert np.abs(stepwise(session, given) - wanted).max() < tolerance, "a frame at a time is not the clip"
        names = [f"golden/frame-{i}.png" for i in range(FRAMES)]
        for name, picture, tokens in zip(names, frames, clip):
            picture.save(os.path.join(folder, name), optimize=True)
            bundles.write_vectors(tokens, os.path.join(folder, name.replace(".png", ".f32")))
        bundles.write_vectors(still, os.path.join(folder, "golden", "still.f32"))
        golden = [streams(clip, names, tolerance, shown), streams(still, names[:1] * STEPS, tolerance, shown)]
        bundles.write_manifest(
            {**manifest(form), "golden": golden},
            ("Written by row_models.py: random weights in the interface of row 28.",), folder)
        print(f"pvc-{form}", session.get_outputs()[1].shape, "what the past does",
              float(np.abs(clip[3] - model.whole(images[3].float()).detach().numpy()[0]).mean()),
              "what a further look does", float(np.abs(still[1:] - still[:-1]).mean()))
