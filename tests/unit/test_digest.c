/* FNV-1a of 64 bits. */
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* From the authors' test vectors (RFC 9923, FNV-1a 64). */
static void digests_are_the_published_ones(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    const char *want;
  } rows[] = {
      {"", "fnv1a64:cbf29ce484222325"}, {"a", "fnv1a64:af63dc4c8601ec8c"}, {"foobar", "fnv1a64:85944171f73967e8"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char got[CVS_DIGEST_TEXT];

    cvs_digest_text(cvs_digest_add(CVS_DIGEST_START, rows[i].bytes, strlen(rows[i].bytes)), got);

    assert_string_equal(got, rows[i].want);
  }
}

static void bytes_in_parts_have_the_digest_of_the_whole(void **state) {
  (void)state;
  const uint64_t whole = cvs_digest_add(CVS_DIGEST_START, "foobar", 6);

  const uint64_t parts = cvs_digest_add(cvs_digest_add(CVS_DIGEST_START, "foo", 3), "bar", 3);

  assert_true(parts == whole);
  assert_false(cvs_digest_add(CVS_DIGEST_START, "foobas", 6) == whole);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(digests_are_the_published_ones),
      cmocka_unit_test(bytes_in_parts_have_the_digest_of_the_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
