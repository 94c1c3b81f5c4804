/* The sentences of `funnel`: where a lift arises, what is said of one arm, how times read. */
#include "report/funnel_words.h"

#include "support/funnel_fixture.h"

#include <string.h>

typedef void words(cvs_strbuf *out, const cvs_funnel_scene *scene);

/* What is said of counts; the caller frees `out`. */
static void say(cvs_strbuf *out, words *sentence, funnel_fixture *f, const char *text, size_t steps) {
  analyse_funnel(f, text, steps);
  const cvs_funnel_scene scene = {
      .test = {.dataset = f->dataset, .options = &f->options.test, .group = &f->group.frame},
      .options = &f->options,
      .group = &f->group};
  sentence(out, &scene);
  finish_funnel(f);
}

static void expect_part(words *sentence, const char *text, size_t steps, const char *part) {
  cvs_strbuf out = {0};
  funnel_fixture f;
  start_funnel(&f);
  say(&out, sentence, &f, text, steps);
  if (strstr(cvs_strbuf_text(&out), part) == NULL)
    fail_msg("\"%s\" is not in: %s", part, cvs_strbuf_text(&out));
  cvs_strbuf_free(&out);
}

/* The change is at one step alone, by a third, on thousands of users. */
static void a_gain_is_said_to_arise_where_the_rate_has_moved(void **state) {
  (void)state;
  expect_part(cvs_words_funnel_verdict, "variant,visitors,view,cart\na,10000,6000,2000\nb,10000,8000,2667\n", 2,
              "Counted at \"cart\", of all who entered. The gain arises at \"view\".");
  expect_part(cvs_words_funnel_verdict, "variant,visitors,view,cart\na,10000,6000,2000\nb,10000,6000,1500\n", 2,
              "The loss arises at \"cart\".");
}

static void a_gain_that_is_lost_again_is_told(void **state) {
  (void)state;
  expect_part(cvs_words_funnel_verdict, "variant,visitors,view,cart\na,10000,6000,2000\nb,10000,8000,2000\n", 2,
              "It gains at \"view\" and loses at \"cart\". As far as \"view\" it is better (adjusted p = ");
}

/* It used to be said to arise at "view", which bears 0.0165 of a log lift of ln(690/600) = 0.1398. */
static void a_step_that_bears_little_of_the_gain_is_said_to_be_where_it_is_found(void **state) {
  (void)state;
  expect_part(cvs_words_funnel_verdict,
              "variant,visitors,view,cart,buy\na,10000,9000,3000,600\nb,10000,9150,3150,690\n", 3,
              "The gain is found at \"view\", for +1.65% of the +14.0% of log lift; most of the rest stands at \"buy\" "
              "(+9.10%) but could be chance.");
}

/* Figures and reason used to be of two treatments; one that is not named reads as the one named last. */
static void of_several_treatments_each_sentence_names_its_own(void **state) {
  (void)state;
  expect_part(cvs_words_funnel_verdict,
              "variant,visitors,view,cart,buy\na,10000,9000,3000,600\nb,10000,9000,2500,400\nc,10000,9000,3000,450\n",
              3,
              "Every treatment is worse than a. c is between 16% and 33% worse than a. Counted at \"buy\", of all who "
              "entered. The loss of c arises at \"buy\".");
  expect_part(cvs_words_funnel_verdict,
              "variant,visitors,view,cart,buy\na,10000,9000,3000,600\nb,10000,9000,3300,655\nc,10000,9000,3000,450\n",
              3,
              "c is worse than a. Counted at \"buy\", of all who entered. b gains at \"cart\". As far as \"cart\" b is "
              "better (adjusted p = ");
}

static void users_who_were_skipped_past_unequally_decide_nothing(void **state) {
  (void)state;
  cvs_strbuf text = {0};
  cvs_strbuf_add(&text, "user,variant,view,cart,buy\n");
  for (int i = 0; i < 400; i++)
    cvs_strbuf_addf(&text, "%d,%s,1,%d,%d\n", i, i % 2 ? "b" : "a", i % 2 ? i % 4 == 1 : 1, i % 3 == 0);

  expect_part(cvs_words_funnel_verdict, cvs_strbuf_text(&text), 3,
              "The arms were not counted alike: 0 of 67 users of a and 34 of 67 of b who did \"buy\" are not "
              "counted there, as they skipped \"cart\" (p = ");
  expect_part(cvs_words_funnel_advice, cvs_strbuf_text(&text), 3,
              "If there is meant to be one, say so: --optional cart;");
  cvs_strbuf_free(&text);
}

