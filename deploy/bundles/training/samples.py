"""Makes the sample pictures and the sample film from CC0 and public domain photographs. usage: samples.py PICTURES SAMPLES"""
import os
import subprocess
import sys

import numpy as np
from PIL import Image, ImageDraw

from pictures import load

PHOTOGRAPHS = (("coffee.jpg", "skimage", "coffee.png"), ("cat.jpg", "skimage", "chelsea.png"),
               ("rocket.jpg", "skimage", "rocket.jpg"), ("canyon.jpg", "stdlib", "black-canyon.jpg"))
FRAMES, RATE, WIDTH, HEIGHT = 96, 12, 384, 256


def film(pictures):
    """The camera stands for four seconds while a cup drifts past, then it pans and comes nearer."""
    field = load(pictures, "lomiri-wallpapers-16.04", "seeding_by_Clements_Engelhardt.jpg")
    cup = load(pictures, "skimage", "coffee.png").crop((150, 40, 430, 320)).resize((72, 72), Image.LANCZOS)
    mask = Image.new("L", (288, 288), 0)
    ImageDraw.Draw(mask).ellipse((4, 4, 283, 283), fill=255)
    mask = mask.resize((72, 72), Image.LANCZOS)
    for t in range(FRAMES):
        s = max(0, t - FRAMES // 2) / (FRAMES // 2)
        s = s * s * (3 - 2 * s)
        width = 4200 - 1400 * s
        left, top = 100 + 1500 * s, 80 + 500 * s
        frame = field.resize((WIDTH, HEIGHT), Image.BOX if width > 4 * WIDTH else Image.BILINEAR,
                             (left, top, left + width, top + width * HEIGHT / WIDTH))
        frame.paste(cup, (int(20 + 3.2 * t), int(90 + 40 * np.sin(t / 9))), mask)
        yield frame


def main(pictures, samples):
    os.makedirs(samples, exist_ok=True)
    for name, source, file in PHOTOGRAPHS:
        picture = load(pictures, source, file)
        picture.thumbnail((640, 640), Image.LANCZOS)
        picture.save(os.path.join(samples, name), quality=82, optimize=True)
    encoder = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-",
         "-c:v", "libx264", "-preset", "slow", "-crf", "27", "-pix_fmt", "yuv420p", "-threads", "1", "-fflags", "+bitexact",
         "-flags:v", "+bitexact", "-map_metadata", "-1", "-movflags", "+faststart", os.path.join(samples, "meadow.mp4")],
        stdin=subprocess.PIPE)
    for frame in film(pictures):
        encoder.stdin.write(frame.tobytes())
    encoder.stdin.close()
    if encoder.wait():
        raise SystemExit("the film could not be made: ffmpeg ended with an error")


if __name__ == "__main__":
    main(*sys.argv[1:3])
