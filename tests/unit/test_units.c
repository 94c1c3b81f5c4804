/* Many units through many blocks: the same for any number of threads and any limit of memory. */
#include "data/units.h"

#include "base/mem.h"
#include "data/parallel.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { BLOCKS = 8, BLOCK_ROWS = 4000, ROUNDS = 8, USERS = 100000 };
static const uint64_t MIB = 1 << 20;

static uint32_t arm_of(const void *context, uint32_t cell) {
  (void)context;
  return cell;
}

/* Any fixed numbers that look random: the finaliser of MurmurHash3. */
static uint64_t mix(uint64_t value) {
  value = (value ^ value >> 33) * UINT64_C(0xff51afd7ed558ccd);
  value = (value ^ value >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
  return value ^ value >> 33;
}

/* Row `number` of the log, of one of USERS users, every third with a long name. One in 64 rows is of another arm. */
static void add_row(cvs_unit_rows *rows, uint64_t number) {
  const uint64_t random = mix(number), user = random % USERS;
  char name[48];
  const int length = snprintf(name, sizeof name, user % 3 ? "u%06u" : "7b1c2d3e-0f4a-4b5c-8d6e-%012u", (unsigned)user);
  const cvs_unit_row row = {.key = name,
                            .key_length = (size_t)length,
                            .cell = (uint32_t)(user + ((random >> 32) % 64 == 0)) % 2,
                            .kind = (random >> 40) % 16 == 0 ? CVS_UNIT_CONVERTED : 0,
                            .step = (uint8_t)((random >> 48) % 5),
                            .time = (int64_t)number,
                            .value = (int64_t)(random >> 50)};
  assert_int_equal(cvs_unit_rows_add(rows, &row), CVS_OK);
}

/* A run over the log. Sums depend on the order within a part. */
typedef struct run {
  cvs_units *units;
  cvs_unit_rows *rows[BLOCKS];
  cvs_unit_desk desk;
  uint64_t sum[CVS_PARTS];
  uint64_t arm[CVS_PARTS][2];
  cvs_error error;
} run;

static cvs_status fold_part(void *context, size_t part, cvs_error *error) {
  run *r = context;
  return cvs_units_fold(r->units, (unsigned)part, (const cvs_unit_rows *const *)r->rows, BLOCKS, error);
}

static void fill_round(run *r, uint64_t round) {
  for (uint64_t block = 0; block < BLOCKS; block++) {
    cvs_unit_rows_begin(r->rows[block], &r->desk);
    for (uint64_t i = 0; i < BLOCK_ROWS; i++)
      add_row(r->rows[block], (round * BLOCKS + block) * BLOCK_ROWS + i);
    assert_int_equal(cvs_unit_rows_deal(r->rows[block]), CVS_OK);
  }
}

static cvs_status take(void *context, unsigned part, const cvs_unit *unit) {
  run *r = context;
  const uint64_t figures[] = {unit->cell, unit->in_several,      unit->converted,        unit->reached,
                              unit->rows, (uint64_t)unit->value, (uint64_t)unit->entered};
  for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
    r->sum[part] = mix(r->sum[part] + figures[i]);
  r->arm[part][unit->cell]++;
  return CVS_OK;
}

static run begin(const cvs_unit_terms *terms) {
  run r = {.units = NULL};
  const cvs_unit_form form = cvs_unit_form_of(terms);
  assert_int_equal(cvs_units_new(terms, arm_of, NULL, &r.units, &r.error), CVS_OK);
  for (size_t i = 0; i < BLOCKS; i++)
    assert_int_equal(cvs_unit_rows_new(&form, &r.rows[i]), CVS_OK);
  return r;
}

static cvs_status fold_rounds(run *r, unsigned workers) {
  cvs_status status = CVS_OK;
  for (uint64_t round = 0; round < ROUNDS && status == CVS_OK; round++) {
    fill_round(r, round);
    status = cvs_parallel(workers, CVS_PARTS, fold_part, r, &r->error);
    if (status == CVS_OK)
      status = cvs_units_settle(r->units, &r->error);
  }
  return status;
}

static void end(run *r) {
  cvs_units_free(r->units);
  for (size_t i = 0; i < BLOCKS; i++)
    cvs_unit_rows_free(r->rows[i]);
  cvs_unit_desk_free(&r->desk);
}

static cvs_units_quality run_all(const cvs_unit_terms *terms, unsigned workers, uint64_t sum[CVS_PARTS]) {
  run r = begin(terms);
  assert_int_equal(fold_rounds(&r, workers), CVS_OK);
  assert_int_equal(cvs_units_finish(r.units, workers, take, &r, &r.error), CVS_OK);
  cvs_units_quality quality;
  cvs_units_get_quality(r.units, &quality);
  memcpy(sum, r.sum, sizeof r.sum);
  end(&r);
  return quality;
}

static const cvs_unit_terms users = {.has_value = true};
static const cvs_unit_terms events = {
    .events = true, .has_time = true, .has_value = true, .step_count = 4, .strict = true, .window = 100000};

static void assert_same_quality(const cvs_units_quality *a, const cvs_units_quality *b) {
  assert_int_equal(a->units, b->units);
  assert_int_equal(a->in_several_arms, b->in_several_arms);
  assert_int_equal(a->duplicate_rows, b->duplicate_rows);
  assert_int_equal(a->rows_before_entry, b->rows_before_entry);
  assert_int_equal(a->rows_of_unassigned, b->rows_of_unassigned);
}

/* No limit, one that a part of them fits, and one that nothing fits. */
static void check_limits(cvs_unit_terms terms) {
  uint64_t want[CVS_PARTS], got[CVS_PARTS];
  const cvs_units_quality whole = run_all(&terms, 1, want);
  const uint64_t limits[] = {0, whole.memory_peak / 2, 1};

  assert_int_equal(whole.spilled, 0);
  for (size_t i = 0; i < 3; i++) {
    for (unsigned workers = 1; workers <= 3; workers += 2) {
      terms.memory = limits[i];
      const cvs_units_quality quality = run_all(&terms, workers, got);
      assert_memory_equal(got, want, sizeof want);
      assert_same_quality(&quality, &whole);
      assert_true((quality.spilled > 0) == (i > 0));
    }
  }
}

static void users_are_the_same_for_any_threads_and_memory(void **state) {
  (void)state;
  check_limits(users);
}

static void events_are_the_same_for_any_threads_and_memory(void **state) {
  (void)state;
  check_limits(events);
}

static void collected_events_are_those_of_the_stream_for_any_threads_and_memory(void **state) {
  (void)state;
  uint64_t streamed[CVS_PARTS], collected[CVS_PARTS];
  cvs_unit_terms terms = events;
  const cvs_units_quality stream = run_all(&terms, 1, streamed);

  terms.collect = true;
  const cvs_units_quality collect = run_all(&terms, 2, collected);

  assert_memory_equal(streamed, collected, sizeof streamed);
  assert_same_quality(&stream, &collect);
  check_limits(terms);
}

/* Each user is one of USERS, so that a plain array of them counts what the tables must find. */
static void units_and_their_rows_are_those_of_a_plain_count(void **state) {
  (void)state;
  static uint8_t arms[USERS];
  uint64_t sum[CVS_PARTS], want_units = 0, want_several = 0;
  const uint64_t rows = (uint64_t)ROUNDS * BLOCKS * BLOCK_ROWS;
  for (uint64_t number = 0; number < rows; number++) {
    const uint64_t random = mix(number), user = random % USERS;
    arms[user] |= (uint8_t)(1 << (user + ((random >> 32) % 64 == 0)) % 2);
  }
  for (size_t user = 0; user < USERS; user++) {
    want_units += arms[user] != 0;
    want_several += arms[user] == 3;
  }

  const cvs_units_quality got = run_all(&users, 2, sum);

  assert_int_equal(got.units, want_units);
  assert_int_equal(got.in_several_arms, want_several);
  assert_int_equal(got.duplicate_rows, rows - want_units);
}

static void memory_stays_near_the_limit_until_the_end(void **state) {
  (void)state;
  uint64_t sum[CVS_PARTS];
  cvs_unit_terms terms = events;
  const uint64_t whole = run_all(&terms, 2, sum).memory_peak;

  terms.memory = whole / 3;
  const uint64_t limited = run_all(&terms, 2, sum).memory_peak;

  const uint64_t round = (uint64_t)BLOCKS * BLOCK_ROWS * 128; /* entry and slots of each row, were it a new user's */
  assert_true(limited <= terms.memory + round);
  assert_true(whole > 2 * limited);
}

static size_t count_entries(const char *directory) {
  DIR *list = opendir(directory);
  assert_non_null(list);
  size_t count = 0;
  for (const struct dirent *entry = readdir(list); entry; entry = readdir(list))
    count += entry->d_name[0] != '.';
  (void)closedir(list);
  return count;
}

static void nothing_is_left_in_the_folder_after_a_kill(void **state) {
  (void)state;
  char directory[] = "/tmp/convstat-test-XXXXXX";
  int ready[2];
  char byte = 0;
  assert_non_null(mkdtemp(directory));
  assert_int_equal(pipe(ready), 0);
  const pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    cvs_unit_terms terms = users;
    terms.memory = 1;
    terms.directory = directory;
    run r = begin(&terms);
    const bool folded = fold_rounds(&r, 1) == CVS_OK;
    byte = folded ? 'y' : 'n';
    (void)!write(ready[1], &byte, 1);
    (void)pause();
    _exit(1);
  }

  assert_int_equal(read(ready[0], &byte, 1), 1);
  const size_t while_running = count_entries(directory);
  assert_int_equal(kill(child, SIGKILL), 0);
  assert_int_equal(waitpid(child, NULL, 0), child);

  assert_int_equal(byte, 'y');
  assert_int_equal(while_running, 0);
  assert_int_equal(count_entries(directory), 0);
  assert_int_equal(rmdir(directory), 0);
  (void)close(ready[0]);
  (void)close(ready[1]);
}

