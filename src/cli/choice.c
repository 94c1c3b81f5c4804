/* Choices of options come from the registries, so that a new method is a choice by itself. */
#include "cli/choice.h"

#include "base/utf8.h"
#include <convstat/report.h>
#include <string.h>

static const char *pick_method(cvs_method_kind kind, size_t index) {
  size_t count = 0;
  const cvs_method *const *rows = cvs_methods(&count);
  size_t seen = 0;
  for (size_t i = 0; i < count; i++)
    if (rows[i]->kind == kind && seen++ == index)
      return rows[i]->id;
  return NULL;
}

const char *cvs_choice_method(size_t index) {
  return index == 0 ? "auto" : pick_method(CVS_KIND_TEST, index - 1);
}

static size_t count_methods(cvs_method_kind kind) {
  size_t count = 0;
  while (pick_method(kind, count))
    count++;
  return count;
}

const char *cvs_choice_plan_method(size_t index) {
  const size_t tests = count_methods(CVS_KIND_TEST) + 1;
  return index < tests ? cvs_choice_method(index) : pick_method(CVS_KIND_POWER, index - tests);
}

const char *cvs_choice_interval(size_t index) {
  return index == 0 ? "auto" : pick_method(CVS_KIND_EFFECT, index - 1);
}

const char *cvs_choice_rate_interval(size_t index) {
  return pick_method(CVS_KIND_RATE, index);
}

const char *cvs_choice_adjust(size_t index) {
  return pick_method(CVS_KIND_ADJUST, index);
}

const char *cvs_choice_sequence(size_t index) {
  return pick_method(CVS_KIND_SEQUENCE, index);
}

const char *cvs_choice_format(size_t index) {
  size_t count = 0;
  const char *const *formats = cvs_report_formats(&count);
  return index < count ? formats[index] : NULL;
}

/* An image alone holds no table. */
const char *cvs_choice_format_table(size_t index) {
  size_t kept = 0;
  const char *format = cvs_choice_format(0);
  for (size_t i = 0; format != NULL; format = cvs_choice_format(++i))
    if (strcmp(format, "svg") != 0 && kept++ == index)
      return format;
  return NULL;
}

const char *cvs_choice_alternative(size_t index) {
  static const char *const ids[] = {"two-sided", "greater", "less"}; /* order of cvs_alternative */
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

size_t cvs_choice_find(cvs_choice_fn *choice, const char *text, size_t length) {
  for (size_t i = 0; i < CVS_CHOICES_MAX; i++) {
    const char *id = choice(i);
    if (!id)
      break;
    if (strlen(id) == length && memcmp(id, text, length) == 0)
      return i;
  }
  return CVS_CHOICES_MAX;
}

void cvs_choice_add_all(cvs_strbuf *out, cvs_choice_fn *choice) {
  for (size_t i = 0; i < CVS_CHOICES_MAX && choice(i); i++) {
    cvs_strbuf_add(out, i > 0 ? ", " : "");
    cvs_strbuf_add(out, choice(i));
  }
}

const char *cvs_suggest(const char *word, const char *const *candidates, size_t count) {
  const size_t length = strlen(word);
  const char *begun = NULL;
  size_t begun_count = 0;
  for (size_t i = 0; i < count; i++)
    if (length > 0 && strncmp(word, candidates[i], length) == 0) {
      begun = candidates[i];
      begun_count++;
    }
  return begun_count == 1 ? begun : cvs_utf8_nearest(word, candidates, count);
}

const char *cvs_choice_suggest(cvs_choice_fn *choice, const char *word) {
  const char *ids[CVS_CHOICES_MAX];
  size_t count = 0;
  for (; count < CVS_CHOICES_MAX; count++) {
    ids[count] = choice(count);
    if (!ids[count])
      break;
  }
  return cvs_suggest(word, ids, count);
}
