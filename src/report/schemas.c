/* Finding a schema by its name. */
#include "report/schemas.h"

#include <string.h>

const cvs_schema_text *cvs_schema_text_find(const char *name) {
  for (size_t i = 0; i < cvs_schema_text_count; i++)
    if (strcmp(cvs_schema_texts[i].name, name) == 0)
      return &cvs_schema_texts[i];
  return NULL;
}
