/* Datasets out of text, through a file as users have it. */
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

const char *write_temporary(const void *bytes, size_t length) {
  static char path[512];
  const char *const folder = getenv("TMPDIR");
  (void)snprintf(path, sizeof path, "%s/convstat-test-XXXXXX", folder != NULL ? folder : "/tmp");
  const int file = mkstemp(path);
  assert_true(file >= 0);
  for (size_t done = 0; done < length;) {
    const ssize_t written = write(file, (const char *)bytes + done, length - done);
    assert_true(written > 0);
    done += (size_t)written;
  }
  assert_int_equal(close(file), 0);
  return path;
}

cvs_dataset *read_bytes(const void *bytes, size_t length, const cvs_read_options *options, cvs_error *error) {
  static const cvs_read_options defaults;
  const char *const path = write_temporary(bytes, length);
  cvs_dataset *dataset = NULL;
  *error = (cvs_error){0};
  const cvs_status status = cvs_dataset_read(&path, 1, options == NULL ? &defaults : options, &dataset, error);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(status, error->status);
  assert_int_equal(status == CVS_OK, dataset != NULL);
  return dataset;
}

cvs_dataset *read_text(const char *text, const cvs_read_options *options, cvs_error *error) {
  return read_bytes(text, strlen(text), options, error);
}

cvs_dataset *read_good_text(const char *text, const cvs_read_options *options) {
  cvs_error error;
  cvs_dataset *const dataset = read_text(text, options, &error);
  if (dataset == NULL)
    fail_msg("line %llu: %s", (unsigned long long)error.line, error.message);
  return dataset;
}

void check_fails(const char *text, const cvs_read_options *options, cvs_status status, uint64_t line,
                 const char *message) {
  cvs_error error;
  assert_null(read_text(text, options, &error));
  assert_string_equal(error.message, message);
  assert_int_equal(error.status, status);
  assert_int_equal(error.line, line);
}

void check_arm(const cvs_dataset *dataset, size_t index, size_t arm, const char *name, cvs_sample want) {
  cvs_group group;
  cvs_dataset_group(dataset, index, &group);
  assert_true(arm < group.arm_count);
  assert_string_equal(cvs_dataset_variant(dataset, group.variant[arm]), name);
  assert_int_equal(group.arm[arm].visitors, want.visitors);
  assert_int_equal(group.arm[arm].conversions, want.conversions);
}