static void a_disk_that_fills_up_is_an_error_that_names_the_folder(void **state) {
  (void)state;
  struct rlimit before;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
  cvs_unit_terms terms = users;
  terms.memory = 1;
  terms.directory = "/tmp/.";
  run r = begin(&terms);

  const struct rlimit small = {MIB, before.rlim_max};
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  const cvs_status status = fold_rounds(&r, 2);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);

  assert_int_equal(status, CVS_EIO);
  assert_string_equal(r.error.message, "a temporary file cannot be written in directory \"/tmp/.\": File too large "
                                       "(TMPDIR names another one)");
  end(&r);
}

static cvs_status refuse(void *context, unsigned part, const cvs_unit *unit) {
  (void)context;
  (void)unit;
  return part == 3 ? CVS_ENOMEM : CVS_OK;
}

static void a_taker_that_fails_ends_the_finish_with_its_status(void **state) {
  (void)state;
  run r = begin(&users);
  fill_round(&r, 0);
  assert_int_equal(cvs_parallel(1, CVS_PARTS, fold_part, &r, &r.error), CVS_OK);

  assert_int_equal(cvs_units_finish(r.units, 2, refuse, NULL, &r.error), CVS_ENOMEM);

  assert_int_equal(r.error.status, CVS_ENOMEM);
  end(&r);
}

