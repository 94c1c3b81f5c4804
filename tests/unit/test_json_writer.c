/* JSON text, byte by byte. */
#include "report/json_writer.h"
#include "support/sample_document.h"

#include <stdlib.h>

static void commas_and_indentation_follow_the_nesting(void **state) {
  (void)state;
  cvs_strbuf out = {0};
  cvs_json_writer json = {.out = &out};

  cvs_json_open(&json, NULL, '{', false);
  cvs_json_count(&json, "visitors", 50000);
  cvs_json_open(&json, "rate", '{', true);
  cvs_json_number(&json, "lower", 0.1);
  cvs_json_null(&json, "upper");
  cvs_json_close(&json, '}');
  cvs_json_open(&json, "arms", '[', false);
  cvs_json_bool(&json, NULL, true);
  cvs_json_bool(&json, NULL, false);
  cvs_json_close(&json, ']');
  cvs_json_close(&json, '}');

  assert_string_equal(cvs_strbuf_text(&out), "{\n"
                                             "  \"visitors\": 50000,\n"
                                             "  \"rate\": {\"lower\": 0.1, \"upper\": null},\n"
                                             "  \"arms\": [\n"
                                             "    true,\n"
                                             "    false\n"
                                             "  ]\n"
                                             "}");
  cvs_strbuf_free(&out);
}

static void empty_objects_and_arrays_stand_on_one_line(void **state) {
  (void)state;
  cvs_strbuf out = {0};
  cvs_json_writer json = {.out = &out};

  cvs_json_open(&json, NULL, '[', false);
  cvs_json_open(&json, NULL, '{', false);
  cvs_json_close(&json, '}');
  cvs_json_open(&json, NULL, '[', true);
  cvs_json_close(&json, ']');
  cvs_json_close(&json, ']');

  assert_string_equal(cvs_strbuf_text(&out), "[\n  {},\n  []\n]");
  cvs_strbuf_free(&out);
}

static void strings_are_escaped_as_rfc_8259_asks(void **state) {
  (void)state;
  cvs_strbuf out = {0};
  cvs_json_writer json = {.out = &out};

  cvs_json_string(&json, "a\"b", "\\ / \b\f\n\r\t \x01\x1f\x7f \xD7\x99\xD7\xA8\xD7\x95\xD7\xA7");

  assert_string_equal(cvs_strbuf_text(&out), "\"a\\\"b\": \"\\\\ / \\b\\f\\n\\r\\t \\u0001\\u001f\\u007f "
                                             "\xD7\x99\xD7\xA8\xD7\x95\xD7\xA7\"");
  cvs_strbuf_free(&out);
}

static void numbers_read_back_to_the_same_double(void **state) {
  (void)state;
  static const double values[] = {0.1, 1e-300, 0.30000000000000004, -1.7976931348623157e308, 5e-324, 123456789012};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    cvs_strbuf out = {0};
    cvs_json_writer json = {.out = &out};

    cvs_json_number(&json, NULL, values[i]);

    assert_memory_equal(&(double){strtod(cvs_strbuf_text(&out), NULL)}, &values[i], sizeof(double));
    cvs_strbuf_free(&out);
  }
}

static void deep_nesting_is_indented_all_the_way(void **state) {
  (void)state;
  cvs_strbuf out = {0};
  cvs_json_writer json = {.out = &out, .depth = 20};

  cvs_json_null(&json, NULL);

  assert_int_equal(out.length, 1 + 40 + 4);
  cvs_strbuf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(commas_and_indentation_follow_the_nesting),
      cmocka_unit_test(empty_objects_and_arrays_stand_on_one_line),
      cmocka_unit_test(strings_are_escaped_as_rfc_8259_asks),
      cmocka_unit_test(numbers_read_back_to_the_same_double),
      cmocka_unit_test(deep_nesting_is_indented_all_the_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
