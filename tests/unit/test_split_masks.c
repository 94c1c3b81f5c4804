/* Positions of delimiters, line ends and notices: those that a walk from byte to byte finds. */
#include "data/split_masks.h"

#include "data/split.h"
#include "num/num.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { LENGTH = 600, CASES = 4000 };
static const uint64_t SEED = 64;

/* What a walk from byte to byte finds. */
typedef struct walked {
  uint32_t stop[LENGTH + 1];
  size_t stop_count;
  size_t line_count;
  cvs_split_notice notice[LENGTH];
  size_t notice_count;
} walked;

/* The byte before the one at hand. */
typedef struct before {
  bool inside;
  bool stops;
  bool closes;
  bool returns;
  bool wide;
} before;

static void notice(walked *out, uint32_t at, uint32_t kind) {
  if (kind != 0)
    out->notice[out->notice_count++] = (cvs_split_notice){at, kind};
}

/* What one byte is, and what it is to be noticed for. */
static before walk_byte(walked *out, before last, uint32_t at, char byte, char delimiter) {
  const bool quote = byte == '"';
  const bool inside = last.inside != quote;
  before now = {.inside = inside, .closes = quote && !inside, .returns = byte == '\r'};
  now.stops = !inside && (byte == delimiter || byte == '\n');
  now.wide = ((unsigned char)byte & 0x80U) != 0;
  uint32_t kind = 0;
  if (byte == '\0' || (last.returns && byte != '\n'))
    kind |= CVS_SPLIT_TROUBLE;
  if (quote && inside && !last.stops && !last.closes)
    kind |= CVS_SPLIT_TROUBLE;
  if (last.closes && !now.stops && !now.returns && !quote)
    kind |= CVS_SPLIT_TROUBLE;
  if (quote && inside && last.closes)
    kind |= CVS_SPLIT_DOUBLED;
  if (inside && byte == '\n')
    kind |= CVS_SPLIT_LINE;
  if (now.wide && (!last.wide || at % 64 == 0))
    kind |= CVS_SPLIT_WIDE;
  notice(out, at, kind);
  if (now.stops)
    out->stop[out->stop_count++] = at;
  out->line_count += now.stops && byte == '\n' ? 1 : 0;
  return now;
}

static walked walk_text(const char *text, size_t length, char delimiter) {
  walked out = {.stop = {UINT32_MAX}, .stop_count = 1};
  before last = {.stops = true};
  for (uint32_t at = 0; at < length; at++)
    last = walk_byte(&out, last, at, text[at], delimiter);
  return out;
}

static void draw_text(cvs_rng *rng, char *text) {
  static const char bytes[] = "aaaa,,,,\n\n\"\"\"\r\0 \t\xC3\xBC;|!\x7F\v";
  const uint64_t kinds = 1 + cvs_rng_below(rng, sizeof bytes - 1);
  for (size_t i = 0; i < LENGTH; i++)
    text[i] = bytes[cvs_rng_below(rng, kinds)];
  memset(text + LENGTH, '"', CVS_SPLIT_PADDING);
}

static void check_same(const cvs_split_masks *got, const walked *want) {
  assert_int_equal(got->stop_count, want->stop_count);
  assert_memory_equal(got->stop, want->stop, want->stop_count * sizeof *want->stop);
  assert_int_equal(got->line_count, want->line_count);
  assert_int_equal(got->notice_count, want->notice_count);
  assert_memory_equal(got->notice, want->notice, want->notice_count * sizeof *want->notice);
  assert_int_equal(got->notice[got->notice_count].at, CVS_SPLIT_NOWHERE);
}

/* Random texts in blocks of 64 bytes and a rest. */
static void check_masker(cvs_split_masker *masker) {
  cvs_rng *rng = NULL;
  cvs_split_masks masks;
  char text[LENGTH + CVS_SPLIT_PADDING];
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);
  assert_int_equal(cvs_split_masks_new(LENGTH, &masks), CVS_OK);
  masks.masker = masker;
  for (size_t i = 0; i < CASES; i++) {
    draw_text(rng, text);
    const uint32_t first = 64 * (uint32_t)cvs_rng_below(rng, LENGTH / 64);
    const uint32_t length = first + (uint32_t)cvs_rng_below(rng, LENGTH - first + 1);
    const walked want = walk_text(text, length, ',');

    cvs_split_masks_start(&masks);
    cvs_split_masks_add(&masks, text, 0, first, ',');
    cvs_split_masks_add(&masks, text, first, length - first, ',');

    check_same(&masks, &want);
  }
  cvs_split_masks_free(&masks);
  cvs_rng_free(rng);
}

