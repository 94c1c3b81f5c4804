/* Arms and strata out of reference tables, and the admissions to Berkeley. */
#include "support/arms_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

const cvs_pair berkeley[BERKELEY_DEPARTMENTS] = {
    {{825, 512}, {108, 89}},  {{560, 353}, {25, 17}}, {{325, 120}, {593, 202}},
    {{417, 138}, {375, 131}}, {{191, 53}, {393, 94}}, {{373, 22}, {341, 24}},
};

size_t read_arms(const reference_table *table, cvs_sample arms[REFERENCE_LIST_MAX]) {
  uint64_t x[REFERENCE_LIST_MAX], n[REFERENCE_LIST_MAX];
  size_t count = reference_counts(table, "x", x);
  assert_int_equal(reference_counts(table, "n", n), count);
  for (size_t i = 0; i < count; i++)
    arms[i] = (cvs_sample){n[i], x[i]};
  return count;
}

size_t read_strata(const reference_table *table, cvs_pair pairs[REFERENCE_LIST_MAX]) {
  uint64_t x1[REFERENCE_LIST_MAX], n1[REFERENCE_LIST_MAX], x2[REFERENCE_LIST_MAX], n2[REFERENCE_LIST_MAX];
  size_t count = reference_counts(table, "x1", x1);
  assert_int_equal(reference_counts(table, "n1", n1), count);
  assert_int_equal(reference_counts(table, "x2", x2), count);
  assert_int_equal(reference_counts(table, "n2", n2), count);
  for (size_t i = 0; i < count; i++)
    pairs[i] = (cvs_pair){{n1[i], x1[i]}, {n2[i], x2[i]}};
  return count;
}
