/* A backlog of test ideas: reading it, and what to run next. */
#ifndef CONVSTAT_IDEAS_H
#define CONVSTAT_IDEAS_H

#include <convstat/dataset.h>
#include <convstat/money.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One idea of a backlog. */
typedef struct cvs_idea {
  const char *name;
  uint64_t line; /* of its file */
  cvs_money_prospect prospect;
} cvs_idea;

typedef struct cvs_ideas cvs_ideas;

/* How to read, and what a file of ideas leaves out. Zero-initialised but for `read`: nothing is given. */
typedef struct cvs_ideas_options {
  const cvs_read_options *read; /* of it delimiter, decimal, encoding and skip_bad count */
  double value_per_conversion;  /* 0: not given, so the file must have it */
  double traffic;               /* likewise */
  uint64_t horizon_days;        /* likewise */
  double traffic_share;         /* 0: all of it */
  double cost_of_change;
  double cost_of_test;
  double cost_of_delay;
} cvs_ideas_options;

/* Reads files as one backlog ("-" is standard input, at most once): a row an idea, columns idea, baseline,
 * traffic, lift, lift_sd, and where known value, cost, test_cost, delay_cost, horizon. *out is the caller's to free,
 * NULL on failure. Errors: CVS_EUSAGE, CVS_EDATA with file, line, column and value, CVS_EIO, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_ideas_read(const char *const *paths, size_t count,
                                                  const cvs_ideas_options *options, cvs_ideas **out, cvs_error *error);
CVS_API void cvs_ideas_free(cvs_ideas *ideas);
CVS_API size_t cvs_ideas_count(const cvs_ideas *ideas);
/* Borrowed, in the order of the input. */
CVS_API const cvs_idea *cvs_ideas_at(const cvs_ideas *ideas, size_t index);

/* What was read and how. */
typedef struct cvs_ideas_column {
  const char *role;
  const char *column;
} cvs_ideas_column;
typedef struct cvs_ideas_file {
  const char *name;
  size_t column_count;
  const cvs_ideas_column *column;
} cvs_ideas_file;
typedef struct cvs_ideas_info {
  size_t file_count;
  const cvs_ideas_file *file;
  uint64_t rows; /* skipped ones included */
  uint64_t rows_skipped;
  size_t reason_count;
  const cvs_skip_reason *reason;
} cvs_ideas_info;
CVS_API const cvs_ideas_info *cvs_ideas_input(const cvs_ideas *ideas);

typedef enum cvs_idea_choice { CVS_IDEA_TEST, CVS_IDEA_SHIP, CVS_IDEA_DROP } cvs_idea_choice;

/* What becomes of an idea.
 *   profit_ship     of shipping it untested
 *   test            the best test of it, in whole days or weeks
 *   test_days       of that test
 *   gain            what the test adds: its profit less that of the better of shipping and dropping it
 *   gain_per_day    `gain` over test_days: what a day of the traffic earns with this test
 *   visitors_classical  of the usual test for a lift of one lift_sd, 80 % power, 5 % two-sided; for comparison
 *   choice          test where that adds something that matters (cvs_money_matters); else ship where that earns
 *                   something; else drop */
typedef struct cvs_idea_rank {
  const cvs_idea *idea;
  bool has_test; /* the horizon has room for one */
  cvs_money_size test;
  uint64_t test_days;
  double profit_ship;
  double gain;
  double gain_per_day;
  uint64_t visitors_classical;
  cvs_idea_choice choice;
} cvs_idea_rank;

/* Judges all ideas and orders them: those to test by gain_per_day, then those to ship untested by profit_ship,
 * then those to drop by how little they lack; equals in the order of the input.
 *   whole_weeks  tests last whole weeks, so that every weekday counts alike
 *   out          [cvs_ideas_count] the caller's
 * Errors: CVS_EDATA with the line of an idea whose figures cannot be meant, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_ideas_rank(const cvs_ideas *ideas, bool whole_weeks, cvs_idea_rank *out,
                                                  cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif
