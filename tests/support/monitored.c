/* A monitor over counts by day, for tests. */
#include "support/monitored.h"

#include "base/calendar.h"
#include "support/dataset_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

monitored monitor_start(void) {
  monitored m = {0};
  cvs_monitor_options_init(&m.options);
  return m;
}

monitored monitor_start_group(size_t looks, uint64_t visitors_max) {
  monitored m = monitor_start();
  m.options.design = CVS_MONITOR_GROUP;
  m.options.visitors_max = visitors_max;
  m.looks.count = looks;
  cvs_sequential_equal_looks(looks, m.looks.information);
  return m;
}

void monitor_finish(monitored *m) {
  cvs_monitor_free(m->run);
  cvs_dataset_free(m->dataset);
  m->run = NULL;
  m->dataset = NULL;
}

cvs_status monitor_text(monitored *m, const char *text) {
  const cvs_read_options read = {.by_day = true, .variant_optional = m->options.target > 0};
  if (m->looks.count > 0)
    m->options.looks = &m->looks;
  m->dataset = read_text(text, &read, &m->error);
  if (m->dataset == NULL)
    return m->error.status;
  const cvs_status status = cvs_monitor_new(m->dataset, &m->options, &m->run, &m->error);
  return status == CVS_OK ? cvs_monitor_analyse(m->run, 0, &m->group, &m->error) : status;
}

char *monitor_days_text(const cvs_pair *day, size_t count) {
  enum { LINE = 160 };
  char *text = malloc((count + 1) * LINE), date[CVS_CALENDAR_TEXT];
  if (text == NULL)
    abort();
  char *at = text + sprintf(text, "date,variant,visitors,conversions\n");
  for (size_t i = 0; i < count; i++) {
    const cvs_sample *control = &day[i].control, *green = &day[i].treatment;
    (void)cvs_calendar_text(MONITORED_FIRST + (int64_t)i, date);
    if (control->visitors + green->visitors == 0)
      continue;
    at += sprintf(at, "%s,control,%llu,%llu\n", date, (unsigned long long)control->visitors,
                  (unsigned long long)control->conversions);
    at += sprintf(at, "%s,green,%llu,%llu\n", date, (unsigned long long)green->visitors,
                  (unsigned long long)green->conversions);
  }
  return text;
}

cvs_status monitor_days(monitored *m, const cvs_pair *day, size_t count) {
  char *text = monitor_days_text(day, count);
  const cvs_status status = monitor_text(m, text);
  free(text);
  return status;
}

const cvs_monitor_comparison *monitor_last(const monitored *m, size_t comparison) {
  return &m->group.look[m->group.look_count - 1].comparison[comparison];
}

const cvs_finding *monitor_finding(const monitored *m, cvs_finding_code code) {
  for (size_t i = 0; i < m->group.finding_count; i++)
    if (m->group.finding[i].code == code)
      return &m->group.finding[i];
  return NULL;
}
