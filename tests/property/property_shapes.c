/* Users with the times of their steps and the log of the same events are counted alike: who reached each step, and who
 * skipped it. */
#include "base/strbuf.h"
#include "num/num.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { CASES = 400, STEPS = 5, USERS_MAX = 24, SECONDS = 14, NEVER = -1 };
static const uint64_t SEED = 20261122;
static const long long epoch = 1767225600; /* 2026-01-01, in seconds */
static const char *const steps[STEPS] = {"a", "b", "c", "d", "e"};

typedef struct funnel {
  cvs_read_options options;
  size_t users;
  int time[USERS_MAX][STEPS]; /* seconds; NEVER */
} funnel;

static bool draw_bool(cvs_rng *rng) {
  return cvs_rng_below(rng, 2) == 1;
}

static void draw_options(funnel *f, cvs_rng *rng) {
  cvs_steps_options *const s = &f->options.steps;
  f->options = (cvs_read_options){.first_step_enters = draw_bool(rng), .want_step_times = draw_bool(rng)};
  *s = (cvs_steps_options){.step = steps, .count = 2 + (size_t)cvs_rng_below(rng, STEPS - 1)};
  if (draw_bool(rng))
    s->window = (int64_t)(1 + cvs_rng_below(rng, SECONDS)) * 1000000;
  s->window_from_previous = s->window > 0 && draw_bool(rng);
  for (size_t i = 1; i + 1 < s->count; i++)
    s->optional |= cvs_rng_below(rng, 6) == 0 ? UINT32_C(1) << i : 0;
}

/* The first user takes all steps, so that none is unheard of. Where units enter at their first step, all take it: a log
 * has no others. */
static void draw(funnel *f, cvs_rng *rng) {
  draw_options(f, rng);
  f->users = 1 + (size_t)cvs_rng_below(rng, USERS_MAX);
  for (size_t user = 0; user < f->users; user++)
    for (size_t i = 0; i < f->options.steps.count; i++) {
      const bool must = user == 0 || (i == 0 && f->options.first_step_enters);
      f->time[user][i] = !must && cvs_rng_below(rng, 4) == 0 ? NEVER : 1 + (int)cvs_rng_below(rng, SECONDS);
    }
}

static void spell_users(const funnel *f, cvs_strbuf *out) {
  cvs_strbuf_clear(out);
  cvs_strbuf_add(out, "user,variant");
  for (size_t i = 0; i < f->options.steps.count; i++)
    cvs_strbuf_addf(out, ",%s", steps[i]);
  for (size_t user = 0; user < f->users; user++) {
    cvs_strbuf_addf(out, "\nu%zu,%s", user, user % 2 == 0 ? "A" : "B");
    for (size_t i = 0; i < f->options.steps.count; i++)
      if (f->time[user][i] == NEVER)
        cvs_strbuf_add(out, ",");
      else
        cvs_strbuf_addf(out, ",%lld", epoch + f->time[user][i]);
  }
  cvs_strbuf_add(out, "\n");
}

/* Each user is there from the beginning on, by an event that is no step. */
static void spell_log(const funnel *f, cvs_strbuf *out) {
  cvs_strbuf_clear(out);
  cvs_strbuf_add(out, "time,user,variant,event\n");
  for (size_t user = 0; user < f->users; user++) {
    const char *const arm = user % 2 == 0 ? "A" : "B";
    cvs_strbuf_addf(out, "%lld,u%zu,%s,start\n", epoch, user, arm);
    for (size_t i = 0; i < f->options.steps.count; i++)
      if (f->time[user][i] != NEVER)
        cvs_strbuf_addf(out, "%lld,u%zu,%s,%s\n", epoch + f->time[user][i], user, arm, steps[i]);
  }
}

static uint64_t check_alike(const cvs_dataset *one, const cvs_dataset *other, const char *text) {
  cvs_group a, b;
  uint64_t skipped = 0;
  cvs_dataset_group(one, 0, &a);
  cvs_dataset_group(other, 0, &b);
  assert_int_equal(a.arm_count, b.arm_count);
  for (size_t i = 0; i < a.arm_count * cvs_dataset_step_count(one); i++) {
    if (a.arm_step[i] != b.arm_step[i] || a.arm_skipped[i] != b.arm_skipped[i])
      fail_msg("step %zu of all arms: reached %llu and %llu, skipped %llu and %llu\n%s", i,
               (unsigned long long)a.arm_step[i], (unsigned long long)b.arm_step[i],
               (unsigned long long)a.arm_skipped[i], (unsigned long long)b.arm_skipped[i], text);
    skipped += a.arm_skipped[i];
  }
  return skipped;
}

static void users_with_times_are_counted_as_their_events_are(void **state) {
  (void)state;
  static funnel f;
  cvs_strbuf users = {0}, log = {0};
  cvs_rng *rng = NULL;
  uint64_t skipped = 0;
  assert_int_equal(cvs_rng_new(SEED, &rng), CVS_OK);

  for (int i = 0; i < CASES; i++) {
    draw(&f, rng);
    spell_users(&f, &users);
    spell_log(&f, &log);
    cvs_read_options each = f.options;
    each.column[CVS_ROLE_USER] = "none";
    cvs_dataset *const by_user = read_good_text(users.text, &f.options);
    cvs_dataset *const by_row = read_good_text(users.text, &each);
    cvs_dataset *const by_event = read_good_text(log.text, &f.options);

    skipped += check_alike(by_user, by_event, users.text);
    (void)check_alike(by_row, by_event, users.text);

    cvs_dataset_free(by_user);
    cvs_dataset_free(by_row);
    cvs_dataset_free(by_event);
  }

  assert_true(skipped > CASES);
  cvs_strbuf_free(&users);
  cvs_strbuf_free(&log);
  cvs_rng_free(rng);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(users_with_times_are_counted_as_their_events_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
