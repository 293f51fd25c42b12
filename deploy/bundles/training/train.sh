#!/usr/bin/env bash
# Pictures in, bundle out. usage: train.sh WORK
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
export OMP_WAIT_POLICY=PASSIVE
cd "$here"
builtin=../../../operators/src/main/resources/io/tokenloom/bundle/builtin
[ -d "$work/pictures" ] || ./fetch.sh "$work"
[ -d "$work/held-out" ] || python3 pictures.py "$work/pictures" held-out "$work/held-out"
[ -f "$work/pool/clips.npy" ] || python3 pictures.py "$work/pictures" pool "$work/clips/train" "$work/pool" 1
python3 train.py "$work/pool" "$work/trained"
python3 export.py "$work/trained" "$builtin"
python3 check.py "$work/trained" "$work/held-out" "$builtin"
