"""Pictures that are drawn, small as PNG, and how references bring pictures to the size of a model."""
import numpy as np
import torch
import torch.nn.functional as functional
from PIL import Image, ImageDraw


def drawn(width, height):
    """Ellipses and stripes in plain colours; the same for the same size."""
    lots = np.random.default_rng(width)
    picture = Image.new("RGB", (width, height), tuple(int(v) for v in lots.integers(30, 220, 3)))
    pen = ImageDraw.Draw(picture)
    for i in range(24):
        colour = tuple(int(v) for v in lots.integers(0, 256, 3))
        x, y = (int(v) for v in lots.integers(0, (width, height)))
        if i % 3 == 0:
            pen.line((x, 0, width - x, height), fill=colour, width=max(2, width // 60))
        else:
            w, h = (int(v) for v in lots.integers(max(4, width // 12), max(8, width // 3), 2))
            pen.ellipse((x - w // 2, y - h // 2, x + w // 2, y + h // 2), fill=colour)
    return picture


def stretch(side, kernel):
    """Both sides at once; the aspect is lost."""
    return lambda picture: np.asarray(picture.resize((side, side), kernel), np.float64)


def short_side(side, kernel):
    """As torchvision's Resize(side) and CenterCrop(side) on a Pillow picture."""
    def apply(picture):
        width, height = picture.size
        if width <= height:
            size = (side, int(side * height / width))
        else:
            size = (int(side * width / height), side)
        resized = picture.resize(size, kernel)
        top, left = int(round((size[1] - side) / 2.0)), int(round((size[0] - side) / 2.0))
        return np.asarray(resized.crop((left, top, left + side, top + side)), np.float64)
    return apply


def halved_crop(side):
    """Halves with a box while the short side is at least twice the target, then bicubic, then the middle."""
    def apply(picture):
        while min(picture.size) >= 2 * side:
            picture = picture.resize(tuple(v // 2 for v in picture.size), Image.BOX)
        scale = side / min(picture.size)
        picture = picture.resize(tuple(round(v * scale) for v in picture.size), Image.BICUBIC)
        values = np.asarray(picture, np.float64)
        top, left = (values.shape[0] - side) // 2, (values.shape[1] - side) // 2
        return values[top:top + side, left:left + side]
    return apply


def torch_bicubic(side):
    """PyTorch's bicubic with antialias, not rounded to 8 bits."""
    def apply(picture):
        pixels = torch.from_numpy(np.asarray(picture, np.float64)).permute(2, 0, 1)[None]
        resized = functional.interpolate(pixels, (side, side), mode="bicubic", align_corners=False, antialias=True)
        return resized[0].permute(1, 2, 0).numpy()
    return apply


def tensor(pixels, mean, std):
    """[1, 3, height, width] of pixels in 0..255."""
    values = (pixels / 255.0 - np.asarray(mean)) / np.asarray(std)
    return torch.from_numpy(values).permute(2, 0, 1)[None].contiguous()