static void rows_out_of_order_are_told_apart_from_other_failures(void **state) {
  (void)state;
  run r = begin(&events);
  const cvs_unit_row late = {.key = "u", .key_length = 1, .cell = 0, .time = 10},
                     early = {.key = "u", .key_length = 1, .cell = 0, .time = 9};
  for (size_t i = 0; i < BLOCKS; i++) {
    cvs_unit_rows_begin(r.rows[i], &r.desk);
    if (i < 2)
      assert_int_equal(cvs_unit_rows_add(r.rows[i], i == 0 ? &late : &early), CVS_OK);
    assert_int_equal(cvs_unit_rows_deal(r.rows[i]), CVS_OK);
  }
  const bool before = cvs_units_disordered(r.units);

  const cvs_status status = cvs_parallel(2, CVS_PARTS, fold_part, &r, &r.error);

  assert_false(before);
  assert_int_equal(status, CVS_EUNDEF);
  assert_true(cvs_units_disordered(r.units));
  assert_string_equal(r.error.message, "the events of one user do not come in the order of time");
  end(&r);
}

static void terms_out_of_their_domain_are_refused(void **state) {
  (void)state;
  cvs_units *units = NULL;
  cvs_error error = {0};
  const cvs_unit_terms timeless = {.events = true};

  assert_int_equal(cvs_units_new(&timeless, arm_of, NULL, &units, &error), CVS_EINVAL);

  assert_null(units);
  assert_string_equal(error.message, "events need times, at most 32 steps and a window that is not negative");
}

