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

/* Which units of users and events count (options_units.c), and their steps (options_steps.c). */
typedef struct cvs_units_values {
  cvs_value where, multiple, goal, exposure_event, assignments, memory;
  cvs_value steps, window, window_from, order, by_day, young;
} cvs_units_values;

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
  cvs_value reach, step, traffic, traffic_share, start, whole_weeks, save;
} cvs_plan_values;

/* When it is looked at, and by which bounds it stops (options_sequential.c). */
typedef struct cvs_sequential_values {
  cvs_value looks, look_times, spending, bounds, futility, beta_spending;
} cvs_sequential_values;

/* What a choice is worth (options_money.c); the traffic is that of a plan. */
typedef struct cvs_money_values {
  cvs_value profit, prior_lift, prior_lift_sd;
  cvs_value value_per_conversion, horizon, cost_of_change, cost_of_test, cost_of_delay;
} cvs_money_values;

/* What is believed before the data, and when to decide (options_bayes.c); alpha, control and split are those of a
 * test. */
typedef struct cvs_bayes_values {
  cvs_value prior, prior_mean, prior_visitors, prior_lift_sd, prior_by;
  cvs_value loss_threshold, rope, planned, hdi;
} cvs_bayes_values;

/* How a running test is read (options_monitor.c); looks are those of a plan, alpha, side, control and split those of a
 * test. */
typedef struct cvs_monitor_values {
  cvs_value design, sprt, maxsprt, plan, max_sample_size, compare, ledger, accept_revision;
  cvs_value sequence, baseline, mde, tune_at;
  cvs_value method, adjust, power, every_day, look_now, ended;
  cvs_value horizon, target, cumulative, allocation_change;
} cvs_monitor_values;

/* The way through a funnel, and what is made of its steps (options_funnel.c); steps, window and order are those of
 * units, level, side, method, control and split those of a test, the value of a conversion that of money. */
typedef struct cvs_funnel_values {
  cvs_value optional, exclude, censor, times;
  cvs_value benchmark, what_if, cost;
} cvs_funnel_values;

/* What is written, and where (options_output.c). */
typedef struct cvs_output_values {
  cvs_value format, output, explain, ascii, color, quiet, fail_on;
} cvs_output_values;

/* Which saved results make a page, and what it is called (options_report.c). */
typedef struct cvs_report_values {
  cvs_value title, index;
} cvs_report_values;

/* What is drawn, and where (options_picture.c). */
typedef struct cvs_picture_values {
  cvs_value plot, id;
} cvs_picture_values;

/* Accepted by every command that computes (options_common.c). */
typedef struct cvs_common_values {
  cvs_value seed, threads, help;
} cvs_common_values;

typedef struct cvs_arguments {
  cvs_data_values data;
  cvs_units_values units;
  cvs_test_values test;
  cvs_plan_values plan;
  cvs_sequential_values sequential;
  cvs_money_values money;
  cvs_bayes_values bayes;
  cvs_monitor_values monitor;
  cvs_funnel_values funnel;
  cvs_output_values output;
  cvs_report_values report;
  cvs_picture_values picture;
  cvs_common_values common;
  cvs_words words; /* what is no option, in order */
  cvs_arena arena; /* of everything above */
} cvs_arguments;

extern const cvs_option_group cvs_options_data;
extern const cvs_option_group cvs_options_units;
/* What becomes of users who have not used their window: choices of --young. */
enum { CVS_YOUNG_KEEP, CVS_YOUNG_DROP };
extern const cvs_option_group cvs_options_steps;
extern const cvs_option_group cvs_options_path;       /* of these, without days */
extern const cvs_option_group cvs_options_split;      /* --allocation alone */
extern const cvs_option_group cvs_options_comparison; /* of a test: without adjustment, pairs, trend and strata */
extern const cvs_option_group cvs_options_level;      /* of a question: level and side alone */
extern const cvs_option_group cvs_options_way;
extern const cvs_option_group cvs_options_leak;
extern const cvs_option_group cvs_options_family;
extern const cvs_option_group cvs_options_test;
extern const cvs_option_group cvs_options_question;
extern const cvs_option_group cvs_options_plan;
extern const cvs_option_group cvs_options_time;
extern const cvs_option_group cvs_options_sequential;
extern const cvs_option_group cvs_options_money;  /* of a test that runs */
extern const cvs_option_group cvs_options_profit; /* of a test to come */
extern const cvs_option_group cvs_options_ideas;  /* what a file of ideas leaves out */
extern const cvs_option_group cvs_options_text;   /* delimiter, decimal, encoding alone */
extern const cvs_option_group cvs_options_bad_rows;
extern const cvs_option_group cvs_options_prior;
extern const cvs_option_group cvs_options_bayes;
extern const cvs_option_group cvs_options_bayes_gates;
extern const cvs_option_group cvs_options_monitor;
extern const cvs_option_group cvs_options_monitor_group;   /* of group sequential designs */
extern const cvs_option_group cvs_options_monitor_anytime; /* of the anytime design, SPRT and MaxSPRT */
extern const cvs_option_group cvs_options_monitor_arms;
extern const cvs_option_group cvs_options_monitor_gates;
extern const cvs_option_group cvs_options_output;
extern const cvs_option_group cvs_options_output_ungated; /* the same for commands that decide nothing */
extern const cvs_option_group cvs_options_common;

