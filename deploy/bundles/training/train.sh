#!/usr/bin/env bash
# Pictures in, bundle out. usage: train.sh WORK
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
export OMP_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE
cd "$here"
[ -d "$work/pictures" ] || ./fetch.sh "$work"
[ -f "$work/pool/held_out.npy" ] || python3 pictures.py "$work/pictures" "$work/pool" 1
python3 train.py "$work/pool" "$work/trained"
python3 export.py "$work/trained" "$work/pool" ../../../operators/src/main/resources/io/tokenloom/bundle/builtin/visual-reference
python3 check.py "$work/trained" "$work/pool" ../../../operators/src/main/resources/io/tokenloom/bundle/builtin/visual-reference
