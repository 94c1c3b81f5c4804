/* Encodings to UTF-8. Byte sequences are those of the Unicode Standard, chapter 3, and of the code pages. */
#include "data/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* What decoding comes to. */
typedef struct decoded {
  char text[512];
  size_t length;
  char encoding[64];
  cvs_status status;
  cvs_error error;
} decoded;

static decoded decode(const char *bytes, size_t length, const char *encoding) {
  decoded d = {0};
  cvs_input *input = NULL;
  cvs_decoder *decoder = NULL;
  assert_int_equal(cvs_input_from_memory("text", bytes, length, &input, &d.error), CVS_OK);
  d.status = cvs_decoder_new(input, encoding, &decoder, &d.error);
  for (size_t piece = 1; d.status == CVS_OK && piece > 0; d.length += piece)
    d.status = cvs_decoder_read(decoder, d.text + d.length, 16, &piece, &d.error);
  if (decoder != NULL)
    memcpy(d.encoding, cvs_decoder_encoding(decoder), strlen(cvs_decoder_encoding(decoder)) + 1);
  cvs_decoder_free(decoder);
  cvs_input_close(input);
  return d;
}

static void check_text(const char *bytes, size_t length, const char *encoding, const char *want, const char *name) {
  const decoded got = decode(bytes, length, encoding);
  assert_int_equal(got.status, CVS_OK);
  assert_string_equal(got.text, want);
  assert_int_equal(got.length, strlen(want));
  assert_string_equal(got.encoding, name);
}
#define BYTES(text) text, sizeof(text) - 1

static void utf8_passes_with_and_without_its_mark(void **state) {
  (void)state;
  check_text(BYTES("gr\xC3\xBCn, a longer text than one read"), NULL, "grün, a longer text than one read", "UTF-8");
  check_text(BYTES("\xEF\xBB\xBFgr\xC3\xBCn"), NULL, "grün", "UTF-8");
  check_text(BYTES("\xEF\xBB\xBF"), NULL, "", "UTF-8");
  check_text(BYTES(""), NULL, "", "UTF-8");
  check_text(BYTES("abc"), "utf-8", "abc", "UTF-8");
}

static void utf16_is_known_by_its_mark(void **state) {
  (void)state;
  check_text(BYTES("\xFF\xFEg\0\xFC\0\x3D\xD8\x00\xDE"), NULL, "gü\U0001F600", "UTF-16LE");
  check_text(BYTES("\xFE\xFF\0g\0\xFC\xD8\x3D\xDE\x00"), NULL, "gü\U0001F600", "UTF-16BE");
  check_text(BYTES("\xFF\xFE\0\0g\0\0\0"), NULL, "g", "UTF-32LE");
}

static void a_mark_beats_the_encoding_that_was_named(void **state) {
  (void)state;
  check_text(BYTES("\xEF\xBB\xBFgr\xC3\xBCn"), "windows-1252", "grün", "UTF-8");
}

static void code_pages_are_read_by_name(void **state) {
  (void)state;
  check_text(BYTES("gr\xFCn"), "windows-1252", "grün", "windows-1252");
  check_text(BYTES("\xE0\xE1"), "windows-1255", "אב", "windows-1255");
  check_text(BYTES("\x83\x65"), "SHIFT_JIS", "テ", "SHIFT_JIS");
}

static void a_letter_held_back_for_a_mark_is_not_lost_at_the_end(void **state) {
  (void)state;
  check_text(BYTES("a\xE1"), "windows-1255", "aב", "windows-1255");
  check_text(BYTES("\xE1\xCC"), "windows-1255", "\uFB31", "windows-1255"); /* bet with dagesh */
}

static void what_stands_before_a_wrong_byte_is_delivered_first(void **state) {
  (void)state;

  const decoded got = decode(BYTES("abc\xFF\xFF"), "SHIFT_JIS");

  assert_int_equal(got.status, CVS_EDATA);
  assert_string_equal(got.text, "abc");
  assert_string_equal(got.error.message, "byte 0xFF cannot be read here, expected text in SHIFT_JIS (--encoding)");
}

static void half_a_character_at_the_end_is_an_error(void **state) {
  (void)state;

  const decoded got = decode(BYTES("\xFF\xFEg\0x"), NULL);

  assert_int_equal(got.status, CVS_EDATA);
  assert_string_equal(got.text, "g");
  assert_string_equal(got.error.message, "the text ends in the middle of a character, expected UTF-16LE");
}

static void characters_split_between_reads_are_put_together(void **state) {
  (void)state;
  enum { COUNT = 40000 };
  char *const bytes = malloc(2 * COUNT + 2);
  char *const text = malloc(2 * COUNT + 64);
  memcpy(bytes, "\xFF\xFE", 2);
  for (size_t i = 0; i < COUNT; i++)
    memcpy(bytes + 2 + 2 * i, "\xFC\0", 2);
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_decoder *decoder = NULL;
  size_t length = 0;

  assert_int_equal(cvs_input_from_memory("text", bytes, 2 * COUNT + 2, &input, &error), CVS_OK);
  assert_int_equal(cvs_decoder_new(input, NULL, &decoder, &error), CVS_OK);
  for (size_t piece = 1; piece > 0; length += piece)
    assert_int_equal(cvs_decoder_read(decoder, text + length, 17, &piece, &error), CVS_OK);

  assert_int_equal(length, 2 * COUNT);
  for (size_t i = 0; i < COUNT; i++)
    assert_memory_equal(text + 2 * i, "ü", 2);
  cvs_decoder_free(decoder);
  cvs_input_close(input);
  free(text);
  free(bytes);
}

static void names_that_would_drop_bytes_in_silence_are_not_known(void **state) {
  (void)state;
  assert_true(cvs_encoding_known("UTF-16LE"));
  assert_true(cvs_encoding_known("windows-1251"));
  assert_false(cvs_encoding_known("ASCII//IGNORE"));
  assert_false(cvs_encoding_known("utf-99"));
  assert_false(cvs_encoding_known(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(utf8_passes_with_and_without_its_mark),
      cmocka_unit_test(utf16_is_known_by_its_mark),
      cmocka_unit_test(a_mark_beats_the_encoding_that_was_named),
      cmocka_unit_test(code_pages_are_read_by_name),
      cmocka_unit_test(a_letter_held_back_for_a_mark_is_not_lost_at_the_end),
      cmocka_unit_test(what_stands_before_a_wrong_byte_is_delivered_first),
      cmocka_unit_test(half_a_character_at_the_end_is_an_error),
      cmocka_unit_test(characters_split_between_reads_are_put_together),
      cmocka_unit_test(names_that_would_drop_bytes_in_silence_are_not_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
