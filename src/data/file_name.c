/* What a file is called: the variant, where there is one file a variant. */
#include "data/file_name.h"
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Drops the ending where the name goes on before it. */
static bool drop_ending(const char *name, size_t *length, const char *ending) {
  const size_t dropped = strlen(ending);
  if (*length <= dropped || strncasecmp(name + *length - dropped, ending, dropped) != 0)
    return false;
  *length -= dropped;
  return true;
}

static void drop_one(const char *name, size_t *length, const char *const *ending, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (drop_ending(name, length, ending[i]))
      return;
}

const char *cvs_file_stem(const char *path, size_t *length) {
  static const char *const packed[] = {".gz", ".zst", ".zstd"};
  static const char *const text[] = {".csv", ".tsv", ".txt", ".tab", ".psv", ".dat", ".log"};
  const char *const slash = strrchr(path, '/');
  const char *const name = slash == NULL ? path : slash + 1;
  *length = strlen(name);
  drop_one(name, length, packed, sizeof packed / sizeof packed[0]);
  drop_one(name, length, text, sizeof text / sizeof text[0]);
  return name;
}
