/* Any bytes as a saved result.
 *
 * What must hold: no crash, no leak; a failure has a status and a sentence; what was read can be written in every
 * format, or is refused in a sentence. */
#include <convstat/saved.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "support/fuzz_replay.h"

static void require(bool holds, const char *what) {
  if (holds)
    return;
  fprintf(stderr, "fuzz_saved: %s\n", what);
  abort();
}

static void write_as(cvs_saved_result *result, const char *format) {
  const cvs_report_style style = {.columns = 80, .unicode = true};
  cvs_report *report = NULL;
  cvs_error error = {.status = CVS_OK};
  require(cvs_report_new(format, cvs_saved_result_command(result), &style, &report, &error) == CVS_OK, "no report");
  cvs_status status = cvs_saved_result_report(result, report, &error);
  if (status == CVS_OK)
    status = cvs_report_end(report, &error);
  require(status == CVS_OK || *error.message != '\0', "a failure without a sentence");
  cvs_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static const char *const formats[] = {"json", "csv", "text", "html"};
  cvs_saved_result *result = NULL;
  cvs_error error = {.status = CVS_OK};
  char *text = malloc(length + 1);
  require(text != NULL, "no memory");
  memcpy(text, bytes, length);
  const cvs_status status = cvs_saved_result_parse("fuzz", text, length, &result, &error);
  require((status == CVS_OK) == (result != NULL), "a status that contradicts the result");
  require(status == CVS_OK || (error.status == status && *error.message != '\0'), "a failure without a sentence");
  for (size_t i = 0; i < sizeof formats / sizeof *formats && result != NULL; i++)
    write_as(result, formats[i]);
  for (size_t i = 0; result != NULL && i < cvs_saved_result_group_count(result); i++) {
    cvs_saved_line line;
    require(cvs_saved_result_line(result, i, &line, &error) == CVS_OK || *error.message != '\0', "no line");
  }
  cvs_saved_result_free(result);
  free(text);
  return 0;
}