static void nothing_is_made_of_steps_that_have_not_moved(void **state) {
  (void)state;
  expect_part(cvs_words_funnel_verdict, "variant,visitors,view,cart\na,1000,600,200\nb,1000,603,204\n", 2,
              "No step by itself is found to differ.");
}

/* Nothing is found at the end, and something at a step that has no part in the lift: one does not deny the other. */
static void a_step_that_may_be_left_out_is_not_denied_in_one_breath(void **state) {
  (void)state;
  cvs_strbuf out = {0};
  funnel_fixture f;
  start_funnel(&f);
  f.options.optional = 1;

  say(&out, cvs_words_funnel_verdict, &f, "variant,visitors,view,cart\na,1000,300,200\nb,1000,400,204\n", 2);

  assert_null(strstr(cvs_strbuf_text(&out), "No step by itself"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "More take \"view\", which may be left out (adjusted p = "));
  cvs_strbuf_free(&out);
}

static void arguments_can_be_typed_in_a_shell(void **state) {
  (void)state;
  static const char *const texts[][2] = {{"control=90,B_2=10", "control=90,B_2=10"},
                                         {"Control Campaign=90", "'Control Campaign=90'"},
                                         {"it's", "'it'\\''s'"},
                                         {"a;b", "'a;b'"},
                                         {"$x", "'$x'"},
                                         {"", "''"}};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    cvs_strbuf out = {0};

    cvs_words_argument(&out, texts[i][0]);

    assert_string_equal(cvs_strbuf_text(&out), texts[i][1]);
    cvs_strbuf_free(&out);
  }
}

/* 1000/50000 at 0.42 x 0.02 / 0.42: a tenth of the drop-off of "view" is (1 - 0.42) / 10 = 0.058, of 0.42 a rise by
 * 0.138, and of 100 conversions a thousand 13.8. */
static void the_step_to_work_on_is_named_with_what_it_brings(void **state) {
  (void)state;
  expect_part(cvs_words_funnel_bottleneck, "variant,visitors,view,cart,buy\nall,50000,21000,9000,5000\n", 3,
              "\"view\": with a tenth of its drop-off won back (42.0% to 47.8%) it brings 13.8 more conversions a "
              "thousand who enter, more than any other step");
}

static void a_broken_split_leaves_no_room_for_steps(void **state) {
  (void)state;
  cvs_strbuf out = {0};
  funnel_fixture f;
  start_funnel(&f);

  say(&out, cvs_words_funnel_advice, &f, "variant,visitors,view,cart\na,10000,6000,2000\nb,9000,6000,2600\n", 2);

  assert_null(strstr(cvs_strbuf_text(&out), "work on"));
  assert_non_null(strstr(cvs_strbuf_text(&out), "Find the cause first"));
  cvs_strbuf_free(&out);
}

static void spans_read_in_two_units_that_still_tell_something(void **state) {
  (void)state;
  static const struct {
    double seconds;
    const char *words;
  } spans[] = {{0, "0 s"},          {0.3, "0.3 s"},     {42, "42 s"},     {59.7, "1 min"},
               {200, "3 min 20 s"}, {3600, "1 h"},      {3599.6, "1 h"},  {4800, "1 h 20 min"},
               {86399, "1 d"},      {90000, "1 d 1 h"}, {864000, "10 d"}, {86400.0 * 365, "365 d"}};
  for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
    cvs_strbuf out = {0};

    cvs_words_span(&out, spans[i].seconds);

    assert_string_equal(cvs_strbuf_text(&out), spans[i].words);
    cvs_strbuf_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_gain_is_said_to_arise_where_the_rate_has_moved),
      cmocka_unit_test(a_gain_that_is_lost_again_is_told),
      cmocka_unit_test(a_step_that_bears_little_of_the_gain_is_said_to_be_where_it_is_found),
      cmocka_unit_test(of_several_treatments_each_sentence_names_its_own),
      cmocka_unit_test(users_who_were_skipped_past_unequally_decide_nothing),
      cmocka_unit_test(nothing_is_made_of_steps_that_have_not_moved),
      cmocka_unit_test(a_step_that_may_be_left_out_is_not_denied_in_one_breath),
      cmocka_unit_test(arguments_can_be_typed_in_a_shell),
      cmocka_unit_test(the_step_to_work_on_is_named_with_what_it_brings),
      cmocka_unit_test(a_broken_split_leaves_no_room_for_steps),
      cmocka_unit_test(spans_read_in_two_units_that_still_tell_something),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
