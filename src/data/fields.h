/* The fields of one record, collected one after the other. */
#ifndef CVS_DATA_FIELDS_H
#define CVS_DATA_FIELDS_H

#include "base/strbuf.h"

/* A field, trimmed of spaces and tabs, without its quotes, 0-terminated. CVS_FIELD_PADDING bytes can be read behind one
 * that is not empty. */
enum { CVS_FIELD_PADDING = 8 };
typedef struct cvs_field {
  const char *text;
  size_t length;
} cvs_field;

/* Zero-initialise ({0}). Failure (no memory) is sticky until the next clear. */
typedef struct cvs_fields {
  cvs_strbuf text; /* the fields, each with a 0 behind it */
  size_t *offset;  /* [count + 1] of each field in `text`, and of the end */
  size_t offset_capacity;
  cvs_field *field; /* [count] once published */
  size_t field_capacity;
  size_t count;
  bool failed;
} cvs_fields;

void cvs_fields_clear(cvs_fields *fields);
void cvs_fields_free(cvs_fields *fields);
void cvs_fields_add(cvs_fields *fields, const char *text, size_t length);
/* Fills `field`, trimmed; false without memory. */
bool cvs_fields_publish(cvs_fields *fields);
/* True where all text is UTF-8; else *index is the first field with a wrong byte. */
bool cvs_fields_are_utf8(const cvs_fields *fields, size_t *index);

#endif
