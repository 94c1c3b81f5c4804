/* The words of a command line as input: files, or counts typed there. */
#include "cli/operand.h"

#include "base/error.h"
#include "cli/progress.h"
#include "data/problem.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool cvs_operand_is_counts(const char *word) {
  const char *sign = strrchr(word, '=');
  return sign && strchr(sign, '/') && access(word, F_OK) != 0;
}

bool cvs_operand_is_any(const char *word) {
  return cvs_operand_is_counts(word) || access(word, F_OK) == 0;
}

/* Counts on the command line have no columns, no text and no bad records. */
static cvs_status check_counts(cvs_arguments *arguments, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  const char *name = cvs_option_first_given(&cvs_options_data, arguments);
  if (!name)
    name = cvs_option_first_given(&cvs_options_units, arguments);
  if (!name)
    name = cvs_option_first_given(&cvs_options_steps, arguments);
  if (!name && arguments->test.stratify.given)
    name = "stratify";
  return name ? cvs_fail(error, CVS_EUSAGE, "--%s is for files, not for %s", name,
                         cvs_show_value(shown, arguments->words.word[0]))
              : CVS_OK;
}

static cvs_status check_kinds(cvs_arguments *arguments, cvs_error *error) {
  const cvs_words *words = &arguments->words;
  char file[CVS_SHOWN_MAX];
  char shown[CVS_SHOWN_MAX];
  const bool counts = cvs_operand_is_counts(words->word[0]);
  for (size_t i = 1; i < words->count; i++)
    if (cvs_operand_is_counts(words->word[i]) != counts)
      return cvs_fail(error, CVS_EUSAGE, "%s is a file and %s is not, expected files or NAME=CONVERSIONS/VISITORS",
                      cvs_show_value(file, words->word[counts ? i : 0]),
                      cvs_show_value(shown, words->word[counts ? 0 : i]));
  return counts ? check_counts(arguments, error) : CVS_OK;
}

/* Saving over an input would destroy what was measured. */
static cvs_status check_output(const cvs_arguments *arguments, cvs_error *error) {
  const cvs_value *output = &arguments->output.output;
  char shown[CVS_SHOWN_MAX];
  struct stat written;
  struct stat read;
  if (!output->given || stat(output->text, &written) != 0 || !S_ISREG(written.st_mode))
    return CVS_OK;
  for (size_t i = 0; i < arguments->words.count; i++)
    if (stat(arguments->words.word[i], &read) == 0 && read.st_dev == written.st_dev && read.st_ino == written.st_ino)
      return cvs_fail(error, CVS_EUSAGE, "--output: %s is an input too, expected another file",
                      cvs_show_value(shown, output->text));
  return CVS_OK;
}

cvs_status cvs_operands_check(cvs_arguments *arguments, const char *command, cvs_error *error) {
  if (arguments->words.count == 0 && isatty(STDIN_FILENO))
    return cvs_fail(error, CVS_EUSAGE,
                    "no input, expected FILE, '-' or NAME=CONVERSIONS/VISITORS; see 'convstat help %s'", command);
  const cvs_status status = arguments->words.count > 0 ? check_kinds(arguments, error) : CVS_OK;
  return status == CVS_OK ? check_output(arguments, error) : status;
}

cvs_status cvs_operands_read(const cvs_arguments *arguments, const cvs_read_options *options, cvs_dataset **out,
                             cvs_error *error) {
  static const char *const standard_input = "-";
  const cvs_words *words = &arguments->words;
  if (words->count > 0 && cvs_operand_is_counts(words->word[0]))
    return cvs_dataset_parse(words->word, words->count, out, error);
  cvs_progress progress;
  cvs_read_options watched = *options;
  watched.progress = cvs_progress_show;
  watched.progress_context = &progress;
  cvs_progress_begin(&progress, !arguments->output.quiet.given);
  const cvs_status status = words->count == 0 ? cvs_dataset_read(&standard_input, 1, &watched, out, error)
                                              : cvs_dataset_read(words->word, words->count, &watched, out, error);
  cvs_progress_end(&progress);
  return status;
}
