/* A monitor over counts by day, for tests: data in, the first group out. */
#ifndef CVS_TESTS_SUPPORT_MONITORED_H
#define CVS_TESTS_SUPPORT_MONITORED_H

#include <convstat/convstat.h>

/* The first day of monitor_days. */
#define MONITORED_FIRST INT64_C(20454) /* 2026-01-01 */

typedef struct monitored {
  cvs_monitor_options options;
  cvs_plan_looks looks;
  cvs_dataset *dataset;
  cvs_monitor_run *run;
  cvs_monitor_group group;
  cvs_error error;
} monitored;

/* Default options. */
monitored monitor_start(void);
/* Group sequential options, equal looks. */
monitored monitor_start_group(size_t looks, uint64_t visitors_max);
void monitor_finish(monitored *m);

/* Reads the text and analyses its first group. */
cvs_status monitor_text(monitored *m, const char *text);
/* "control" and "green" on consecutive days from 2026-01-01 on; a day without visitors in both has no row. */
cvs_status monitor_days(monitored *m, const cvs_pair *day, size_t count);
/* The same text; the caller frees it with free. */
char *monitor_days_text(const cvs_pair *day, size_t count);

/* The newest look's comparison. */
const cvs_monitor_comparison *monitor_last(const monitored *m, size_t comparison);
/* The finding, or NULL. */
const cvs_finding *monitor_finding(const monitored *m, cvs_finding_code code);

#endif
