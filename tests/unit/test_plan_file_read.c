/* Reading a saved plan: every edit is noticed, with its place where it is no plan at all. */
#include "report/plan_file.h"

#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A plan as it was saved by convstat plan --baseline 10% --lift 10% --look-times 0.5,1 --futility nonbinding. */
static const char saved[] =
    "{\"schema\": \"convstat.sequential-plan/1\", \"convstat\": \"0.1.0\", \"digest\": \"DIGEST\",\n"
    "\"terms\": {\"alpha\": 0.05, \"alternative\": \"two-sided\", \"method\": \"score\", \"control\": null,\n"
    "\"metric\": \"signups\", \"baseline\": 0.1, \"difference\": 0.01, \"lift\": 0.1, \"power\": 0.8,\n"
    "\"allocation\": [0.5, 0.5], \"visitors\": [16000, 16000], \"design_effect\": 1, \"adjust\": null,\n"
    "\"comparison_alpha\": 0.05, \"efficacy\": {\"kind\": \"spending\", \"family\": \"obf\", \"parameter\": null},\n"
    "\"futility\": \"nonbinding\",\n"
    "\"beta_spending\": {\"kind\": \"spending\", \"family\": \"hsd\", \"parameter\": -2},\n"
    "\"downward\": false, \"drift\": 2.9},\n"
    "\"looks\": [\n"
    "{\"look\": 1, \"information\": 0.5, \"visitors_total\": 16000, \"z_upper\": 2.9, \"z_lower\": -2.9,"
    " \"z_futility\": 0.3},\n"
    "{\"look\": 2, \"information\": 1, \"visitors_total\": 32000, \"z_upper\": 1.9, \"z_lower\": -1.9,"
    " \"z_futility\": 1.9}]}\n";

/* Replaces the first `from` by `to`. */
static void replace(cvs_strbuf *out, const char *text, const char *from, const char *to) {
  const char *found = strstr(text, from);
  assert_non_null(found);
  cvs_strbuf_clear(out);
  cvs_strbuf_add_bytes(out, text, (size_t)(found - text));
  cvs_strbuf_add(out, to);
  cvs_strbuf_add(out, found + strlen(from));
}

static cvs_status take(const char *text, cvs_saved_plan **out, cvs_error *error) {
  cvs_json_document *document = NULL;
  *error = (cvs_error){0};
  assert_int_equal(cvs_json_parse("plan.json", text, strlen(text), &document, NULL), CVS_OK);
  return cvs_plan_file_take(document, out, error);
}

/* The file above with the digest that it ought to have: the one the refusal of another one names. */
static void sign(cvs_strbuf *out) {
  cvs_saved_plan *plan = NULL;
  cvs_error error;
  assert_int_equal(take(saved, &plan, &error), CVS_EDATA);
  const char *digest = strstr(error.message, "fnv1a64:");
  assert_non_null(digest);
  char text[CVS_DIGEST_TEXT] = "";
  memcpy(text, digest, strcspn(digest, ","));
  replace(out, saved, "DIGEST", text);
}

static void a_plan_is_read_whatever_its_spaces(void **state) {
  (void)state;
  cvs_strbuf text = {0};
  sign(&text);
  cvs_saved_plan *plan = NULL;
  cvs_error error;

  assert_int_equal(take(cvs_strbuf_text(&text), &plan, &error), CVS_OK);

  assert_int_equal(plan->terms.looks, 2);
  assert_true(plan->terms.two_sided && plan->terms.power == 0.8 && plan->terms.information[0] == 0.5);
  assert_int_equal(plan->terms.futility, CVS_FUTILITY_NONBINDING);
  assert_int_equal(plan->terms.beta_spending.family, CVS_SPENDING_HSD);
  assert_string_equal(plan->metric, "signups");
  assert_null(plan->control);
  assert_null(plan->adjust);
  assert_true(plan->look[1].has_lower && plan->look[1].z_lower == -1.9);
  cvs_saved_plan_free(plan);
  cvs_strbuf_free(&text);
}

