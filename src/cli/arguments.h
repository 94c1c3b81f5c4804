/* What the options of a command came to: one structure a group of options, filled by the parser. */
#ifndef CVS_CLI_ARGUMENTS_H
#define CVS_CLI_ARGUMENTS_H

#include "cli/option.h"
#include <convstat/report.h>

/* How input is read (options_data.c). */
typedef struct cvs_data_values {
  cvs_value shape, delimiter, decimal, encoding, date_format, timezone;
  cvs_value column[CVS_ROLES];
  cvs_value by, experiment, on_error;
} cvs_data_values;

/* What is tested (options_test.c). */
typedef struct cvs_test_values {
  cvs_value method, interval, rate_interval, alternative, alpha, confidence;
  cvs_value control, allocation, adjust, pairs, trend, stratify;
  cvs_value margin, equivalence, margin_scale, mde;
} cvs_test_values;

/* What is planned (options_plan.c); method, level, sides and margins are those of a test. */
typedef struct cvs_plan_values {
  cvs_value baseline, lift, difference, power, sample_size, arms, exact, table, from;
  cvs_value icc, cluster_size, cluster_cv;
  cvs_value reach, step, traffic, traffic_share, start, whole_weeks;
} cvs_plan_values;

/* What is written, and where (options_output.c). */
typedef struct cvs_output_values {
  cvs_value format, output, explain, ascii, color, quiet, fail_on;
} cvs_output_values;

/* Accepted by every command that computes (options_common.c). */
typedef struct cvs_common_values {
  cvs_value seed, threads, help;
} cvs_common_values;

typedef struct cvs_arguments {
  cvs_data_values data;
  cvs_test_values test;
  cvs_plan_values plan;
  cvs_output_values output;
  cvs_common_values common;
  cvs_words words; /* what is no option, in order */
  cvs_arena arena; /* of everything above */
} cvs_arguments;

extern const cvs_option_group cvs_options_data;
extern const cvs_option_group cvs_options_test;
extern const cvs_option_group cvs_options_question;
extern const cvs_option_group cvs_options_plan;
extern const cvs_option_group cvs_options_time;
extern const cvs_option_group cvs_options_output;
extern const cvs_option_group cvs_options_output_ungated; /* the same for commands that decide nothing */
extern const cvs_option_group cvs_options_common;

/* Choices of --pairs and --margin-scale. */
enum { CVS_PAIRS_CONTROL, CVS_PAIRS_ALL };
enum { CVS_MARGIN_LIFT, CVS_MARGIN_DIFFERENCE };
/* Choices of --whole-weeks. */
enum { CVS_WHOLE_WEEKS_YES, CVS_WHOLE_WEEKS_NO };

/* From values to the library's options. Errors: CVS_EUSAGE (options that contradict each other),
 * CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_arguments_data(cvs_arguments *arguments, cvs_read_options *out, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_arguments_test(const cvs_arguments *arguments, cvs_test_options *out, cvs_error *error);

/* What `test` and `plan` ask alike: error, sides, margins. Only these members of *out are set. */
CVS_WARN_UNUSED cvs_status cvs_arguments_question(const cvs_test_values *values, cvs_test_options *out,
                                                  cvs_error *error);
/* The first plan of a table; cmd_plan.c sets baseline and effect of the others. */
CVS_WARN_UNUSED cvs_status cvs_arguments_plan(const cvs_arguments *arguments, cvs_plan_options *out, cvs_error *error);

/* The gates of --fail-on, as bits of its value. */
typedef enum cvs_gate {
  CVS_GATE_SRM,
  CVS_GATE_HARM,
  CVS_GATE_NOT_SIGNIFICANT,
  CVS_GATE_NOT_WON,
  CVS_GATE_DATA_QUALITY,
  CVS_GATES
} cvs_gate;
bool cvs_gate_asked(const cvs_arguments *arguments, cvs_gate gate);

/* How and where to write. The style's strings are borrowed from the environment. */
cvs_report_style cvs_output_style(const cvs_arguments *arguments);
/* Writes an ended report to standard output or to the file of --output, then its warnings to
 * standard error. Errors: CVS_EIO. */
CVS_WARN_UNUSED cvs_status cvs_output_deliver(const cvs_arguments *arguments, cvs_report *report, cvs_error *error);

#endif
