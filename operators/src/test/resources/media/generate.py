"""Makes the files of this folder. Needs Pillow, and FFmpeg's executable as the bytedeco jar ships it, in FFMPEG.

    FFMPEG=/somewhere/ffmpeg python generate.py

Every NAME.EXT has a NAME.EXT.png beside it: the pixels that Pillow decodes from it, RGB, alpha laid over white.
"""
import os
import struct
import subprocess
import sys

import PIL
from PIL import Image, ImageDraw

W, H = 48, 32


def picture(width=W, height=H):
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            image.putpixel((x, y), (x * 255 // width, y * 255 // height, 128))
    draw = ImageDraw.Draw(image)
    draw.rectangle((2, 2, 13, 9), fill=(220, 30, 30))
    draw.ellipse((24, 10, 44, 28), fill=(30, 200, 60))
    return image


def with_alpha():
    image = picture().convert("RGBA")
    alpha = Image.new("L", (W, H))
    for y in range(H):
        for x in range(W):
            alpha.putpixel((x, y), 255 if x < 8 else 0 if x > 40 else (x * 5 + y) % 256)
    image.putalpha(alpha)
    return image


def expect(name, image):
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, image)
    image.convert("RGB").save(name + ".png", optimize=True)


def save(name, image, **options):
    image.save(name, **options)
    expect(name, Image.open(name))


save("baseline.jpg", picture(), quality=90)
save("progressive.jpg", picture(), quality=90, progressive=True)
save("grey.jpg", picture().convert("L"), quality=90)
save("full-chroma.jpg", picture(), quality=90, subsampling=0)
save("profile.jpg", picture(), quality=90, icc_profile=b"not a profile" * 9)
save("cmyk.jpg", picture().convert("CMYK"), quality=90)

# The same samples, said to be YCCK: the Adobe segment's last byte.
data = bytearray(open("cmyk.jpg", "rb").read())
data[data.index(b"Adobe") + 11] = 2
open("ycck.jpg", "wb").write(data)
expect("ycck.jpg", Image.open("ycck.jpg"))

# The same as full-chroma.jpg without its JFIF header: still YCC to libjpeg, RGB to ImageIO.
data = open("full-chroma.jpg", "rb").read()
length = struct.unpack(">H", data[4:6])[0]
open("no-jfif.jpg", "wb").write(data[:2] + data[4 + length :])
expect("no-jfif.jpg", Image.open("no-jfif.jpg"))

save("rgb.png", picture())
save("rgba.png", with_alpha())
save("grey.png", picture().convert("L"))
save("grey-alpha.png", with_alpha().convert("LA"))
save("palette.png", picture().quantize(16))
save("key.png", picture(), transparency=(220, 30, 30))
save("animated.png", picture(), save_all=True, append_images=[picture().rotate(180)], default_image=True)

save("lossy.webp", picture(), quality=80, method=6)
save("lossless.webp", picture(), lossless=True)
save("lossy-alpha.webp", with_alpha(), quality=80)
save("lossless-alpha.webp", with_alpha(), lossless=True, exact=True)
save("animated.webp", picture(), save_all=True, append_images=[picture().rotate(180)], duration=100, lossless=True)

# Smooth and coarsely stored: wrong prediction or filtering adds up from block to block.
smooth = picture().convert("L").convert("RGB").resize((192, 128), Image.BICUBIC)
save("lossy-grey.webp", smooth, quality=30, method=6)

save("palette.gif", picture().quantize(64))
save("animated.gif", picture().quantize(64), save_all=True, append_images=[picture().rotate(180).quantize(64)])


def ffmpeg(*arguments):
    subprocess.run([os.environ["FFMPEG"], "-v", "error", "-y", "-bitexact", *arguments], check=True)


# 2 s of counting colours: frame n of a clip of 10 frames each second is all of one grey, 20 + 10 n.
grey = "color=c=black:s=64x48:r=10:d=2,format=gray,geq=lum='20+10*N',format=yuv420p"
ffmpeg("-f", "lavfi", "-i", grey, "-c:v", "libopenh264", "-g", "5", "-b:v", "200k", "-movflags", "+faststart", "grey.mp4")
ffmpeg("-f", "lavfi", "-i", grey, "-c:v", "libvpx-vp9", "-g", "5", "-b:v", "200k", "vp9.webm")
ffmpeg("-f", "lavfi", "-i", grey, "-c:v", "libvpx", "-g", "5", "-b:v", "200k", "vp8.webm")
ffmpeg("-f", "lavfi", "-i", grey, "-c:v", "mjpeg", "-q:v", "2", "mjpeg.avi")
ffmpeg("-f", "lavfi", "-i", grey, "-c:v", "mpeg4", "-q:v", "2", "-bf", "2", "mpeg4.avi")
# A variable frame rate: frame n is shown at n * n / 100 seconds.
ffmpeg("-f", "lavfi", "-i", grey + ",settb=1/1000,setpts='N*N*10'", "-fps_mode", "passthrough", "-enc_time_base", "1:1000",
       "-c:v", "libvpx", "-b:v", "200k", "variable.webm")
# The index at the end, and no video at all.
ffmpeg("-i", "grey.mp4", "-c", "copy", "index-last.mp4")
ffmpeg("-f", "lavfi", "-i", "sine=d=0.2", "-c:a", "aac", "sound-only.mp4")
# Noise, so that damage hits something: 64 x 64, 30 frames.
ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x64:r=10:d=3,noise=alls=40:all_seed=1", "-c:v", "libopenh264", "-g", "10", "-b:v", "300k",
       "-movflags", "+faststart", "noise.mp4")

print("Pillow", PIL.__version__, "Python", sys.version.split()[0])
