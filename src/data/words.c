/* Counts without a file: NAME=CONVERSIONS/VISITORS. */
#include "base/constants.h"
#include "base/error.h"
#include "base/utf8.h"
#include "data/store.h"
#include <convstat/dataset.h>
#include <string.h>

/* A count as options take it: digits, one decimal point, k or M behind; whole and at most 2^53 - 1. */
static bool parse_count(const char *text, size_t length, uint64_t *out) {
  size_t zeros = 0;
  if (length > 0 && strchr("kKmM", text[length - 1]) != NULL && text[length - 1] != '\0')
    zeros = text[--length] == 'k' || text[length] == 'K' ? 3 : 6;
  bool behind_point = false;
  size_t digits = 0;
  *out = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '.' && !behind_point && digits > 0 && i + 1 < length) {
      behind_point = true;
      continue;
    }
    if (text[i] < '0' || text[i] > '9')
      return false;
    const uint64_t digit = (uint64_t)(text[i] - '0');
    digits++;
    if (behind_point && zeros == 0 && digit != 0)
      return false; /* 12.3456k: a fraction of a visitor */
    if (behind_point && zeros == 0)
      continue;
    zeros -= behind_point ? 1 : 0;
    *out = *out * 10 + digit;
    if (*out > CVS_COUNT_MAX)
      return false;
  }
  for (; zeros > 0; zeros--)
    if ((*out *= 10) > CVS_COUNT_MAX)
      return false;
  return digits > 0;
}

static cvs_status fail_word(cvs_error *error, const char *word, const char *expected) {
  char shown[CVS_SHOWN_MAX];
  return cvs_fail(error, CVS_EUSAGE, "%s cannot be read, expected %s", cvs_show_value(shown, word), expected);
}

/* Splits at the last '=' and the last '/' behind it: names may hold both. */
static cvs_status parse_word(const char *word, size_t *name_length, cvs_sample *out, cvs_error *error) {
  const char *const equals = strrchr(word, '=');
  const char *const slash = equals == NULL ? NULL : strchr(equals, '/');
  if (slash == NULL || equals == word)
    return fail_word(error, word, "NAME=CONVERSIONS/VISITORS such as green=5105/50000");
  *name_length = (size_t)(equals - word);
  if (!parse_count(equals + 1, (size_t)(slash - equals - 1), &out->conversions) ||
      !parse_count(slash + 1, strlen(slash + 1), &out->visitors))
    return fail_word(error, word, "whole counts of at most 2^53 - 1 such as 5105/50000 or 12k/1.5M");
  char shown[CVS_SHOWN_MAX];
  if (out->conversions > out->visitors)
    return cvs_fail(error, CVS_EDATA, "%s has more conversions than visitors, expected at most as many",
                    cvs_show_value(shown, word));
  return CVS_OK;
}

/* A name that can be shown and told from others: UTF-8 with a visible character. */
static cvs_status check_name(const char *word, size_t length, cvs_error *error) {
  size_t bad = 0;
  if (!cvs_utf8_valid(word, length, &bad))
    return cvs_fail(error, CVS_EUSAGE, "the name of a variant is not UTF-8 (byte %zu), expected UTF-8 text", bad + 1);
  if (strspn(word, " \t") >= length)
    return fail_word(error, word, "a name before the = sign");
  return CVS_OK;
}

static cvs_status add_word(cvs_dataset *dataset, const char *word, cvs_error *error) {
  size_t name_length = 0;
  bool added = false;
  cvs_cell cell = {0};
  cvs_status status = parse_word(word, &name_length, &cell.sample, error);
  if (status == CVS_OK)
    status = check_name(word, name_length, error);
  if (status != CVS_OK)
    return status;
  if (cvs_map_intern(dataset->groups, "", 0, &cell.group, &added) != CVS_OK ||
      cvs_map_intern(dataset->variants, word, name_length, &cell.variant, &added) != CVS_OK)
    return cvs_fail_memory(error);
  if (!added)
    return fail_word(error, word, "each variant once");
  dataset->info.rows++;
  return cvs_cells_add(&dataset->cells, &cell, NULL) == CVS_OK ? CVS_OK : cvs_fail_memory(error);
}

cvs_status cvs_dataset_parse(const char *const *words, size_t count, cvs_dataset **out, cvs_error *error) {
  static const cvs_read_options options;
  *out = NULL;
  if (count == 0)
    return cvs_fail(error, CVS_EUSAGE, "there are no counts, expected NAME=CONVERSIONS/VISITORS");
  cvs_dataset *dataset = NULL;
  cvs_status status = cvs_dataset_new(&dataset, error);
  for (size_t i = 0; i < count && status == CVS_OK; i++)
    status = add_word(dataset, words[i], error);
  if (status == CVS_OK)
    status = cvs_dataset_finish(dataset, &options, error);
  if (status != CVS_OK) {
    cvs_dataset_free(dataset);
    return status;
  }
  *out = dataset;
  return CVS_OK;
}
