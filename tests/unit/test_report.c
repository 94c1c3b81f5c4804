/* A report from begin to end: the whole of the output, warnings, failures, and nothing too early. */
#include "report/report.h"
#include "support/sample_document.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What a descriptor received; the caller frees it. */
static char *read_all(FILE *file) {
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  const long size = ftell(file);
  assert_true(size >= 0);
  char *text = calloc(1, (size_t)size + 1);
  assert_non_null(text);
  rewind(file);
  assert_int_equal(fread(text, 1, (size_t)size, file), (size_t)size);
  return text;
}

/* The finished document as text; the caller frees it. */
static char *finish(cvs_report *report) {
  cvs_error error = {0};
  FILE *file = tmpfile();
  assert_non_null(file);
  assert_int_equal(cvs_report_end(report, &error), CVS_OK);
  assert_int_equal(cvs_report_copy(report, fileno(file), "test", &error), CVS_OK);
  char *text = read_all(file);
  (void)fclose(file);
  return text;
}

static cvs_report *open_report(const char *format) {
  const cvs_report_style style = {0};
  const cvs_setting settings[] = {{"alpha", NULL, 0.05}, {"method", "auto", 0}};
  cvs_error error = {0};
  cvs_report *report = NULL;
  assert_int_equal(cvs_report_new(format, "test", &style, &report, &error), CVS_OK);
  assert_int_equal(cvs_report_begin(report, NULL, settings, 2, &error), CVS_OK);
  return report;
}

/* Adds a group with one by column and, where asked for, a warning on it. */
static void add_group(cvs_report *report, const char *device, bool warn) {
  cvs_error error = {0};
  cvs_document *doc = cvs_report_document(report);
  cvs_node *by = cvs_doc_record(doc, doc->root, "by");
  cvs_doc_text(doc, by, "device", device);
  const cvs_row_part part = {"", by};
  cvs_doc_row(doc, &part, 1);
  cvs_doc_heading(doc, device);
  assert_int_equal(cvs_report_group(report, doc, &error), CVS_OK);
  const cvs_warning warning = {"srm-mismatch", "the split is broken", "srm", by, 0};
  if (warn)
    cvs_report_warn(report, &warning);
}

static void json_ends_with_the_warnings(void **state) {
  (void)state;
  cvs_report *report = open_report("json");
  add_group(report, "mobile", true);
  add_group(report, "desktop", false);

  char *text = finish(report);

  assert_string_equal(text, "{\n"
                            "  \"schema\": \"convstat.test/1\",\n"
                            "  \"convstat\": \"0.1.0\",\n"
                            "  \"input\": null,\n"
                            "  \"settings\": {\"alpha\": 0.05, \"method\": \"auto\"},\n"
                            "  \"groups\": [\n"
                            "    {\n"
                            "      \"by\": {\"device\": \"mobile\"}\n"
                            "    },\n"
                            "    {\n"
                            "      \"by\": {\"device\": \"desktop\"}\n"
                            "    }\n"
                            "  ],\n"
                            "  \"warnings\": [\n"
                            "    {\n"
                            "      \"code\": \"srm-mismatch\",\n"
                            "      \"message\": \"the split is broken\",\n"
                            "      \"group\": {\"device\": \"mobile\"},\n"
                            "      \"field\": \"srm\"\n"
                            "    }\n"
                            "  ]\n"
                            "}\n");
  assert_string_equal(cvs_report_warnings(report), "");
  free(text);
  cvs_report_free(report);
}

static void json_without_groups_and_warnings_is_whole(void **state) {
  (void)state;
  cvs_report *report = open_report("json");

  char *text = finish(report);

  assert_string_equal(strstr(text, "  \"groups\""), "  \"groups\": [],\n  \"warnings\": []\n}\n");
  free(text);
  cvs_report_free(report);
}

static void csv_keeps_its_warnings_apart_one_a_line(void **state) {
  (void)state;
  cvs_report *report = open_report("csv");
  add_group(report, "mobile", true);
  add_group(report, "de\nsk", true);

  char *text = finish(report);

  assert_string_equal(text, "device\nmobile\n\"de\nsk\"\n");
  assert_string_equal(cvs_report_warnings(report), "device = mobile: the split is broken (srm-mismatch)\n"
                                                   "device = de\\x0Ask: the split is broken (srm-mismatch)\n");
  free(text);
  cvs_report_free(report);
}

