/* A plain main for a fuzz program, where libFuzzer gives none: runs each file named once. Include it last. */
#ifndef CVS_TEST_FUZZ_REPLAY_H
#define CVS_TEST_FUZZ_REPLAY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#ifdef FUZZ_REPLAY
static bool replay(const char *path) {
  enum { SIZE_MAX_REPLAYED = 1 << 22 };
  FILE *file = fopen(path, "rb");
  uint8_t *bytes = malloc(SIZE_MAX_REPLAYED);
  const bool readable = file != NULL && bytes != NULL;
  if (readable)
    (void)LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, SIZE_MAX_REPLAYED, file));
  else
    fprintf(stderr, "cannot read %s\n", path);
  free(bytes);
  if (file != NULL)
    fclose(file);
  return readable;
}

int main(int count, char **paths) {
  int failed = 0;
  for (int i = 1; i < count; i++)
    failed += replay(paths[i]) ? 0 : 1;
  printf("%s: %d files replayed, %d unreadable\n", paths[0], count - 1, failed);
  return failed == 0 ? 0 : 1;
}
#endif

#endif
