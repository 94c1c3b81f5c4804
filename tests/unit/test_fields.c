/* The fields of a record. */
#include "data/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void add(cvs_fields *fields, const char *text, size_t length) {
  cvs_fields_add(fields, text, length);
}
#define ADD(fields, text) add(fields, text, sizeof(text) - 1)

static void fields_are_trimmed_and_terminated(void **state) {
  (void)state;
  cvs_fields fields = {0};

  ADD(&fields, " a b\t");
  ADD(&fields, "");
  ADD(&fields, " \t ");
  assert_true(cvs_fields_publish(&fields));

  assert_int_equal(fields.count, 3);
  assert_string_equal(fields.field[0].text, "a b");
  assert_int_equal(fields.field[0].length, 3);
  assert_string_equal(fields.field[1].text, "");
  assert_int_equal(fields.field[2].length, 0);
  cvs_fields_free(&fields);
}

static void the_first_field_with_a_wrong_byte_is_named(void **state) {
  (void)state;
  cvs_fields fields = {0};
  size_t index = 99;

  ADD(&fields, "gr\xC3\xBCn");
  assert_true(cvs_fields_are_utf8(&fields, &index));
  ADD(&fields, "fine");
  ADD(&fields, "\xC3");
  ADD(&fields, "\xFF");

  assert_false(cvs_fields_are_utf8(&fields, &index));
  assert_int_equal(index, 2);
  cvs_fields_free(&fields);
}

static void clearing_makes_room_for_the_next_record(void **state) {
  (void)state;
  cvs_fields fields = {0};
  ADD(&fields, "old");

  cvs_fields_clear(&fields);
  ADD(&fields, "new");
  assert_true(cvs_fields_publish(&fields));

  assert_int_equal(fields.count, 1);
  assert_string_equal(fields.field[0].text, "new");
  cvs_fields_free(&fields);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_are_trimmed_and_terminated),
      cmocka_unit_test(the_first_field_with_a_wrong_byte_is_named),
      cmocka_unit_test(clearing_makes_room_for_the_next_record),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
