/* The settings of a saved result, as the options they came from. */
#include "base/measures.h"
#include "report/saved.h"

#include <string.h>

static const cvs_setting *find_setting(const cvs_saved_result *result, const char *name) {
  for (size_t i = 0; i < result->setting_count; i++)
    if (strcmp(result->setting[i].name, name) == 0)
      return &result->setting[i];
  return NULL;
}

const char *cvs_saved_text(const cvs_saved_result *result, const char *name) {
  const cvs_setting *setting = find_setting(result, name);
  return setting != NULL ? setting->text : NULL;
}

double cvs_saved_number(const cvs_saved_result *result, const char *name) {
  const cvs_setting *setting = find_setting(result, name);
  return setting != NULL && setting->text == NULL ? setting->number : 0;
}

bool cvs_saved_has(const cvs_saved_result *result, const char *name) {
  return find_setting(result, name) != NULL;
}

bool cvs_saved_is(const cvs_saved_result *result, const char *name, const char *text) {
  const char *given = cvs_saved_text(result, name);
  return given != NULL && strcmp(given, text) == 0;
}

/* The schemas have counts below 2^53. */
uint64_t cvs_saved_count(const cvs_saved_result *result, const char *name) {
  const double number = cvs_saved_number(result, name);
  return number > 0 && number <= (double)CVS_COUNT_MAX ? (uint64_t)number : 0;
}

uint64_t cvs_saved_days(const cvs_saved_result *result, const char *name) {
  enum { DAY_SECONDS = 86400 };
  const char *text = cvs_saved_text(result, name);
  uint64_t seconds = 0;
  return text != NULL && cvs_duration_parse(text, &seconds) ? seconds / DAY_SECONDS : 0;
}

cvs_alternative cvs_saved_alternative(const cvs_saved_result *result) {
  if (cvs_saved_is(result, "alternative", "greater"))
    return CVS_GREATER;
  return cvs_saved_is(result, "alternative", "less") ? CVS_LESS : CVS_TWO_SIDED;
}
