/* Texts of a column, each with a number in order of first appearance: fast where few of them come back again and
 * again, as variants and countries do. One a thread. */
#ifndef CVS_DATA_NAMES_H
#define CVS_DATA_NAMES_H

#include "base/map.h"
#include "data/fields.h"
#include <string.h>

#define CVS_NO_NAME UINT32_MAX
enum { CVS_NAMES_NEAR_BITS = 8, CVS_NAMES_NEAR = 1 << CVS_NAMES_NEAR_BITS };

typedef struct cvs_name_near {
  uint64_t head; /* the first bytes; 0 behind a shorter text */
  const char *text;
  uint32_t length; /* UINT32_MAX: free */
  uint32_t number;
} cvs_name_near;

typedef struct cvs_names {
  cvs_map *map;
  uint32_t limit;                     /* most texts kept; others are CVS_NO_NAME */
  cvs_name_near near[CVS_NAMES_NEAR]; /* met lately */
} cvs_names;

/* Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_names_init(cvs_names *names, uint32_t limit);
void cvs_names_free(cvs_names *names);

/* The number of a text from anywhere, and where the near ones do not have it. Errors: CVS_ENOMEM, CVS_ELIMIT. */
CVS_WARN_UNUSED cvs_status cvs_names_add(cvs_names *names, cvs_field text, uint32_t *number);
CVS_WARN_UNUSED cvs_status cvs_names_find_far(cvs_names *names, cvs_field text, uint64_t head, uint32_t *number);

/* Up to eight first bytes without a branch on how many there are: lengths of names differ from row to row. */
static inline uint64_t cvs_name_head(cvs_field text) {
  static const unsigned char mask[2 * sizeof(uint64_t)] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
  uint64_t head = 0;
  uint64_t kept = 0;
  if (text.length == 0)
    return 0;
  memcpy(&head, text.text, sizeof head);
  const size_t is_short = text.length < sizeof kept; /* as a factor: compilers make a branch of a choice */
  memcpy(&kept, mask + is_short * (sizeof kept - text.length), sizeof kept);
  return head & kept;
}

/* Where a text is, if it is near: multiplicative hashing (Knuth, volume 3, 6.4) with the golden ratio's 64 bits. */
static inline cvs_name_near *cvs_names_near(cvs_names *names, cvs_field text, uint64_t head) {
  return &names->near[(head + text.length) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - CVS_NAMES_NEAR_BITS)];
}

/* The near one with this text, or NULL. CVS_FIELD_PADDING bytes can be read behind the text. */
static inline const cvs_name_near *cvs_names_find_near(cvs_names *names, cvs_field text) {
  const uint64_t head = cvs_name_head(text);
  const cvs_name_near *const near = cvs_names_near(names, text, head);
  const bool is_same = near->head == head && near->length == text.length &&
                       (text.length <= sizeof head ||
                        memcmp(near->text + sizeof head, text.text + sizeof head, text.length - sizeof head) == 0);
  return is_same ? near : NULL;
}

/* The number of such a text. Errors: CVS_ENOMEM, CVS_ELIMIT. */
static inline cvs_status cvs_names_find(cvs_names *names, cvs_field text, uint32_t *number) {
  const cvs_name_near *const near = cvs_names_find_near(names, text);
  if (near == NULL)
    return cvs_names_find_far(names, text, cvs_name_head(text), number);
  *number = near->number;
  return CVS_OK;
}

uint32_t cvs_names_count(const cvs_names *names);
const char *cvs_names_text(const cvs_names *names, uint32_t number, size_t *length);

#endif
