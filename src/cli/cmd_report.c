/* convstat report: saved results as a page, or a page over a folder of them. */
#include "cli/command.h"

#include "base/error.h"
#include "base/mem.h"
#include "cli/operand.h"
#include "cli/plot.h"
#include "cli/report_index.h"
#include "data/problem.h"
#include <convstat/saved.h>

#include <string.h>
#include <unistd.h>

/* What a run holds between its steps. */
typedef struct report_job {
  cvs_arguments *arguments;
  size_t count;
  cvs_saved_result **result; /* [count] */
  char **name;               /* [count] what each is called in the page */
  cvs_report *report;
  cvs_report *picture; /* of --plot, or NULL */
} report_job;

/* --- what was asked, before anything is read --- */

/* One result fits every format; several make a page. */
static cvs_status check_format(const cvs_arguments *arguments, cvs_error *error) {
  const char *format = arguments->output.format.text;
  const bool holds_one = strcmp(format, "json") == 0 || strcmp(format, "csv") == 0 || strcmp(format, "svg") == 0;
  if (arguments->words.count < 2 || !holds_one)
    return CVS_OK;
  return cvs_fail(error, CVS_EUSAGE, "--format %s holds one result, and there are %zu, expected text, markdown or html",
                  format, arguments->words.count);
}

/* A picture is of one result. */
static cvs_status check_plot(const cvs_arguments *arguments, cvs_error *error) {
  if (arguments->picture.plot.given && arguments->words.count > 1)
    return cvs_fail(error, CVS_EUSAGE, "--plot draws one result, and there are %zu", arguments->words.count);
  return CVS_OK;
}

static cvs_status check_words(cvs_arguments *arguments, cvs_error *error) {
  const cvs_words *words = &arguments->words;
  char shown[CVS_SHOWN_MAX];
  size_t standard = 0;
  for (size_t i = 0; i < words->count; i++) {
    if (*words->word[i] == '\0')
      return cvs_fail(error, CVS_EUSAGE, "the name of an input is empty, expected a file, or - for standard input");
    standard += strcmp(words->word[i], "-") == 0;
    if (cvs_operand_is_counts(words->word[i]))
      return cvs_fail(error, CVS_EUSAGE, "%s is not a file of results; 'convstat test' takes counts",
                      cvs_show_value(shown, words->word[i]));
  }
  if (standard > 1)
    return cvs_fail(error, CVS_EUSAGE, "'-' is given %zu times, expected once", standard);
  cvs_status status = check_format(arguments, error);
  if (status == CVS_OK)
    status = check_plot(arguments, error);
  return status == CVS_OK ? cvs_operands_check(arguments, "report", error) : status;
}

/* --- reading --- */

/* "checkout" of "results/checkout.json". */
static char *name_result(const char *path) {
  static const char ending[] = ".json";
  const char *slash = strrchr(path, '/');
  const char *base = slash != NULL ? slash + 1 : path;
  size_t length = strcmp(path, "-") == 0 ? 0 : strlen(base);
  if (length == 0) {
    base = "standard input";
    length = strlen(base);
  } else if (length > sizeof ending - 1 && strcmp(base + length - (sizeof ending - 1), ending) == 0)
    length -= sizeof ending - 1;
  char *name = cvs_calloc(length + 1, 1);
  if (name != NULL)
    memcpy(name, base, length);
  return name;
}

static cvs_status read_results(report_job *job, cvs_error *error) {
  static const char *const standard_input = "-";
  const cvs_words *words = &job->arguments->words;
  const size_t count = words->count > 0 ? words->count : 1;
  const char *const *path = words->count > 0 ? words->word : &standard_input;
  job->result = cvs_calloc(count, sizeof(cvs_saved_result *));
  job->name = cvs_calloc(count, sizeof(char *));
  if (job->result == NULL || job->name == NULL)
    return cvs_fail_memory(error);
  cvs_status status = CVS_OK;
  for (; job->count < count && status == CVS_OK; job->count++) {
    job->name[job->count] = name_result(path[job->count]);
    status = job->name[job->count] != NULL ? cvs_saved_result_read(path[job->count], &job->result[job->count], error)
                                           : cvs_fail_memory(error);
  }
  return status;
}

