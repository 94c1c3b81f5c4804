/* What a unit of a log goes through, event by event. */
#include "support/unit_story.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Cells 0 and 1 are arm 0, 2 and 3 arm 1. */
static uint32_t arm_of(const void *context, uint32_t cell) {
  (void)context;
  return cell / 2;
}

story story_begin(cvs_unit_terms terms) {
  story s = {.before = 0};
  terms.events = terms.has_time = true;
  assert_int_equal(cvs_unit_rules_set(&s.rules, &terms), CVS_OK);
  s.rules.variant_of = arm_of;
  s.entry = cvs_malloc(s.rules.entry_size);
  assert_non_null(s.entry);
  memcpy(s.entry, s.rules.blank, s.rules.entry_size);
  return s;
}

unsigned story_plain_events;

/* Where the event is plain, the short way must leave the entry as the long one does; else it must leave it alone. */
void story_fold(story *s, const cvs_unit_fact *fact) {
  cvs_unit_entry *other = cvs_malloc(s->rules.entry_size), *before = cvs_malloc(s->rules.entry_size);
  assert_true(other && before);
  memcpy(other, s->entry, s->rules.entry_size);
  memcpy(before, s->entry, s->rules.entry_size);
  const bool is_plain = cvs_unit_fold_plainly(cvs_unit_plain_of(&s->rules), other, fact);
  const cvs_status status = cvs_unit_fold_event(&s->rules, s->entry, fact, &s->before);
  assert_true(!is_plain || status == CVS_OK);
  assert_memory_equal(other, is_plain ? s->entry : before, s->rules.entry_size);
  cvs_free(other);
  cvs_free(before);
  story_plain_events += is_plain;
  if (s->status == CVS_OK)
    s->status = status;
}

void story_see(story *s, int64_t time, uint32_t cell, uint8_t kind, uint32_t steps) {
  story_fold(s, &(cvs_unit_fact){.time = time, .cell = cell, .kind = kind, .steps = steps, .value = 1});
}

cvs_unit story_conclude(const story *s) {
  cvs_unit unit;
  cvs_unit_conclude(&s->rules, s->entry, &unit);
  return unit;
}

bool story_has_entered(const story *s) {
  return s->entry->flags & CVS_UNIT_HAS_ENTERED;
}

void story_end(story *s) {
  cvs_free(s->entry);
  cvs_unit_rules_free(&s->rules);
}
