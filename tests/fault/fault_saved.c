/* The k-th allocation fails while a saved result is read, shown and listed. */
#include "fault/failing.h"

#include "report/saved_index.h"

#include <stdio.h>
#include <string.h>

/* Small, and of every kind of structure: looks, periods and bounds are those of `plan` and `monitor`. */
static cvs_status read_saved(const char *path, cvs_saved_result **out) {
  static char text[1 << 16];
  cvs_error error = {0};
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return CVS_EIO;
  const size_t length = fread(text, 1, sizeof text, file);
  if (fclose(file) != 0)
    return CVS_EIO;
  const cvs_status status = cvs_saved_result_parse("r.json", text, length, out, &error);
  if ((status == CVS_OK) != (*out != NULL) || error.status != status)
    return CVS_EINVAL;
  return status;
}

static cvs_status report_as(const char *path, const char *format) {
  const cvs_report_style style = {.columns = 80};
  cvs_saved_result *result = NULL;
  cvs_report *report = NULL;
  cvs_error error = {0};
  cvs_status status = read_saved(path, &result);
  if (status == CVS_OK)
    status = cvs_report_new(format, cvs_saved_result_command(result), &style, &report, &error);
  if (status == CVS_OK)
    status = cvs_saved_result_report(result, report, &error);
  if (status == CVS_OK)
    status = cvs_report_end(report, &error);
  cvs_report_free(report);
  cvs_saved_result_free(result);
  return status;
}

static cvs_status report_a_test(void) {
  return report_as("tests/fuzz/corpus/saved/strata.json", "text");
}

static cvs_status report_beliefs(void) {
  return report_as("tests/fuzz/corpus/saved/money.json", "json");
}

static cvs_status report_a_plan(void) {
  return report_as("tests/fuzz/corpus/saved/plan.json", "csv");
}

static cvs_status report_looks(void) {
  return report_as("tests/fuzz/corpus/saved/monitor.json", "json");
}

static cvs_status report_ideas(void) {
  return report_as("tests/fuzz/corpus/saved/rank.json", "markdown");
}

static cvs_status report_counts(void) {
  return report_as("tests/fuzz/corpus/saved/count.json", "csv");
}

static cvs_status list_a_folder(void) {
  cvs_index_entry entry = {.name = "a", .link = "a.json"};
  cvs_strbuf page = {0};
  cvs_error error = {0};
  cvs_status status = read_saved("tests/fuzz/corpus/saved/test.json", &entry.result);
  if (status == CVS_OK)
    status = cvs_index_write(&page, "Tests", &entry, 1, &error);
  cvs_strbuf_free(&page);
  cvs_saved_result_free(entry.result);
  return status;
}

/* Words of a refusal need memory too. */
static cvs_status refuse_a_result(void) {
  static const char text[] = "{\"schema\": \"convstat.test/1\", \"convstat\": 3}";
  cvs_saved_result *result = NULL;
  cvs_error error = {0};
  const cvs_status status = cvs_saved_result_parse("r.json", text, sizeof text - 1, &result, &error);
  if (result != NULL)
    return CVS_EINVAL;
  return status == CVS_EDATA ? CVS_OK : status;
}

static const scenario scenarios[] = {
    {"report a test", report_a_test}, {"report beliefs", report_beliefs},   {"report a plan", report_a_plan},
    {"report looks", report_looks},   {"report ideas", report_ideas},       {"report counts", report_counts},
    {"list a folder", list_a_folder}, {"refuse a result", refuse_a_result},
};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}
