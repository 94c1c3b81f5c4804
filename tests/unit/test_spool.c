/* Output that is held back. */
#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static cvs_spool *new_spool(const char *directory) {
  cvs_spool *spool = NULL;
  assert_int_equal(cvs_spool_new(directory, &spool, NULL), CVS_OK);
  return spool;
}

/* A deterministic byte for every position, so that misplaced blocks show. */
static char byte_at(uint64_t position) {
  return (char)((position * UINT64_C(2654435761)) >> 13 & 0x7F);
}

static void fill(cvs_spool *spool, uint64_t length, size_t piece) {
  char *bytes = malloc(piece);
  assert_non_null(bytes);
  while (length > 0) {
    const size_t now = length < piece ? (size_t)length : piece;
    for (size_t i = 0; i < now; i++)
      bytes[i] = byte_at(cvs_spool_length(spool) + i);
    cvs_spool_write(spool, bytes, now);
    length -= now;
  }
  free(bytes);
}

static void assert_copies_whole(cvs_spool *spool, uint64_t length) {
  FILE *file = tmpfile();
  assert_non_null(file);
  assert_int_equal(cvs_spool_copy(spool, fileno(file), "file", NULL), CVS_OK);
  rewind(file);
  for (uint64_t i = 0; i < length; i++)
    if (getc(file) != byte_at(i))
      fail_msg("byte %llu is wrong", (unsigned long long)i);
  assert_int_equal(getc(file), EOF);
  (void)fclose(file);
}

static void small_output_stays_in_memory(void **state) {
  (void)state;
  cvs_spool *spool = new_spool("/nonexistent/folder");

  cvs_spool_puts(spool, "");
  fill(spool, 1 << 20, 1000);

  assert_int_equal(cvs_spool_length(spool), 1 << 20);
  assert_copies_whole(spool, 1 << 20);
  cvs_spool_free(spool);
}

static void large_output_comes_back_whole(void **state) {
  (void)state;
  static const size_t pieces[] = {777, 1 << 20, (1 << 20) + 1, 5000000};

  for (size_t i = 0; i < 4; i++) {
    cvs_spool *spool = new_spool(NULL);
    fill(spool, 5000000, pieces[i]);
    assert_int_equal(cvs_spool_length(spool), 5000000);
    assert_copies_whole(spool, 5000000);
    assert_copies_whole(spool, 5000000); /* and again */
    cvs_spool_free(spool);
  }
}

static void the_overflow_file_has_no_name(void **state) {
  (void)state;
  char folder[] = "/tmp/convstat-test-XXXXXX";
  assert_non_null(mkdtemp(folder));
  cvs_spool *spool = new_spool(folder);

  fill(spool, 3000000, 100000);

  assert_int_equal(rmdir(folder), 0); /* it is empty */
  assert_copies_whole(spool, 3000000);
  cvs_spool_free(spool);
}

static void one_spool_is_appended_to_another(void **state) {
  (void)state;
  cvs_spool *whole = new_spool(NULL);
  cvs_spool *part = new_spool(NULL);
  fill(whole, 10, 10);
  for (uint64_t i = 0; i < 2500000; i++) {
    const char byte = byte_at(10 + i);
    cvs_spool_write(part, &byte, 1);
  }

  assert_int_equal(cvs_spool_append(whole, part, NULL), CVS_OK);

  assert_int_equal(cvs_spool_length(whole), 2500010);
  assert_copies_whole(whole, 2500010);
  cvs_spool_free(part);
  cvs_spool_free(whole);
}

static void failure_to_overflow_is_kept_for_the_copy(void **state) {
  (void)state;
  cvs_spool *spool = new_spool("/nonexistent/folder");
  cvs_error error = {0};

  assert_int_equal(cvs_spool_check(spool, &error), CVS_OK);
  fill(spool, 3000000, 100000);

  assert_int_equal(cvs_spool_check(spool, &error), CVS_EIO);
  assert_int_equal(cvs_spool_copy(spool, STDOUT_FILENO, "x", &error), CVS_EIO);
  assert_string_equal(error.source, "/nonexistent/folder");
  assert_string_equal(error.message, "no temporary file can be made here: No such file or directory");
  cvs_spool_free(spool);
}

static void a_full_device_is_named(void **state) {
  (void)state;
  cvs_spool *spool = new_spool(NULL);
  cvs_error error = {0};
  cvs_spool_puts(spool, "hello\n");
  const int full = open("/dev/full", O_WRONLY);
  assert_true(full >= 0);

  assert_int_equal(cvs_spool_copy(spool, full, "standard output", &error), CVS_EIO);

  assert_string_equal(error.source, "standard output");
  assert_string_equal(error.message, "cannot be written: No space left on device");
  (void)close(full);
  cvs_spool_free(spool);
}

static void a_closed_pipe_is_passed_over_in_silence(void **state) {
  (void)state;
  cvs_spool *spool = new_spool(NULL);
  cvs_error error = {0};
  int ends[2];
  cvs_spool_puts(spool, "hello\n");
  assert_int_equal(pipe(ends), 0);
  (void)close(ends[0]);
  (void)signal(SIGPIPE, SIG_IGN);

  assert_int_equal(cvs_spool_copy(spool, ends[1], "standard output", &error), CVS_EIO);

  assert_int_equal(error.status, CVS_EIO);
  assert_string_equal(error.message, "");
  assert_string_equal(error.source, "");
  (void)close(ends[1]);
  cvs_spool_free(spool);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_output_stays_in_memory),
      cmocka_unit_test(large_output_comes_back_whole),
      cmocka_unit_test(the_overflow_file_has_no_name),
      cmocka_unit_test(one_spool_is_appended_to_another),
      cmocka_unit_test(failure_to_overflow_is_kept_for_the_copy),
      cmocka_unit_test(a_full_device_is_named),
      cmocka_unit_test(a_closed_pipe_is_passed_over_in_silence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
