/* Results as text, JSON, CSV, Markdown and HTML: one document model, one renderer a format. */
#ifndef CONVSTAT_REPORT_H
#define CONVSTAT_REPORT_H

#include <convstat/analysis.h>
#include <convstat/bayes_question.h>
#include <convstat/funnel_question.h>
#include <convstat/ideas.h>
#include <convstat/money.h>
#include <convstat/monitor.h>
#include <convstat/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cvs_report cvs_report;

/* What a reader's screen can show. Zero-initialised: 80 columns, ASCII, no colour. */
typedef struct cvs_report_style {
  size_t columns; /* 0 = 80 */
  bool unicode;   /* false: plain ASCII pictures */
  bool color;
  bool explain;          /* method, formula and source under each table */
  bool quiet;            /* the verdict and warnings alone */
  const char *title;     /* of a page; NULL: said by the command and its input. Borrowed until the end */
  const char *picture;   /* id of the picture that a file of SVG shows; NULL: the first. Borrowed until the end */
  const char *directory; /* for overflow of held-back output; NULL = /tmp */
} cvs_report_style;

/* One setting as the user would see it ("alpha", 0.05). Exactly one of text and number is used. */
typedef struct cvs_setting {
  const char *name;
  const char *text; /* NULL: the number */
  double number;
} cvs_setting;

/* Ids of the formats in the order of help ("text", "json" ...). Borrowed; *count receives how many. */
CVS_API const char *const *cvs_report_formats(size_t *count);

/* Opens a report.
 *   format   an id of cvs_report_formats
 *   command  "test"
 * Errors: CVS_EUSAGE unknown format, CVS_EIO, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_new(const char *format, const char *command,
                                                  const cvs_report_style *style, cvs_report **out, cvs_error *error);
/* Begins another result in the same report; call it before the cvs_report_begin of each. Without it a report holds the
 * one result of its command.
 *   command  "bayes"
 *   name     what the result is called beside the others, or NULL; borrowed until the next part or the end
 * Errors: CVS_EUSAGE for a second result in a format that holds one (JSON, CSV). */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_part(cvs_report *report, const char *command, const char *name,
                                                   cvs_error *error);
/* Whether the report draws, itself or beside: curves (curves.h) are made for it alone. */
CVS_API bool cvs_report_draws(const cvs_report *report);
/* Draws the groups of `report` in another one as well, of the format svg: a picture beside a text. Call it before
 * cvs_report_begin, and nothing but cvs_report_copy, _save and _free for `picture`; it is freed after `report`. */
CVS_API void cvs_report_draw_beside(cvs_report *report, cvs_report *picture);
/* What stands before the groups: the input and the settings. Call once a result, first.
 * `dataset` may be NULL (no input). */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_begin(cvs_report *report, const cvs_dataset *dataset,
                                                    const cvs_setting *settings, size_t setting_count,
                                                    cvs_error *error);
/* Adds one group of `convstat test`. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_test(cvs_report *report, const cvs_dataset *dataset,
                                                   const cvs_test_options *options, const cvs_test_group *group,
                                                   cvs_error *error);
/* Adds one group of `convstat count`. `by_day`: a row a day and arm, where there are days. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_count(cvs_report *report, const cvs_dataset *dataset,
                                                    const cvs_test_group *group, bool by_day, cvs_error *error);
/* Adds one group of `convstat bayes`. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_bayes(cvs_report *report, const cvs_dataset *dataset,
                                                    const cvs_bayes_options *options, const cvs_bayes_group *group,
                                                    cvs_error *error);
/* Adds one group of `convstat monitor`; `options` are those of its run. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_monitor(cvs_report *report, const cvs_dataset *dataset,
                                                      const cvs_monitor_options *options,
                                                      const cvs_monitor_group *group, cvs_error *error);
/* Adds one group of `convstat funnel`; `options` are those of its run. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_funnel(cvs_report *report, const cvs_dataset *dataset,
                                                     const cvs_funnel_options *options, const cvs_funnel_group *group,
                                                     cvs_error *error);
/* One plan as a report shows it. */
typedef struct cvs_plan_entry {
  const cvs_plan_options *options;
  const cvs_plan *plan;         /* what cvs_plan_make filled, also where there is no answer */
  const char *reason;           /* why there is no answer; NULL where there is one */
  size_t group;                 /* of the dataset; 0 without one */
  const cvs_money_plan *profit; /* NULL: not asked; valid where there is an answer */
} cvs_plan_entry;
/* Adds one plan; `dataset` is NULL where none was read. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_plan(cvs_report *report, const cvs_dataset *dataset,
                                                   const cvs_plan_entry *entry, cvs_error *error);
/* Adds many plans, a group each; for people they are one table. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_plan_table(cvs_report *report, const cvs_dataset *dataset,
                                                         const cvs_plan_entry *entries, size_t count, cvs_error *error);
/* A backlog of ideas: its head, once and first, then all of them as cvs_ideas_rank has ordered them. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_begin_ideas(cvs_report *report, const cvs_ideas *ideas,
                                                          const cvs_setting *settings, size_t setting_count,
                                                          cvs_error *error);
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_rank(cvs_report *report, const cvs_ideas *ideas,
                                                   const cvs_idea_rank *rank, cvs_error *error);
/* Ends the document. Nothing was written anywhere before this. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_end(cvs_report *report, cvs_error *error);
/* Copies the finished document to a descriptor (`name` for messages), or saves it to a path whole or
 * not at all. Errors: CVS_EIO (an empty message where the reader closed a pipe). */
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_copy(cvs_report *report, int descriptor, const char *name,
                                                   cvs_error *error);
CVS_API CVS_WARN_UNUSED cvs_status cvs_report_save(cvs_report *report, const char *path, cvs_error *error);
/* One line a warning, for formats whose data has no room for them (CSV); "" otherwise. Borrowed. */
CVS_API const char *cvs_report_warnings(const cvs_report *report);
CVS_API void cvs_report_free(cvs_report *report);

#ifdef __cplusplus
}
#endif

#endif