static void a_term_that_was_edited_is_noticed(void **state) {
  (void)state;
  static const char *const edits[][2] = {
      {"\"alpha\": 0.05", "\"alpha\": 0.1"},      {"\"visitors\": [16000", "\"visitors\": [1600"},
      {"\"z_upper\": 1.9", "\"z_upper\": 1.8"},   {"\"signups\"", "\"clicks\""},
      {"\"nonbinding\"", "\"binding\""},          {"\"information\": 0.5", "\"information\": 0.4"},
      {"\"parameter\": -2", "\"parameter\": -3"}, {"\"control\": null", "\"control\": \"a\""},
  };
  cvs_strbuf good = {0}, text = {0};
  sign(&good);
  for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
    cvs_saved_plan *plan = NULL;
    cvs_error error;
    replace(&text, cvs_strbuf_text(&good), edits[i][0], edits[i][1]);

    assert_int_equal(take(cvs_strbuf_text(&text), &plan, &error), CVS_EDATA);

    assert_null(plan);
    assert_string_equal(error.source, "plan.json");
    assert_non_null(strstr(error.message, "the terms are not those that were saved"));
  }
  cvs_strbuf_free(&good);
  cvs_strbuf_free(&text);
}

static void what_is_no_plan_is_told_with_its_place(void **state) {
  (void)state;
  static const struct {
    const char *from, *to, *want;
  } rows[] = {
      {"sequential-plan/1", "sequential-plan/2",
       "schema is \"convstat.sequential-plan/2\", expected convstat.sequential-plan/1"},
      {"\"information\": 0.5", "\"information\": \"x\"",
       "looks[0].information is \"x\", expected a number above 0 and at most 1"},
      {"\"alpha\": 0.05", "\"alpha\": 5", "terms.alpha is 5, expected a number above 0 and below 1"},
      {"\"alternative\": \"two-sided\"", "\"alternative\": \"both\"",
       "terms.alternative is \"both\", expected one of two-sided, greater, less"},
      {"\"method\": \"score\"", "\"method\": \"fisher\"",
       "terms.method is \"fisher\", expected a method with a normal statistic (score, n-1, wald, arcsine)"},
      {"\"adjust\": null", "\"adjust\": \"tukey\"",
       "terms.adjust is \"tukey\", expected one of sidak, bonferroni, none"},
      {"\"visitors\": [16000, 16000]", "\"visitors\": [16000]", "terms.visitors is an array, expected an array of 2"},
      {"\"family\": \"obf\"", "\"family\": \"wang-tsiatis\"",
       "terms.efficacy.family is \"wang-tsiatis\", expected one of obf, pocock, kim-demets, hsd"},
      {"\"downward\": false, ", "", "terms.downward is missing, expected true or false"},
      {"\"visitors_total\": 32000", "\"visitors_total\": 0.5",
       "looks[1].visitors_total is 0.5, expected a whole number from 1 to 20000000000000"},
      {"\"digest\": \"DIGEST\",", "", "digest is missing, expected a text"},
  };
  cvs_strbuf text = {0};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_saved_plan *plan = NULL;
    cvs_error error;
    replace(&text, saved, rows[i].from, rows[i].to);

    assert_int_equal(take(cvs_strbuf_text(&text), &plan, &error), CVS_EDATA);

    assert_null(plan);
    assert_string_equal(error.message, rows[i].want);
  }
  cvs_strbuf_free(&text);
}

static void a_file_that_is_not_there_is_told(void **state) {
  (void)state;
  cvs_saved_plan *plan = NULL;
  cvs_error error = {0};

  assert_int_equal(cvs_saved_plan_read("/no/such/plan.json", &plan, &error), CVS_EIO);

  assert_null(plan);
  assert_string_equal(error.source, "/no/such/plan.json");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_plan_is_read_whatever_its_spaces),
      cmocka_unit_test(a_term_that_was_edited_is_noticed),
      cmocka_unit_test(what_is_no_plan_is_told_with_its_place),
      cmocka_unit_test(a_file_that_is_not_there_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
