/* The settings of a run as its report shows them. */
#ifndef CVS_CLI_SETTINGS_H
#define CVS_CLI_SETTINGS_H

#include "cli/arguments.h"

enum { CVS_SETTINGS_MAX = 32 };

typedef struct cvs_settings {
  cvs_setting setting[CVS_SETTINGS_MAX];
  size_t count;
} cvs_settings;

/* What `test` was told or does by default. Texts are borrowed from the arguments. */
void cvs_settings_test(const cvs_arguments *arguments, const cvs_test_options *options, cvs_settings *out);

/* The same of `count`. */
void cvs_settings_count(const cvs_arguments *arguments, cvs_settings *out);

/* The same of `plan`. */
void cvs_settings_plan(const cvs_arguments *arguments, const cvs_plan_options *options, cvs_settings *out);

/* The same of `bayes`. */
void cvs_settings_bayes(const cvs_arguments *arguments, const cvs_bayes_options *options, cvs_settings *out);

/* The same of `monitor`; `options` with its plan. */
void cvs_settings_monitor(const cvs_arguments *arguments, const cvs_monitor_options *options, cvs_settings *out);

/* The same of `funnel`. */
void cvs_settings_funnel(const cvs_arguments *arguments, const cvs_funnel_options *options, cvs_settings *out);

/* The same of `rank`. */
void cvs_settings_rank(const cvs_arguments *arguments, cvs_settings *out);

#endif
