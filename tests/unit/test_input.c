/* Bytes from files and memory, plain and packed. */
#include "data/input.h"
#include "support/dataset_text.h"
#include "support/packed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>
#include <cmocka.h>

enum { TEXT_LENGTH = 300000, PACKED_MAX = 400000 };

/* Text that packs badly enough to need several reads. */
static char *make_text(void) {
  char *const text = malloc(TEXT_LENGTH);
  assert_non_null(text);
  uint32_t state = 1;
  for (size_t i = 0; i < TEXT_LENGTH; i++) {
    state = state * 1664525U + 1013904223U; /* Numerical Recipes' quick generator */
    text[i] = (char)('!' + state / 16777216U % 90U);
  }
  return text;
}

/* Reads to the end in small pieces; the text so far, and how it ended. */
static cvs_status read_to_end(cvs_input *input, char *out, size_t *length, cvs_error *error) {
  size_t piece = 1;
  *length = 0;
  while (piece > 0) {
    const cvs_status status = cvs_input_read(input, out + *length, 777, &piece, error);
    if (status != CVS_OK)
      return status;
    *length += piece;
  }
  return CVS_OK;
}

static void check_unpacks(const unsigned char *packed, size_t length, const char *text, size_t text_length) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  char *const out = malloc(2 * TEXT_LENGTH + 777);
  size_t got = 0;

  assert_int_equal(cvs_input_from_memory("packed", packed, length, &input, &error), CVS_OK);
  assert_int_equal(read_to_end(input, out, &got, &error), CVS_OK);

  assert_int_equal(got, text_length);
  assert_memory_equal(out, text, text_length);
  cvs_input_close(input);
  free(out);
}

static void check_breaks(const unsigned char *packed, size_t length, const char *message) {
  cvs_error error = {0};
  cvs_input *input = NULL;
  char *const out = malloc(2 * TEXT_LENGTH + 777);
  size_t got = 0;

  assert_int_equal(cvs_input_from_memory("packed", packed, length, &input, &error), CVS_OK);
  assert_int_equal(read_to_end(input, out, &got, &error), CVS_EDATA);

  assert_string_equal(error.message, message);
  cvs_input_close(input);
  free(out);
}

static void a_file_is_read_as_it_stands(void **state) {
  (void)state;
  const char *const path = write_temporary("a,b\n", 4);
  char out[1000];
  size_t length = 0;
  cvs_error error = {0};
  cvs_input *input = NULL;

  assert_int_equal(cvs_input_open(path, &input, &error), CVS_OK);
  assert_int_equal(read_to_end(input, out, &length, &error), CVS_OK);

  assert_string_equal(cvs_input_name(input), path);
  assert_int_equal(length, 4);
  assert_memory_equal(out, "a,b\n", 4);
  cvs_input_close(input);
  assert_int_equal(unlink(path), 0);
}

static void gzip_is_known_by_content_and_its_members_follow_each_other(void **state) {
  (void)state;
  char *const text = make_text();
  unsigned char *const packed = malloc(2 * PACKED_MAX);
  const size_t half = TEXT_LENGTH / 2;
  const size_t first = pack_gzip(text, half, packed, PACKED_MAX);
  const size_t second = pack_gzip(text + half, TEXT_LENGTH - half, packed + first, PACKED_MAX);

  check_unpacks(packed, first, text, half);
  check_unpacks(packed, first + second, text, TEXT_LENGTH);

  memset(packed + first, 0, 512); /* what a tape leaves */
  check_unpacks(packed, first + 512, text, half);
  memcpy(packed + first, "rubbish", 7);
  check_breaks(packed, first + 7, "the gzip data is damaged, expected a whole gzip file");
  free(packed);
  free(text);
}

static void zstd_is_known_by_content_and_its_frames_follow_each_other(void **state) {
  (void)state;
  char *const text = make_text();
  unsigned char *const packed = malloc(2 * PACKED_MAX);
  const size_t half = TEXT_LENGTH / 2;
  const size_t first = ZSTD_compress(packed, PACKED_MAX, text, half, 3);
  const size_t second = ZSTD_compress(packed + first, PACKED_MAX, text + half, TEXT_LENGTH - half, 3);

  check_unpacks(packed, first + second, text, TEXT_LENGTH);
  free(packed);
  free(text);
}

