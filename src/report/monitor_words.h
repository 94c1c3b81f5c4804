/* The words of `monitor`: sentences from looks, bounds and bands. */
#ifndef CVS_REPORT_MONITOR_WORDS_H
#define CVS_REPORT_MONITOR_WORDS_H

#include "report/test_words.h"
#include <convstat/monitor.h>

/* All that a sentence may need; `test` is a frame with the arms, the control and the findings. Where variants are held
 * against a target, the frame's control is one more arm behind the others, named "the target". */
typedef struct cvs_monitor_scene {
  cvs_test_view test;
  const cvs_monitor_options *options;
  const cvs_monitor_group *group;
} cvs_monitor_scene;

/* "anytime", "bound" ... */
const char *cvs_monitor_design_id(cvs_monitor_design design);
const char *cvs_monitor_reason_id(cvs_monitor_reason reason);
const char *cvs_sequence_id(cvs_sequence sequence);

/* Whether an interval has an end at all: a test by likelihood ratio has an estimate alone. */
bool cvs_monitor_has_ends(const cvs_interval *interval);
/* The state that is known last: of the last day, else of the last look; NULL where there is none. */
const cvs_monitor_look *cvs_monitor_latest(const cvs_monitor_group *group);
/* The look of this number, or NULL. */
const cvs_monitor_look *cvs_monitor_look_of(const cvs_monitor_group *group, size_t number);
/* The comparison that the verdict is about: the winner, else the likeliest of those that ended or go on like the
 * whole. SIZE_MAX where there is none. */
size_t cvs_monitor_topic(const cvs_monitor_group *group);
/* What holds of a treatment now: figures after a stop, else those of the latest state that has an interval. All absent
 * without any. */
cvs_comparison cvs_monitor_holds(const cvs_monitor_scene *scene, size_t index);
/* Whether the anytime band of the topic has lost its estimate, or has nothing left in it: no effect fits all days. */
bool cvs_monitor_band_is_off(const cvs_monitor_scene *scene);
/* Whether the split is found to have changed between days, undeclared. */
bool cvs_monitor_split_moved(const cvs_monitor_group *group);
/* A test by likelihood ratio: an estimate and a p-value, no interval. */
bool cvs_monitor_is_ratio(const cvs_monitor_options *options);
/* The same as one p-value; false where there is none. */
bool cvs_monitor_p(const cvs_monitor_scene *scene, size_t index, double *p, double *ln_p);

/* "green may be anywhere from ... to ...: nothing is decided ..." (also decision.reason). */
void cvs_words_monitor_verdict(cvs_strbuf *out, const cvs_monitor_scene *scene);
void cvs_words_monitor_finding(cvs_strbuf *out, const cvs_monitor_scene *scene, const cvs_finding *finding);

/* Paragraphs; nothing is added where there is nothing to say. */
void cvs_words_monitor_periods(cvs_strbuf *out, const cvs_monitor_scene *scene);
void cvs_words_monitor_chances(cvs_strbuf *out, const cvs_monitor_scene *scene);
void cvs_words_monitor_compared(cvs_strbuf *out, const cvs_monitor_scene *scene);
void cvs_words_monitor_advice(cvs_strbuf *out, const cvs_monitor_scene *scene);
void cvs_words_monitor_caution(cvs_strbuf *out, const cvs_monitor_scene *scene);
void cvs_words_monitor_method(cvs_strbuf *out, const cvs_monitor_scene *scene);

/* " (p = 2.5e-25)": of the split, always valid. */
void cvs_words_monitor_split_p(cvs_strbuf *out, const cvs_monitor_group *group);
/* "look 12 (2024-06-14)", "2024-06-14" where each day is a look. */
void cvs_words_monitor_look(cvs_strbuf *out, const cvs_monitor_scene *scene, const cvs_monitor_look *look);

#endif
