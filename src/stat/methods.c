/* The registry: rows come from methods.def, one line a method. */
#include "stat/methods.h"

#include <string.h>

static const cvs_method *const method_rows[] = {
#define CVS_METHOD(name) &cvs_method_##name,
#include "stat/methods.def"
#undef CVS_METHOD
};

enum { METHOD_COUNT = sizeof method_rows / sizeof method_rows[0] };

const cvs_method *const *cvs_methods(size_t *count) {
  *count = METHOD_COUNT;
  return method_rows;
}

const cvs_method *cvs_method_find(cvs_method_kind kind, const char *id) {
  for (size_t i = 0; i < METHOD_COUNT; i++)
    if (method_rows[i]->kind == kind && strcmp(method_rows[i]->id, id) == 0)
      return method_rows[i];
  return NULL;
}