static void text_leaves_an_empty_line_between_groups(void **state) {
  (void)state;
  cvs_report *report = open_report("text");
  add_group(report, "mobile", true);
  add_group(report, "desktop", true);

  char *text = finish(report);

  const char *second = strstr(text, "\n\n-- desktop ---");
  assert_memory_equal(text, "-- mobile ---", 13);
  assert_non_null(second);
  assert_null(strstr(second + 2, "\n\n"));
  free(text);
  cvs_report_free(report);
}

static void machines_read_no_blocks_and_only_csv_reads_rows(void **state) {
  (void)state;
  static const struct {
    const char *format;
    bool blocks;
    bool rows;
  } cases[] = {{"text", true, false}, {"json", false, false}, {"csv", false, true}, {"markdown", true, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cvs_report *report = open_report(cases[i].format);

    assert_int_equal(cvs_report_shows_blocks(report), cases[i].blocks);
    assert_int_equal(cvs_report_shows_rows(report), cases[i].rows);
    cvs_report_free(report);
  }
}

static void an_unknown_format_is_a_usage_error(void **state) {
  (void)state;
  const cvs_report_style style = {0};
  cvs_error error = {0};
  cvs_report *report = NULL;

  assert_int_equal(cvs_report_new("xml", "test", &style, &report, &error), CVS_EUSAGE);

  assert_string_equal(error.message, "unknown format 'xml'");
  assert_null(report);
}

static void a_document_that_failed_is_not_rendered(void **state) {
  (void)state;
  cvs_error error = {0};
  cvs_report *report = open_report("json");
  cvs_document *doc = cvs_report_document(report);

  doc->failed = true;

  assert_int_equal(cvs_report_group(report, doc, &error), CVS_ENOMEM);
  cvs_report_free(report);
}

static void a_by_column_named_like_an_output_column_comes_out_as_a_usage_error(void **state) {
  (void)state;
  cvs_error error = {0};
  cvs_report *report = open_report("csv");
  cvs_document *doc = cvs_report_document(report);
  cvs_node *by = cvs_doc_record(doc, doc->root, "by");
  cvs_doc_text(doc, by, "device", "mobile");
  const cvs_row_part parts[] = {{"", by}, {"", by}};
  cvs_doc_row(doc, parts, 2);

  assert_int_equal(cvs_report_group(report, doc, &error), CVS_EUSAGE);

  assert_non_null(strstr(error.message, "\"device\""));
  cvs_report_free(report);
}

static void a_saved_report_is_what_was_copied(void **state) {
  (void)state;
  char path[] = "/tmp/convstat-test-report-XXXXXX";
  const int made = mkstemp(path);
  assert_true(made >= 0);
  (void)close(made);
  cvs_error error = {0};
  cvs_report *report = open_report("csv");
  add_group(report, "mobile", false);
  char *copied = finish(report);

  assert_int_equal(cvs_report_save(report, path, &error), CVS_OK);

  FILE *file = fopen(path, "r");
  assert_non_null(file);
  char *saved = read_all(file);
  assert_string_equal(saved, copied);
  (void)fclose(file);
  (void)unlink(path);
  free(saved);
  free(copied);
  cvs_report_free(report);
}

static void a_full_device_is_an_error_that_names_it(void **state) {
  (void)state;
  cvs_error error = {0};
  cvs_report *report = open_report("csv");
  add_group(report, "mobile", false);
  assert_int_equal(cvs_report_end(report, &error), CVS_OK);
  const int full = open("/dev/full", O_WRONLY);
  if (full < 0)
    skip(); /* the device is Linux's */

  assert_int_equal(cvs_report_copy(report, full, "standard output", &error), CVS_EIO);

  assert_string_equal(error.source, "standard output");
  (void)close(full);
  cvs_report_free(report);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_ends_with_the_warnings),
      cmocka_unit_test(json_without_groups_and_warnings_is_whole),
      cmocka_unit_test(csv_keeps_its_warnings_apart_one_a_line),
      cmocka_unit_test(text_leaves_an_empty_line_between_groups),
      cmocka_unit_test(machines_read_no_blocks_and_only_csv_reads_rows),
      cmocka_unit_test(an_unknown_format_is_a_usage_error),
      cmocka_unit_test(a_document_that_failed_is_not_rendered),
      cmocka_unit_test(a_by_column_named_like_an_output_column_comes_out_as_a_usage_error),
      cmocka_unit_test(a_saved_report_is_what_was_copied),
      cmocka_unit_test(a_full_device_is_an_error_that_names_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
