/* Measures as people type them: spans of time and sizes of memory. */
#include "base/measures.h"

#include "base/constants.h"
#include <stddef.h>
#include <string.h>

typedef struct measure_unit {
  char letter;
  uint64_t factor;
} measure_unit;

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, WEEK = 7 * DAY };
static const measure_unit spans[] = {{'s', 1}, {'m', MINUTE}, {'h', HOUR}, {'d', DAY}, {'w', WEEK}};
static const measure_unit sizes[] = {{'k', UINT64_C(1) << 10},
                                     {'K', UINT64_C(1) << 10},
                                     {'M', UINT64_C(1) << 20},
                                     {'G', UINT64_C(1) << 30},
                                     {'T', UINT64_C(1) << 40},
                                     {'B', 1},
                                     {'\0', 1}};

/* Digits, then one unit of the table and nothing behind it; at most `limit` in all. */
static bool parse(const char *text, const measure_unit *unit, size_t unit_count, uint64_t limit, uint64_t *out) {
  enum { TEN = 10 };
  const size_t digits = strspn(text, "0123456789");
  uint64_t number = 0;
  for (size_t i = 0; i < digits && number <= limit; i++)
    number = number * TEN + (uint64_t)(text[i] - '0');
  if (digits == 0 || number > limit)
    return false;
  for (size_t i = 0; i < unit_count; i++) {
    const bool ends = text[digits] == '\0' || text[digits + 1] == '\0';
    if (text[digits] != unit[i].letter || !ends || number > limit / unit[i].factor)
      continue;
    *out = number * unit[i].factor;
    return true;
  }
  return false;
}

bool cvs_duration_parse(const char *text, uint64_t *seconds) {
  enum { DAYS_MAX = 36525 };
  return parse(text, spans, sizeof spans / sizeof spans[0], (uint64_t)DAYS_MAX * DAY, seconds) && *seconds > 0;
}

bool cvs_bytes_parse(const char *text, uint64_t *bytes) {
  return parse(text, sizes, sizeof sizes / sizeof sizes[0], CVS_COUNT_MAX, bytes);
}