static void the_kernel_finds_what_a_walk_finds(void **state) {
  (void)state;
  check_masker(cvs_split_kernel);
}

static void so_does_the_one_for_processors_with_avx2(void **state) {
  (void)state;
#ifdef __x86_64__
  if (cvs_split_kernel_avx2() != NULL && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("popcnt")) {
    check_masker(cvs_split_kernel_avx2());
    return;
  }
#endif
  skip();
}

static void so_does_the_one_for_processors_with_avx512(void **state) {
  (void)state;
#ifdef __x86_64__
  if (cvs_split_kernel_avx512() != NULL && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt")) {
    check_masker(cvs_split_kernel_avx512());
    return;
  }
#endif
  skip();
}

static size_t count_kind(const cvs_split_notice *list, size_t count, uint32_t kind) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++)
    found += (list[i].kind & kind) != 0 ? 1 : 0;
  return found;
}

static void stretches_of_any_length_follow_one_another(void **state) {
  (void)state;
  cvs_rng *rng = NULL;
  cvs_split_masks masks;
  char text[LENGTH + CVS_SPLIT_PADDING];
  assert_int_equal(cvs_rng_new(SEED + 1, &rng), CVS_OK);
  assert_int_equal(cvs_split_masks_new(LENGTH, &masks), CVS_OK);
  for (size_t i = 0; i < CASES; i++) {
    draw_text(rng, text);
    walked want = walk_text(text, LENGTH, ';');

    cvs_split_masks_start(&masks);
    for (uint32_t at = 0; at < LENGTH;) {
      const uint32_t length = 1 + (uint32_t)cvs_rng_below(rng, LENGTH - at < 90 ? LENGTH - at : 90);
      cvs_split_masks_add(&masks, text, at, length, ';');
      at += length;
    }

    assert_int_equal(masks.stop_count, want.stop_count);
    assert_memory_equal(masks.stop, want.stop, want.stop_count * sizeof *want.stop);
    assert_int_equal(masks.line_count, want.line_count);
    assert_int_equal(count_kind(masks.notice, masks.notice_count, CVS_SPLIT_TROUBLE),
                     count_kind(want.notice, want.notice_count, CVS_SPLIT_TROUBLE));
    assert_int_equal(count_kind(masks.notice, masks.notice_count, CVS_SPLIT_DOUBLED),
                     count_kind(want.notice, want.notice_count, CVS_SPLIT_DOUBLED));
    assert_int_equal(count_kind(masks.notice, masks.notice_count, CVS_SPLIT_LINE),
                     count_kind(want.notice, want.notice_count, CVS_SPLIT_LINE));
  }
  cvs_split_masks_free(&masks);
  cvs_rng_free(rng);
}

static void what_is_forgotten_moves_the_rest_to_the_new_base(void **state) {
  (void)state;
  static const char text[160] = "a,b\nc,\xC3\xBC,d";
  cvs_split_masks masks;
  assert_int_equal(cvs_split_masks_new(LENGTH, &masks), CVS_OK);
  cvs_split_masks_add(&masks, text, 0, 10, ',');
  assert_int_equal(masks.stop_count, 5); /* and the one before the text */

  cvs_split_masks_forget(&masks, 4, 3, 0);

  assert_int_equal(masks.stop_count, 3);
  assert_int_equal(masks.stop[0] + 1U, 0);
  assert_int_equal(masks.stop[1], 1);
  assert_int_equal(masks.stop[2], 4);
  assert_int_equal(masks.line_count, 0);
  assert_int_equal(masks.notice_count, 1);
  assert_int_equal(masks.notice[0].at, 2);
  cvs_split_masks_free(&masks);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_kernel_finds_what_a_walk_finds),
      cmocka_unit_test(so_does_the_one_for_processors_with_avx2),
      cmocka_unit_test(so_does_the_one_for_processors_with_avx512),
      cmocka_unit_test(stretches_of_any_length_follow_one_another),
      cmocka_unit_test(what_is_forgotten_moves_the_rest_to_the_new_base),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