extern const cvs_option_group cvs_options_output_counts; /* ungated, CSV unless said otherwise */
extern const cvs_option_group cvs_options_output_page;   /* ungated, HTML unless said otherwise */
extern const cvs_option_group cvs_options_report;
/* Of commands that draw. */
extern const cvs_option_group cvs_options_test_pictures;
extern const cvs_option_group cvs_options_bayes_pictures;
extern const cvs_option_group cvs_options_monitor_pictures;
extern const cvs_option_group cvs_options_plan_pictures;
extern const cvs_option_group cvs_options_funnel_pictures;
extern const cvs_option_group cvs_options_report_pictures;

/* Choices of --pairs and --margin-scale. */
enum { CVS_PAIRS_CONTROL, CVS_PAIRS_ALL };
enum { CVS_MARGIN_LIFT, CVS_MARGIN_DIFFERENCE };
/* Choices of --whole-weeks. */
enum { CVS_WHOLE_WEEKS_YES, CVS_WHOLE_WEEKS_NO };

/* Choices of --order and --times. */
enum { CVS_ORDER_STRICT, CVS_ORDER_ANY };
enum { CVS_TIMES_YES, CVS_TIMES_NO };

/* From values to the library's options. Errors: CVS_EUSAGE (options that contradict each other),
 * CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_arguments_data(cvs_arguments *arguments, cvs_read_options *out, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_arguments_test(const cvs_arguments *arguments, cvs_test_options *out, cvs_error *error);

/* The intended shares alone. */
CVS_WARN_UNUSED cvs_status cvs_arguments_shares(const cvs_arguments *arguments, cvs_test_options *out,
                                                cvs_error *error);

/* What `test` and `plan` ask alike: error, sides, margins. Only these members of *out are set. */
CVS_WARN_UNUSED cvs_status cvs_arguments_question(const cvs_test_values *values, cvs_test_options *out,
                                                  cvs_error *error);
/* The first plan of a table; cmd_plan.c sets baseline and effect of the others. */
CVS_WARN_UNUSED cvs_status cvs_arguments_plan(const cvs_arguments *arguments, cvs_plan_options *out, cvs_error *error);

/* Looks; a count of 0 where none were asked for. */
CVS_WARN_UNUSED cvs_status cvs_arguments_sequential(const cvs_arguments *arguments, cvs_plan_looks *out,
                                                    cvs_error *error);

/* Money of a test that runs; *asked false where none of it was given. */
CVS_WARN_UNUSED cvs_status cvs_arguments_money(const cvs_arguments *arguments, cvs_money_terms *out, bool *asked,
                                               cvs_error *error);
/* Money of a plan: lift, costs, value and horizon; *asked false without --profit. */
CVS_WARN_UNUSED cvs_status cvs_arguments_profit(const cvs_arguments *arguments, cvs_money_prospect *out, bool *asked,
                                                cvs_error *error);
/* What a file of ideas leaves out. */
CVS_WARN_UNUSED cvs_status cvs_arguments_ideas(const cvs_arguments *arguments, cvs_ideas_options *out,
                                               cvs_error *error);

/* The question of `bayes`; the shapes of a prior from:FILE are still to be read. */
CVS_WARN_UNUSED cvs_status cvs_arguments_bayes(const cvs_arguments *arguments, cvs_bayes_options *out,
                                               cvs_error *error);
/* The file of --prior from:FILE, or NULL. */
const char *cvs_arguments_past(const cvs_arguments *arguments);

/* The question of `funnel`, and what of its steps is read; settings are in the arena. Times are still to be given. */
CVS_WARN_UNUSED cvs_status cvs_arguments_funnel(cvs_arguments *arguments, cvs_read_options *read,
                                                cvs_funnel_options *out, cvs_error *error);

/* The question of `monitor`; the plan of --plan is still to be read. `changes` is in the arena. */
CVS_WARN_UNUSED cvs_status cvs_arguments_monitor(cvs_arguments *arguments, cvs_monitor_options *out, cvs_error *error);

/* How and where to write. The style's strings are borrowed from the environment. */
cvs_report_style cvs_output_style(const cvs_arguments *arguments);
/* Writes an ended report to standard output or to the file of --output, then its warnings to
 * standard error. Errors: CVS_EIO. */
CVS_WARN_UNUSED cvs_status cvs_output_deliver(const cvs_arguments *arguments, cvs_report *report, cvs_error *error);

#endif
