#!/bin/bash
# embed_schemas.sh SCHEMA.json...   the schemas as a C file, for a program that reads its results back
set -eu
echo '/* Made by scripts/embed_schemas.sh from src/report/schema; not edited. */'
echo '#include "report/schemas.h"'
for path in "$@"; do
  id=${path##*/} id=${id%.schema.json}
  echo "static const unsigned char text_${id//-/_}[] = {"
  od -An -v -tu1 "$path" | sed 's/ *\([0-9][0-9]*\)/\1,/g'
  echo '0};'
done
echo 'const cvs_schema_text cvs_schema_texts[] = {'
for path in "$@"; do
  id=${path##*/} id=${id%.schema.json}
  echo "  {\"$id\", (const char *)text_${id//-/_}, sizeof text_${id//-/_} - 1},"
done
echo '};'
echo 'const size_t cvs_schema_text_count = sizeof cvs_schema_texts / sizeof *cvs_schema_texts;'
