/* convstat rank: of many test ideas, which to run next, which to ship untested, which to drop? */
#include "cli/command.h"

#include "base/error.h"
#include "base/mem.h"
#include "cli/job.h"
#include "cli/operand.h"
#include "data/problem.h"

/* What a run holds between its steps. */
typedef struct rank_job {
  cvs_job job;
  cvs_read_options read;
  cvs_ideas_options ideas_options;
  cvs_ideas *ideas;
  cvs_idea_rank *rank;
} rank_job;

static cvs_status check_words(cvs_arguments *arguments, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  const cvs_words *words = &arguments->words;
  for (size_t i = 0; i < words->count; i++)
    if (cvs_operand_is_counts(words->word[i]))
      return cvs_fail(error, CVS_EUSAGE, "%s is not a file of ideas", cvs_show_value(shown, words->word[i]));
  return cvs_operands_check(arguments, "rank", error);
}

static cvs_status read_ideas(rank_job *own, cvs_error *error) {
  static const char *const standard_input = "-";
  const cvs_words *words = &own->job.arguments->words;
  const char *const *paths = words->count > 0 ? words->word : &standard_input;
  return cvs_ideas_read(paths, words->count > 0 ? words->count : 1, &own->ideas_options, &own->ideas, error);
}

static cvs_status prepare(rank_job *own, cvs_error *error) {
  cvs_status status = cvs_arguments_data(own->job.arguments, &own->read, error);
  if (status == CVS_OK)
    status = cvs_arguments_ideas(own->job.arguments, &own->ideas_options, error);
  own->ideas_options.read = &own->read;
  if (status == CVS_OK)
    status = check_words(own->job.arguments, error);
  return status == CVS_OK ? read_ideas(own, error) : status;
}

static cvs_status rank_ideas(rank_job *own, cvs_error *error) {
  own->rank = cvs_calloc(cvs_ideas_count(own->ideas), sizeof *own->rank);
  if (!own->rank)
    return cvs_fail_memory(error);
  const bool whole_weeks = own->job.arguments->plan.whole_weeks.choice == CVS_WHOLE_WEEKS_YES;
  return cvs_ideas_rank(own->ideas, whole_weeks, own->rank, error);
}

static cvs_status write_report(rank_job *own, cvs_error *error) {
  cvs_settings settings;
  cvs_settings_rank(own->job.arguments, &settings);
  cvs_status status = cvs_job_new_report(&own->job, error);
  if (status == CVS_OK)
    status = cvs_report_begin_ideas(own->job.report, own->ideas, settings.setting, settings.count, error);
  if (status == CVS_OK)
    status = cvs_report_rank(own->job.report, own->ideas, own->rank, error);
  return status == CVS_OK ? cvs_report_end(own->job.report, error) : status;
}

static cvs_exit run_rank(cvs_arguments *arguments, cvs_error *error) {
  rank_job own = {.job = {.command = "rank", .arguments = arguments}};
  cvs_status status = prepare(&own, error);
  if (status == CVS_OK)
    status = rank_ideas(&own, error);
  if (status == CVS_OK)
    status = write_report(&own, error);
  const cvs_exit end = cvs_job_close(&own.job, status, error);
  cvs_free(own.rank);
  cvs_ideas_free(own.ideas);
  return end;
}

static const cvs_option_group *const groups[] = {&cvs_options_ideas, &cvs_options_text, &cvs_options_bad_rows,
                                                 &cvs_options_output_ungated, &cvs_options_common};

static const cvs_example examples[] = {
    {"convstat rank ideas.csv", "which of these ideas to test first, and for how long?"},
    {"convstat rank --value-per-conversion 40 --horizon 180d ideas.csv", "for files without these columns"},
    {"convstat rank -f csv ideas.csv", "the whole list, for a spreadsheet"},
};

const cvs_command cvs_command_rank = {
    .name = "rank",
    .heading = "Answer a question",
    .summary = "of many test ideas, which to run next, and which are not worth a test?",
    .operands = "[FILE...]",
    .about = "Orders a backlog of ideas by what a test of each is expected to add to profit for every day it takes up "
             "the traffic. Of each it says how many visitors its best test needs and for how long it runs; which "
             "ideas are better shipped untested; and which are worth neither.\n"
             "A file has a row for each idea. Columns: idea (its name); baseline (conversion rate now); traffic "
             "(visitors a day); lift (what you expect, often near 0%); lift_sd (how far off that may be: two in three "
             "such ideas lie within it); value (of a conversion). Where known: cost (of shipping it), test_cost, "
             "delay_cost (of each day of testing), horizon (days that the change matters). Rates and lifts are "
             "fractions or have a percent sign.\n"
             "The lifts of past tests tell what spread to expect: most ideas change little, and some of them for the "
             "worse.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_rank,
};