/* pzstd begins with a skippable frame (RFC 8878, section 3.1.2): 8 bytes of header, and its content. */
static void a_zstd_frame_to_be_skipped_may_come_first(void **state) {
  (void)state;
  static const unsigned char skipped[] = {0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
  static const char *const text = "a,b\n1,2\n";
  unsigned char packed[1000];
  memcpy(packed, skipped, sizeof skipped);
  const size_t length =
      sizeof skipped + ZSTD_compress(packed + sizeof skipped, sizeof packed - sizeof skipped, text, strlen(text), 3);

  for (unsigned char kind = 0x50; kind <= 0x5F; kind++) {
    packed[0] = kind;
    check_unpacks(packed, length, text, strlen(text));
  }

  packed[0] = 0x60; /* no kind of them: text, as it stands */
  check_unpacks(packed, length, (const char *)packed, length);
}

/* A whole frame of nothing that asks for 2 GiB: a window descriptor with the exponent 21 (RFC 8878, section 3.1.1.1.2),
 * and an empty last block. */
static void a_window_of_zstd_that_is_too_wide_is_no_damage(void **state) {
  (void)state;
  static const unsigned char wide[] = {0x28, 0xB5, 0x2F, 0xFD, 0x00, 21 << 3, 0x01, 0x00, 0x00};
  static const unsigned char usual[] = {0x28, 0xB5, 0x2F, 0xFD, 0x00, 17 << 3, 0x01, 0x00, 0x00};

  check_unpacks(usual, sizeof usual, "", 0); /* 128 MiB */
  check_breaks(
      wide, sizeof wide,
      "the zstd data needs a window of more than 128 MiB, expected no more: unpack it first (zstd -dc --long=31 "
      "FILE | convstat ...)");
}

static void check_is(const char *bytes, size_t length, const char *message) {
  check_breaks((const unsigned char *)bytes, length, message);
}

/* Magic numbers from the formats' own papers: PKWARE's APPNOTE 4.3.7, the .xz file format 2.1.1.1, ... */
static void what_is_known_to_be_no_text_is_named(void **state) {
  (void)state;
#define CHECK_IS(bytes, message) check_is(bytes, sizeof(bytes) - 1, message)
  CHECK_IS("PK\3\4\x14\0\6\0",
           "is a zip archive or an Excel workbook (.xlsx), expected text: unpack it, or save it as CSV");
  CHECK_IS("\xFD"
           "7zXZ\0\0\4",
           "is xz data, expected text, gzip or zstd: unpack it first (xz -dc FILE | convstat ...)");
  CHECK_IS("BZh91AY&SY\1\2",
           "is bzip2 data, expected text, gzip or zstd: unpack it first (bzip2 -dc FILE | convstat ...)");
  CHECK_IS("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", "is an old Excel workbook (.xls), expected text: save it as CSV");
  CHECK_IS("7z\xBC\xAF\x27\x1C\0\4", "is a 7z archive, expected text, gzip or zstd: unpack it first");
  CHECK_IS("PAR1\x15\4\x15", "is a Parquet file, expected text: save it as CSV");
#undef CHECK_IS
}

static void text_that_begins_like_one_of_them_is_text(void **state) {
  (void)state;
  static const char *const text[] = {"PK,variant\n", "BZh9,variant\n", "7z,a\n", "PAR1,a\n", "P"};
  for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
    check_unpacks((const unsigned char *)text[i], strlen(text[i]), text[i], strlen(text[i]));
}

static void packed_data_that_ends_early_is_an_error_wherever_it_ends(void **state) {
  (void)state;
  char *const text = make_text();
  unsigned char *const gzip = malloc(PACKED_MAX);
  unsigned char *const zstd = malloc(PACKED_MAX);
  const size_t gzip_length = pack_gzip(text, TEXT_LENGTH, gzip, PACKED_MAX);
  const size_t zstd_length = ZSTD_compress(zstd, PACKED_MAX, text, TEXT_LENGTH, 3);

  for (size_t cut = 1; cut < 9; cut++) /* within the checksum */
    check_breaks(gzip, gzip_length - cut, "the gzip data ends early, expected a whole gzip file");
  for (size_t length = 4; length < gzip_length; length += gzip_length / 7)
    check_breaks(gzip, length, "the gzip data ends early, expected a whole gzip file");
  for (size_t length = 4; length < zstd_length; length += zstd_length / 7)
    check_breaks(zstd, length, "the zstd data ends early, expected a whole zstd file");
  free(zstd);
  free(gzip);
  free(text);
}

static void a_wrong_checksum_is_damage(void **state) {
  (void)state;
  char *const text = make_text();
  unsigned char *const packed = malloc(PACKED_MAX);
  const size_t length = pack_gzip(text, TEXT_LENGTH, packed, PACKED_MAX);

  packed[length - 5] ^= 1U; /* CRC-32 */

  check_breaks(packed, length, "the gzip data is damaged, expected a whole gzip file");
  free(packed);
  free(text);
}

static void what_cannot_be_opened_says_why(void **state) {
  (void)state;
  cvs_error missing = {0};
  cvs_error folder = {0};
  cvs_input *input = NULL;

  assert_int_equal(cvs_input_open("/nonexistent/file.csv", &input, &missing), CVS_EIO);
  assert_null(input);
  assert_string_equal(missing.source, "/nonexistent/file.csv");
  assert_string_equal(missing.message, "cannot be opened: No such file or directory");

  assert_int_equal(cvs_input_open("/", &input, &folder), CVS_EIO);
  assert_string_equal(folder.message, "is a directory, expected a file");
}

static void nothing_at_all_is_an_end(void **state) {
  (void)state;
  check_unpacks((const unsigned char *)"", 0, "", 0);
  check_unpacks((const unsigned char *)"\x1F", 1, "\x1F", 1);
}

static void a_plain_file_can_be_read_at_any_place(void **state) {
  (void)state;
  const char *const path = write_temporary("a,b\n1,2\n", 8);
  char out[100];
  uint64_t offset = 9;
  uint64_t end = 9;
  size_t length = 0;
  cvs_error error = {0};
  cvs_input *input = NULL;
  cvs_stretch stretch = {4, out, sizeof out, 0};
  assert_int_equal(cvs_input_open(path, &input, &error), CVS_OK);
  assert_false(cvs_input_is_plain_file(input, &offset, &end)); /* nobody has looked at it yet */

  assert_int_equal(cvs_input_read(input, out, 3, &length, &error), CVS_OK);
  assert_true(cvs_input_is_plain_file(input, &offset, &end));
  assert_int_equal(cvs_input_read_at(input, &stretch, &error), CVS_OK);

  assert_int_equal(offset, 3);
  assert_int_equal(end, 8);
  assert_int_equal(stretch.length, 4);
  assert_memory_equal(out, "1,2\n", 4);
  assert_int_equal(cvs_input_total(input), 8);
  assert_int_equal(cvs_input_read(input, out, 100, &length, &error), CVS_OK); /* goes on where it stood */
  assert_memory_equal(out, "\n1,2\n", length);
  cvs_input_close(input);
  assert_int_equal(unlink(path), 0);
}

static void packed_data_is_no_plain_file_but_can_be_read_again(void **state) {
  (void)state;
  unsigned char packed[1000];
  const size_t stored = ZSTD_compress(packed, sizeof packed, "a,b\n", 4, 3);
  const char *const path = write_temporary(packed, stored);
  char out[1000];
  uint64_t offset = 0;
  uint64_t end = 0;
  size_t length = 0;
  cvs_error error = {0};
  cvs_input *input = NULL;
  assert_int_equal(cvs_input_open(path, &input, &error), CVS_OK);
  assert_int_equal(read_to_end(input, out, &length, &error), CVS_OK);
  assert_false(cvs_input_is_plain_file(input, &offset, &end));
  assert_true(cvs_input_can_rewind(input));
  assert_int_equal(cvs_input_taken(input), stored);

  assert_int_equal(cvs_input_rewind(input, &error), CVS_OK);
  assert_int_equal(cvs_input_taken(input), 0);
  assert_int_equal(read_to_end(input, out, &length, &error), CVS_OK);

  assert_int_equal(length, 4);
  assert_memory_equal(out, "a,b\n", 4);
  cvs_input_close(input);
  assert_int_equal(unlink(path), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_is_read_as_it_stands),
      cmocka_unit_test(gzip_is_known_by_content_and_its_members_follow_each_other),
      cmocka_unit_test(zstd_is_known_by_content_and_its_frames_follow_each_other),
      cmocka_unit_test(a_zstd_frame_to_be_skipped_may_come_first),
      cmocka_unit_test(a_window_of_zstd_that_is_too_wide_is_no_damage),
      cmocka_unit_test(what_is_known_to_be_no_text_is_named),
      cmocka_unit_test(text_that_begins_like_one_of_them_is_text),
      cmocka_unit_test(packed_data_that_ends_early_is_an_error_wherever_it_ends),
      cmocka_unit_test(a_wrong_checksum_is_damage),
      cmocka_unit_test(what_cannot_be_opened_says_why),
      cmocka_unit_test(nothing_at_all_is_an_end),
      cmocka_unit_test(a_plain_file_can_be_read_at_any_place),
      cmocka_unit_test(packed_data_is_no_plain_file_but_can_be_read_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