/* --- writing --- */

static cvs_status open_report(report_job *job, cvs_error *error) {
  const char *command = cvs_saved_result_command(job->result[0]);
  cvs_report_style style = cvs_output_style(job->arguments);
  style.title = job->arguments->report.title.text;
  cvs_status status = cvs_report_new(job->arguments->output.format.text, command, &style, &job->report, error);
  if (status != CVS_OK || !job->arguments->picture.plot.given)
    return status;
  status = cvs_report_new("svg", command, &style, &job->picture, error);
  if (status == CVS_OK)
    cvs_report_draw_beside(job->report, job->picture);
  return status;
}

static cvs_status deliver(const report_job *job, cvs_error *error) {
  const cvs_status status = job->picture != NULL ? cvs_plot_save(job->arguments, job->picture, error) : CVS_OK;
  return status == CVS_OK ? cvs_output_deliver(job->arguments, job->report, error) : status;
}

static cvs_status write_results(report_job *job, cvs_error *error) {
  cvs_status status = open_report(job, error);
  for (size_t i = 0; i < job->count && status == CVS_OK; i++) {
    if (job->count > 1)
      status = cvs_report_part(job->report, cvs_saved_result_command(job->result[i]), job->name[i], error);
    if (status == CVS_OK)
      status = cvs_saved_result_report(job->result[i], job->report, error);
  }
  if (status == CVS_OK)
    status = cvs_report_end(job->report, error);
  return status == CVS_OK ? deliver(job, error) : status;
}

static cvs_exit run_results(cvs_arguments *arguments, cvs_error *error) {
  report_job job = {.arguments = arguments};
  cvs_status status = check_words(arguments, error);
  if (status == CVS_OK)
    status = read_results(&job, error);
  if (status == CVS_OK)
    status = write_results(&job, error);
  cvs_report_free(job.report);
  cvs_report_free(job.picture);
  for (size_t i = 0; i < job.count; i++) {
    cvs_saved_result_free(job.result[i]);
    cvs_free(job.name[i]);
  }
  cvs_free(job.result);
  cvs_free(job.name);
  return cvs_exit_of(status);
}

static cvs_exit run_report(cvs_arguments *arguments, cvs_error *error) {
  return arguments->report.index.given ? cvs_exit_of(cvs_report_index(arguments, error))
                                       : run_results(arguments, error);
}

static const cvs_option_group *const groups[] = {&cvs_options_report, &cvs_options_output_page,
                                                 &cvs_options_report_pictures, &cvs_options_common};

static const cvs_example examples[] = {
    {"convstat report -o checkout.html checkout.json", "a page of a result that 'convstat test -f json' has saved"},
    {"convstat report --title 'Tests in May' -o may.html a.json b.json", "several experiments in one page"},
    {"convstat report -f text checkout.json", "the same in a terminal"},
    {"convstat report --index results -o results/index.html", "a page over a folder of results, with links"},
};

const cvs_command cvs_command_report = {
    .name = "report",
    .heading = "Look things up",
    .summary = "pages of saved results, and a page over a folder of them",
    .operands = "[RESULT.json...]",
    .about =
        "Reads results that a command wrote with -f json, and writes them for people: as a page of HTML that stands "
        "alone, or as text or Markdown. Several results make one page with a list of contents, in the order "
        "given. The figures are the saved ones; nothing is computed again.\n"
        "What is read is held against the JSON Schema of its command (results of earlier versions too); what "
        "does not hold is refused with its place: 'r.json: groups[0].arms[1].rate.upper is 1.2, expected ...'; so are "
        "figures that contradict each other, such as a rate that is not that of its counts. "
        "'-', or no file, is standard input.\n"
        "--plot draws a picture of one result beside its page.\n"
        "With --index it lists a folder: experiment, decision, treatment, lift, date and question of each result, "
        "newest "
        "first, with a link to the page beside it (the same name with .html) or to the result itself. Treatment and "
        "lift are those that the verdict of the result is about; where its data are invalid there are none. The date "
        "is "
        "the last day of the data; where the result has no days it is that of the file, marked so, which changes "
        "when the file is copied.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_report,
};