/* How many of each outcome there are, and how often the units were given. */
typedef struct outcomes {
  uint64_t count[CVS_PARTS][2][5][2][2][1 << 4]; /* cell, reached, converted, in several, skipped */
  uint64_t calls[CVS_PARTS];
} outcomes;

static cvs_status take_outcome(void *context, unsigned part, const cvs_unit *unit) {
  outcomes *o = context;
  o->count[part][unit->cell][unit->reached][unit->converted][unit->in_several][unit->skipped] += unit->count;
  o->calls[part]++;
  return CVS_OK;
}

static outcomes *find_outcomes(bool alike) {
  outcomes *o = cvs_calloc(1, sizeof *o);
  assert_non_null(o);
  const cvs_unit_terms terms = {.events = true, .has_time = true, .step_count = 4, .strict = true, .alike = alike};
  run r = begin(&terms);
  assert_int_equal(fold_rounds(&r, 2), CVS_OK);
  assert_int_equal(cvs_units_finish(r.units, 2, take_outcome, o, &r.error), CVS_OK);
  end(&r);
  return o;
}

static void units_that_are_given_together_are_as_many_of_each_outcome(void **state) {
  (void)state;
  outcomes *apart = find_outcomes(false), *together = find_outcomes(true);
  uint64_t calls_apart = 0, calls_together = 0, several = 0;
  for (size_t part = 0; part < CVS_PARTS; part++) {
    calls_apart += apart->calls[part];
    calls_together += together->calls[part];
    for (size_t i = 0; i < sizeof apart->count[part] / sizeof(uint64_t); i++)
      several += i / 16 % 2 ? (&apart->count[part][0][0][0][0][0])[i] : 0;
  }

  assert_memory_equal(together->count, apart->count, sizeof apart->count);
  assert_true(several > 0);                                /* who are given by themselves, */
  assert_true(calls_together < several + calls_apart / 2); /* and few others are */
  cvs_free(apart);
  cvs_free(together);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(users_are_the_same_for_any_threads_and_memory),
      cmocka_unit_test(events_are_the_same_for_any_threads_and_memory),
      cmocka_unit_test(collected_events_are_those_of_the_stream_for_any_threads_and_memory),
      cmocka_unit_test(units_and_their_rows_are_those_of_a_plain_count),
      cmocka_unit_test(memory_stays_near_the_limit_until_the_end),
      cmocka_unit_test(nothing_is_left_in_the_folder_after_a_kill),
      cmocka_unit_test(a_disk_that_fills_up_is_an_error_that_names_the_folder),
      cmocka_unit_test(a_taker_that_fails_ends_the_finish_with_its_status),
      cmocka_unit_test(rows_out_of_order_are_told_apart_from_other_failures),
      cmocka_unit_test(terms_out_of_their_domain_are_refused),
      cmocka_unit_test(units_that_are_given_together_are_as_many_of_each_outcome),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
