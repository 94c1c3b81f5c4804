/* One part of the units, with its rules and its memory. Cells are arms. */
#ifndef CVS_TESTS_SUPPORT_PART_FIXTURE_H
#define CVS_TESTS_SUPPORT_PART_FIXTURE_H

#include "data/unit_part.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct part_fixture {
  cvs_unit_rules rules;
  cvs_unit_store *store;
  cvs_unit_part part;
} part_fixture;

static uint32_t part_fixture_arm_of(const void *context, uint32_t cell) {
  (void)context;
  return cell;
}

/* Chunks of the memory have room for 64 entries. */
static inline void part_fixture_begin(part_fixture *f, const cvs_unit_terms *terms) {
  assert_int_equal(cvs_unit_rules_set(&f->rules, terms), CVS_OK);
  f->rules.variant_of = part_fixture_arm_of;
  assert_int_equal(cvs_unit_store_new(64 * f->rules.entry_size, false, &f->store), CVS_OK);
  f->part = (cvs_unit_part){.table = cvs_unit_table_new(f->store, f->rules.blank, f->rules.entry_size),
                            .kept.item_size = sizeof(cvs_unit_fact)};
}

/* Nothing of its memory is lost. */
static inline void part_fixture_end(part_fixture *f) {
  cvs_unit_part_clear(&f->part);
  assert_int_equal(cvs_unit_store_used(f->store), 0);
  cvs_unit_store_free(f->store);
  cvs_unit_rules_free(&f->rules);
}

#endif
