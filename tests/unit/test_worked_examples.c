/* Figures that other tools and papers print, through the registry: the source stands in each row. */
#include "support/assert_close.h"
#include "support/pair.h"
#include <convstat/convstat.h>

typedef struct worked_test {
  const char *method;
  cvs_alternative alternative;
  uint64_t control[2]; /* conversions of visitors */
  uint64_t treatment[2];
  double p_value;
  double within; /* what the source prints */
  const char *source;
} worked_test;

static const worked_test tests_of_two[] = {
    {"score", CVS_TWO_SIDED, {12, 99}, {5, 83}, 0.15918129181156992, 1e-12, "statsmodels GH2969"},
    {"score", CVS_GREATER, {20, 1000}, {60, 2000}, 0.055, 1e-3, "thumbtack/abba test_stats"},
    {"score", CVS_TWO_SIDED, {9, 4072}, {29, 2035}, 1.69903650802e-08, 1e-19, "PostHog issue 84351, counts"},
    {"fisher", CVS_TWO_SIDED, {9, 4072}, {29, 2035}, 6.52333180344e-08, 1e-18, "PostHog issue 84351, counts"},
    {"barnard", CVS_TWO_SIDED, {19, 53}, {13, 47}, 0.530637102766593, 1e-12, "tea-tasting, sup re-derived in R"},
    {"barnard", CVS_LESS, {19, 53}, {13, 47}, 0.2894571757676508, 1e-12, "tea-tasting, sup re-derived in R"},
    {"barnard", CVS_GREATER, {10, 35}, {24, 61}, 0.2142, 5e-5, "SAS PROC FREQ (exact2x2)"},
    {"barnard", CVS_TWO_SIDED, {10, 35}, {24, 61}, 0.4063, 5e-5, "SAS PROC FREQ (exact2x2)"},
    {"barnard", CVS_GREATER, {4, 12}, {9, 11}, 0.012, 5e-5, "SAS PROC FREQ (exact2x2)"},
    {"barnard", CVS_TWO_SIDED, {14, 47}, {48, 283}, 0.061, 5e-4, "Berger & Boos (1994), gamma = 0"},
    {"barnard", CVS_TWO_SIDED, {40, 500}, {60, 500}, 0.03888, 5e-6, "SAS, StatXact; a coarse search says 0.03605"},
};

static void tests_agree_with_what_other_tools_print(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof tests_of_two / sizeof tests_of_two[0]; i++) {
    const worked_test *row = &tests_of_two[i];
    cvs_pair pair = {{row->control[1], row->control[0]}, {row->treatment[1], row->treatment[0]}};
    cvs_test_result result;

    assert_int_equal(cvs_method_find(CVS_KIND_TEST, row->method)->test(&pair, row->alternative, &result, NULL), CVS_OK);

    assert_close_abs(result.p_value, row->p_value, row->within);
  }
}

typedef struct worked_interval {
  const char *method;
  cvs_scale scale;
  uint64_t control[2];
  uint64_t treatment[2];
  double lower, upper;               /* ratio scales as ratios, not lifts */
  double lower_within, upper_within; /* what the source prints */
  const char *source;
} worked_interval;

static const worked_interval intervals_of_two[] = {
    {"agresti-caffo",
     CVS_DIFFERENCE,
     {1, 34},
     {7, 34},
     0.01161167,
     0.32172166,
     6e-7,
     6e-7,
     "R PropCIs, Fagerland (2015)"},
    {"score", CVS_LIFT, {1, 34}, {7, 34}, 1.220853, 42.575718, 6e-7, 6e-7, "R PropCIs, Fagerland (2015)"},
    {"katz", CVS_LIFT, {1, 34}, {7, 34}, 0.91, 54, 0.005, 0.5, "Fagerland (2015), two digits"},
    {"woolf", CVS_ODDS_RATIO, {1, 34}, {7, 34}, 0.99, 74, 0.005, 0.5, "Fagerland (2015), two digits"},
    {"gart", CVS_ODDS_RATIO, {1, 34}, {7, 34}, 0.98, 38, 0.005, 0.5, "Fagerland (2015), two digits"},
    {"miettinen-nurminen", CVS_DIFFERENCE, {0, 20}, {0, 10}, -0.1658, 0.2843608, 1e-4, 1e-4, "gsDesign, M-N example 4"},
    {"wald", CVS_DIFFERENCE, {300, 400}, {200, 500}, -0.4103704, -0.2896296, 1e-7, 1e-7, "intuit/wasabi"},
};

static void intervals_agree_with_what_other_tools_print(void **state) {
  (void)state;
  cvs_level level = level_of(0.05, CVS_TWO_SIDED);
  for (size_t i = 0; i < sizeof intervals_of_two / sizeof intervals_of_two[0]; i++) {
    const worked_interval *row = &intervals_of_two[i];
    cvs_pair pair = {{row->control[1], row->control[0]}, {row->treatment[1], row->treatment[0]}};
    double shift = row->scale == CVS_LIFT ? 1 : 0;
    cvs_interval interval;

    assert_int_equal(cvs_method_find(CVS_KIND_EFFECT, row->method)->effect(&pair, row->scale, &level, &interval, NULL),
                     CVS_OK);

    assert_close_abs(interval.lower + shift, row->lower, row->lower_within);
    assert_close_abs(interval.upper + shift, row->upper, row->upper_within);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tests_agree_with_what_other_tools_print),
      cmocka_unit_test(intervals_agree_with_what_other_tools_print),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
