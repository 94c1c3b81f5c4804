/* Cells of rates: the series is f, and neither look nor series ever leaves a larger value out. */
#include "stat/unconditional_cell.h"

#include "num/dist.h"
#include "support/assert_close.h"
#include "support/pair.h"

#include <math.h>

enum { DEGREE = 300 };

/* Uneven on purpose: a sawtooth over a slope, largest value 1. */
static void fill_mass(double *mass, size_t degree) {
  for (size_t m = 0; m <= degree; m++)
    mass[m] = m % 7 == 0 ? 0.01 : 0.2 + 0.8 * (double)((m * 37) % 101) / 100 * (double)m / (double)degree;
  mass[degree / 3] = 1;
}

/* f(rate) summed over all of the distribution. */
static double value_at(const double *mass, size_t degree, double rate) {
  double sum = 0;
  for (size_t m = 0; m <= degree; m++) {
    double weight;
    assert_int_equal(cvs_binomial_mass(m, degree, rate, false, &weight), CVS_OK);
    sum += weight * mass[m];
  }
  return sum;
}

static void the_series_is_the_function_in_all_of_its_cell(void **state) {
  (void)state;
  double mass[DEGREE + 1];
  fill_mass(mass, DEGREE);
  cvs_cell_space space;
  assert_int_equal(cvs_cell_space_init(&space, mass, DEGREE), CVS_OK);
  const double rates[] = {0.0017, 0.03, 0.25, 0.5, 0.83, 0.998};

  for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
    cvs_cell_series series;
    double deviation = sqrt(rates[i] * (1 - rates[i]) / DEGREE);
    assert_true(cvs_cell_expand(&space, rates[i], 1e-3, &series));
    for (double u = -CVS_CELL_HALF_WIDTH; u <= series.right; u += 0.1)
      assert_close(cvs_cell_value(&series, u), value_at(mass, DEGREE, fmin(1, rates[i] + u * deviation)), 1e-10);
  }
  cvs_cell_space_free(&space);
}

static void no_value_in_a_cell_exceeds_the_bound_of_the_first_look(void **state) {
  (void)state;
  const size_t degrees[] = {1, 2, 3, 4, 5, 17, 90, DEGREE};
  for (size_t d = 0; d < sizeof degrees / sizeof degrees[0]; d++) {
    double mass[DEGREE + 1];
    fill_mass(mass, degrees[d]);
    cvs_cell_space space;
    assert_int_equal(cvs_cell_space_init(&space, mass, degrees[d]), CVS_OK);
    for (double rate = 0.011; rate < 1; rate += 0.0713) {
      double deviation = sqrt(rate * (1 - rate) / (double)degrees[d]);

      cvs_cell_look look = cvs_cell_first_look(&space, rate);

      double here = value_at(mass, degrees[d], rate);
      assert_true(look.value <= here * (1 + 1e-12));
      assert_close(look.value, here, 1e-6);
      for (double u = -CVS_CELL_HALF_WIDTH; u <= CVS_CELL_HALF_WIDTH; u += 0.05)
        assert_true(value_at(mass, degrees[d], fmin(1, fmax(0, rate + u * deviation))) <= look.bound + 1e-12);
    }
    cvs_cell_space_free(&space);
  }
}

static void a_cell_is_left_only_where_the_function_stays_below(void **state) {
  (void)state;
  double mass[DEGREE + 1];
  fill_mass(mass, DEGREE);
  cvs_cell_space space;
  assert_int_equal(cvs_cell_space_init(&space, mass, DEGREE), CVS_OK);
  unsigned left = 0;

  for (double rate = 0.02; rate < 0.99; rate += 0.031) {
    double deviation = sqrt(rate * (1 - rate) / DEGREE);
    double largest = 0;
    for (double u = -CVS_CELL_HALF_WIDTH; u <= CVS_CELL_HALF_WIDTH; u += 0.02)
      largest = fmax(largest, value_at(mass, DEGREE, fmin(1, fmax(0, rate + u * deviation))));
    cvs_cell_series series;
    assert_true(cvs_cell_expand(&space, rate, largest * (1 - 1e-9), &series));
    left += !cvs_cell_expand(&space, rate, largest * 1.01, &series);
  }
  cvs_cell_space_free(&space);

  assert_true(left >= 28);
}

static void a_window_holds_all_but_1e_16_of_the_weights(void **state) {
  (void)state;
  const double rates[] = {1e-4, 0.01, 0.5, 0.97};
  for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
    cvs_window window = cvs_cell_window(20000, rates[i], 8.8, 30);
    double below = 0, above;
    if (window.begin > 0)
      assert_int_equal(cvs_binomial_probability(window.begin - 1, 20000, rates[i], CVS_LOWER, &below), CVS_OK);
    assert_int_equal(cvs_binomial_probability(window.begin + window.count - 1, 20000, rates[i], CVS_UPPER, &above),
                     CVS_OK);

    assert_true(below + above <= 1e-16);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_series_is_the_function_in_all_of_its_cell),
      cmocka_unit_test(no_value_in_a_cell_exceeds_the_bound_of_the_first_look),
      cmocka_unit_test(a_cell_is_left_only_where_the_function_stays_below),
      cmocka_unit_test(a_window_holds_all_but_1e_16_of_the_weights),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
