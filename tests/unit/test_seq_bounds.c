/* Bounds without futility: how exact they are, and what the papers print. */
#include "stat/seq_bounds.h"

#include "support/assert_close.h"
#include "support/sequential_terms.h"

#include <math.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { FAMILIES = 7, TIMES = 4 };
static const cvs_spending families[FAMILIES] = {
    {CVS_SPENDING_OBF, 0},          {CVS_SPENDING_POCOCK, 0}, {CVS_SPENDING_KIM_DEMETS, 3},    {CVS_SPENDING_HSD, 4},
    {CVS_BOUNDS_OBRIEN_FLEMING, 0}, {CVS_BOUNDS_POCOCK, 0},   {CVS_BOUNDS_WANG_TSIATIS, 0.25},
};
/* Equal looks, uneven ones, crowded ones. */
static const double times[TIMES][8] = {
    {0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1},
    {0.02, 0.05, 0.1, 0.25, 0.4, 0.6, 0.8, 1},
    {0.3, 0.301, 0.302, 0.31, 0.4, 0.6, 0.999, 1},
    {0.001, 0.002, 0.004, 0.01, 0.1, 0.5, 0.9, 1},
};

static cvs_sequential_terms terms_at(const double *information, size_t looks, bool two_sided) {
  cvs_sequential_terms terms = usual_terms(looks);
  terms.two_sided = two_sided;
  terms.alpha = two_sided ? 0.05 : 0.025;
  for (size_t j = 0; j < looks; j++)
    terms.information[j] = information[j];
  return terms;
}

static double largest_move(const cvs_seq_limits *a, const cvs_seq_limits *b, size_t looks) {
  double most = 0;
  for (size_t j = 0; j < looks; j++)
    most = fmax(most, fabs(a->plain[j] - b->plain[j]));
  return most;
}

static void check_doubling(const cvs_sequential_terms *terms) {
  cvs_seq_frame frame = cvs_seq_frame_of(terms);
  cvs_seq_limits coarse, fine;

  assert_int_equal(cvs_seq_plain(&frame, &coarse), CVS_OK);
  frame.fineness = 2;
  assert_int_equal(cvs_seq_plain(&frame, &fine), CVS_OK);

  assert_true(largest_move(&coarse, &fine, terms->looks) < 1e-11);
}

static void doubling_the_nodes_moves_no_bound_by_1e_11(void **state) {
  (void)state;
  for (size_t time = 0; time < TIMES; time++)
    for (size_t family = 0; family < FAMILIES; family++)
      for (int sides = 1; sides <= 2; sides++) {
        cvs_sequential_terms terms = terms_at(times[time], 8, sides == 2);
        terms.efficacy = families[family];
        check_doubling(&terms);
      }
}

static void doubling_the_nodes_moves_no_bound_of_fifty_looks_by_1e_11(void **state) {
  (void)state;
  for (size_t family = 0; family < FAMILIES; family++) {
    cvs_sequential_terms terms = usual_terms(50);
    terms.efficacy = families[family];
    check_doubling(&terms);
  }
}

/* Jennison & Turnbull (2000), tables 2.1, 2.3 and 2.9: two-sided alpha 0.05, constants as printed there. */
static void constants_are_those_of_the_textbook(void **state) {
  (void)state;
  const struct {
    cvs_spending family;
    size_t looks;
    double constant;
  } rows[] = {
      {{CVS_BOUNDS_POCOCK, 0}, 2, 2.178},          {{CVS_BOUNDS_POCOCK, 0}, 5, 2.413},
      {{CVS_BOUNDS_POCOCK, 0}, 20, 2.672},         {{CVS_BOUNDS_OBRIEN_FLEMING, 0}, 2, 1.977},
      {{CVS_BOUNDS_OBRIEN_FLEMING, 0}, 5, 2.040},  {{CVS_BOUNDS_OBRIEN_FLEMING, 0}, 20, 2.126},
      {{CVS_BOUNDS_WANG_TSIATIS, 0.25}, 5, 2.136},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_sequential_terms terms = usual_terms(rows[i].looks);
    terms.efficacy = rows[i].family;
    const cvs_seq_frame frame = cvs_seq_frame_of(&terms);
    cvs_seq_limits limits;

    assert_int_equal(cvs_seq_plain(&frame, &limits), CVS_OK);

    assert_close_abs(limits.plain[rows[i].looks - 1], rows[i].constant, 0.5e-3);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(doubling_the_nodes_moves_no_bound_by_1e_11),
      cmocka_unit_test(doubling_the_nodes_moves_no_bound_of_fifty_looks_by_1e_11),
      cmocka_unit_test(constants_are_those_of_the_textbook),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
