#!/usr/bin/env bash
# Measures the bundle in ../../../operators/src/main/resources/io/tokenloom/bundle/builtin/visual-reference; WORK is train.sh's. usage: evaluate.sh WORK [FILM...]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export OMP_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE
python3 "$here/evaluate.py" "$here/../../../operators/src/main/resources/io/tokenloom/bundle/builtin/visual-reference" "$1/pool" "${@:2}"
