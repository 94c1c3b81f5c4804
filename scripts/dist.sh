#!/bin/bash
# A source archive of the project's top level, the same bytes for the same sources: dist.sh OUTPUT_DIR VERSION
set -eu
name=convstat-$2
mkdir -p "$1"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" --mode=go-w \
  --exclude=__pycache__ --transform="s,^,$name/," -cf - \
  .clang-format .gitignore .ci LICENSE Makefile README.md datasets include scripts src tests | gzip -n9 >"$1/$name.tar.gz"
echo "$1/$name.tar.gz"
