/* The head of a report: input and settings as INTERFACE names them. */
#include "report/report.h"
#include "support/sample_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A dataset read from a file with this content; the path is left in `path`. */
static cvs_dataset *read_text(char *path, const char *content, bool skip_bad) {
  const int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, content, strlen(content)), (ssize_t)strlen(content));
  (void)close(descriptor);
  const char *paths[] = {path};
  const cvs_read_options options = {.skip_bad = skip_bad};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;
  assert_int_equal(cvs_dataset_read(paths, 1, &options, &dataset, &error), CVS_OK);
  return dataset;
}

static void names_files_roles_and_rows(void **state) {
  (void)state;
  char path[] = "/tmp/convstat-test-head-XXXXXX";
  cvs_dataset *dataset = read_text(path, "arm,users,signups\na,100,10\nb,100,12\n", false);
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  cvs_build_head(&doc, dataset, NULL, 0);

  assert_false(doc.failed);
  const cvs_node *input = find_member(doc.root, "input");
  assert_string_equal(find_member(input, "shape")->value.text, "counts");
  assert_int_equal(find_member(input, "rows")->value.count, 2);
  assert_int_equal(find_member(input, "rows_skipped")->value.count, 0);
  assert_string_equal(find_member(input, "files")->value.children.first->value.text, path);
  const cvs_node *columns = find_member(input, "columns")->value.children.first;
  assert_string_equal(find_member(columns, "file")->value.text, path);
  const cvs_node *roles = find_member(columns, "roles");
  assert_string_equal(find_member(roles, "variant")->value.text, "arm");
  assert_string_equal(find_member(roles, "visitors")->value.text, "users");
  assert_string_equal(find_member(roles, "conversions")->value.text, "signups");
  const cvs_node *quality = find_member(input, "quality");
  assert_int_equal(find_member(quality, "users")->kind, CVS_NODE_NULL);
  assert_null(find_member(quality, "rows_skipped")->value.children.first);
  cvs_document_free(&doc);
  cvs_dataset_free(dataset);
  (void)unlink(path);
}

static void shows_the_roles_at_the_end_where_they_may_be_left_out(void **state) {
  (void)state;
  char path[] = "/tmp/convstat-test-head-XXXXXX";
  cvs_dataset *dataset = read_text(path, "arm,users,signups\na,100,10\nb,100,12\n", false);
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  cvs_build_head(&doc, dataset, NULL, 0);

  assert_string_equal(doc.first_block->label, "Input");
  assert_true(doc.first_block->secondary);
  assert_non_null(strstr(doc.first_block->text, ": variant = arm, visitors = users, conversions = signups"));
  assert_null(doc.first_block->next);
  cvs_document_free(&doc);
  cvs_dataset_free(dataset);
  (void)unlink(path);
}

static void skipped_rows_are_counted_by_reason_and_come_first(void **state) {
  (void)state;
  char path[] = "/tmp/convstat-test-head-XXXXXX";
  cvs_dataset *dataset = read_text(path, "arm,users,signups\na,100,10\nb,x,12\nb,100,12\n", true);
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  cvs_build_head(&doc, dataset, NULL, 0);

  const cvs_node *input = find_member(doc.root, "input");
  const cvs_node *reasons = find_member(find_member(input, "quality"), "rows_skipped");
  assert_int_equal(find_member(input, "rows_skipped")->value.count, 1);
  assert_int_equal(reasons->value.children.first->value.count, 1);
  assert_int_equal(doc.first_block->kind, CVS_BLOCK_CHECKS);
  assert_false(doc.first_block->secondary);
  assert_memory_equal(doc.first_block->first_item->text, "1 of 3 rows could not be read and is left out: ", 47);
  cvs_document_free(&doc);
  cvs_dataset_free(dataset);
  (void)unlink(path);
}

static void counts_given_as_words_have_no_files(void **state) {
  (void)state;
  const char *const words[] = {"control=10/100", "green=12/100"};
  cvs_error error = {0};
  cvs_dataset *dataset = NULL;
  assert_int_equal(cvs_dataset_parse(words, 2, &dataset, &error), CVS_OK);
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  cvs_build_head(&doc, dataset, NULL, 0);

  assert_null(find_member(find_member(doc.root, "input"), "files")->value.children.first);
  assert_null(doc.first_block);
  cvs_document_free(&doc);
  cvs_dataset_free(dataset);
}

static void settings_are_text_or_number(void **state) {
  (void)state;
  const cvs_setting settings[] = {{"alpha", NULL, 0.05}, {"method", "auto", 0}};
  cvs_document doc = {0};
  cvs_document_reset(&doc);

  cvs_build_head(&doc, NULL, settings, 2);

  const cvs_node *record = find_member(doc.root, "settings");
  assert_int_equal(find_member(doc.root, "input")->kind, CVS_NODE_NULL);
  assert_int_equal(find_member(record, "alpha")->kind, CVS_NODE_NUMBER);
  assert_string_equal(find_member(record, "method")->value.text, "auto");
  cvs_document_free(&doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_files_roles_and_rows),
      cmocka_unit_test(shows_the_roles_at_the_end_where_they_may_be_left_out),
      cmocka_unit_test(skipped_rows_are_counted_by_reason_and_come_first),
      cmocka_unit_test(counts_given_as_words_have_no_files),
      cmocka_unit_test(settings_are_text_or_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
