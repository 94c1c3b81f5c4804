/* Fields of regular records, out of the stops around them. */
#ifndef CVS_DATA_SPLIT_FIELD_H
#define CVS_DATA_SPLIT_FIELD_H

#include "data/fields.h"
#include <stdint.h>

/* Records of the same width, one behind the other, as the positions of delimiters and line feeds. */
typedef struct cvs_split_ready {
  const char *base;       /* from where positions count */
  const uint32_t *before; /* of record i the fields: cvs_split_field_at(base, before + i * width, column) */
  size_t width;
  size_t count;
} cvs_split_ready;

/* What text[begin, end) of a regular record holds: quotes, blanks, or the CR of its line's end may stand around it. */
cvs_field cvs_split_strip(const char *begin, const char *end);

static inline bool cvs_split_is_dark(char c) {
  return (unsigned char)c > ' ';
}

/* Field `column` of a record whose stops stand behind `before`, counted from `base`: as libcsv would give it. */
static inline cvs_field cvs_split_field_at(const char *base, const uint32_t *before, size_t column) {
  const char *const begin = base + (uint32_t)(before[column] + 1);
  const char *const end = base + before[column + 1];
  if (begin >= end || !cvs_split_is_dark(begin[0]) || !cvs_split_is_dark(end[-1]))
    return cvs_split_strip(begin, end);
  if (begin[0] != '"')
    return (cvs_field){begin, (size_t)(end - begin)};
  if (!cvs_split_is_dark(begin[1]) || !cvs_split_is_dark(end[-2]))
    return cvs_split_strip(begin, end);
  return (cvs_field){begin + 1, (size_t)(end - begin - 2)};
}

#endif
