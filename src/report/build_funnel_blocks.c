/* What a person reads of `funnel`: verdict, checks, the funnel drawn, lifts and contributions by step, where it leaks,
 * what to do, one caution. */
#include "report/build_funnel.h"

#include "report/decision_word.h"
#include "report/format.h"

#include <stdint.h>

static void add_verdict(cvs_document *doc, const cvs_funnel_scene *scene) {
  if (cvs_funnel_compares(scene->group))
    cvs_doc_decision(doc, "funnel");
  else
    cvs_doc_verdict(doc, CVS_TONE_PLAIN, "FUNNEL",
                    cvs_node_child(cvs_node_child(doc->root, "decision"), "reason")->value.text);
}

/* --- checks --- */

static bool is_fatal(const cvs_funnel_scene *scene, cvs_finding_code code) {
  const bool alone = code == CVS_FINDING_ONE_ARM && cvs_funnel_compares(scene->group);
  const bool uneven = code == CVS_FINDING_STEPS_SKIPPED && scene->group->skips.unequal;
  return code == CVS_FINDING_SRM_MISMATCH || code == CVS_FINDING_EMPTY_ARM || uneven || alone;
}

/* What a finding says of a place, or of a whole treatment: that something is too good to be true holds for all its
 * steps. */
static size_t place_of(const cvs_funnel_scene *scene, const cvs_finding *finding) {
  const bool whole = finding->code == CVS_FINDING_TWYMAN && finding->arm != SIZE_MAX;
  return whole ? finding->arm / scene->group->step_count : finding->arm;
}

/* The same of one place is said once (lift, then odds ratio); the formats for machines keep all. */
static bool is_repeated(const cvs_funnel_scene *scene, size_t index) {
  const cvs_test_group *frame = &scene->group->frame;
  const cvs_finding *finding = &frame->finding[index];
  const size_t place = place_of(scene, finding);
  for (size_t i = 0; i < index; i++)
    if (frame->finding[i].code == finding->code && place_of(scene, &frame->finding[i]) == place && place != SIZE_MAX &&
        finding->code != CVS_FINDING_WHAT_IF_ABOVE_ONE)
      return true;
  return false;
}

/* Skipped rows are said, with their reasons, at the head; the gravest finding is the caution. */
static bool is_check(const cvs_funnel_scene *scene, size_t index) {
  const cvs_finding *finding = &scene->group->frame.finding[index];
  const bool elsewhere = finding->code == CVS_FINDING_ROWS_SKIPPED || finding == cvs_funnel_caution_finding(scene);
  return !elsewhere && !is_repeated(scene, index);
}

static void check_findings(cvs_document *doc, cvs_block *checks, const cvs_funnel_scene *scene, bool fatal) {
  const cvs_test_group *frame = &scene->group->frame;
  for (size_t i = 0; i < frame->finding_count; i++) {
    const cvs_finding *finding = &frame->finding[i];
    if (is_fatal(scene, finding->code) != fatal || !is_check(scene, i))
      continue;
    cvs_strbuf text = {0};
    cvs_words_funnel_finding(&text, scene, finding);
    cvs_doc_check(doc, checks, fatal ? CVS_TONE_BAD : CVS_TONE_WARN, cvs_strbuf_text(&text));
    cvs_doc_close_text(doc, &text);
  }
}

static bool has_finding(const cvs_test_group *frame, cvs_finding_code code) {
  for (size_t i = 0; i < frame->finding_count; i++)
    if (frame->finding[i].code == code)
      return true;
  return false;
}

static void check_counts(cvs_document *doc, cvs_block *checks, const cvs_funnel_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  const bool large = !frame->data_broken && !has_finding(frame, CVS_FINDING_SMALL_COUNTS) &&
                     !has_finding(frame, CVS_FINDING_NO_VARIATION) && !has_finding(frame, CVS_FINDING_EMPTY_STEP);
  if (!large || frame->comparison_count == 0)
    return;
  cvs_strbuf text = {0};
  cvs_strbuf_addf(&text, "counts large enough for the %s test%s", frame->comparison[0].method->id,
                  scene->group->step_count > 1 ? " at every step" : "");
  cvs_doc_check(doc, checks, CVS_TONE_GOOD, cvs_strbuf_text(&text));
  cvs_doc_close_text(doc, &text);
}

static bool has_check(const cvs_funnel_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  for (size_t i = 0; i < frame->finding_count; i++)
    if (is_check(scene, i))
      return true;
  return !scene->test.quiet && frame->comparison_count > 0;
}

/* What is broken stands before what is well; what is well is left out for a quiet reader. */
static void add_checks(cvs_document *doc, const cvs_funnel_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  if (!has_check(scene))
    return;
  cvs_block *checks = cvs_doc_checks(doc, "Checks");
  check_findings(doc, checks, scene, true);
  if (!scene->test.quiet) {
    cvs_build_split_check(doc, checks, frame);
    check_counts(doc, checks, scene);
  }
  check_findings(doc, checks, scene, false);
  if (frame->has_srm)
    cvs_doc_explain(doc, checks, cvs_method_find(CVS_KIND_OTHER, "srm"));
}

/* --- paragraphs --- */

typedef void words_function(cvs_strbuf *out, const cvs_funnel_scene *scene);

static cvs_block *add_paragraph(cvs_document *doc, const cvs_funnel_scene *scene, const char *label,
                                words_function *words) {
  cvs_strbuf text = {0};
  cvs_block *block = NULL;
  words(&text, scene);
  if (text.length > 0) {
    block = cvs_doc_paragraph(doc, label, cvs_strbuf_text(&text));
    block->secondary = true;
  }
  cvs_doc_close_text(doc, &text);
  return block;
}

/* A finding that is said as the caution stays where the reader asked for warnings alone. */
static void add_caution(cvs_document *doc, const cvs_funnel_scene *scene) {
  cvs_block *block = add_paragraph(doc, scene, "Caution", cvs_words_funnel_caution);
  if (block != NULL)
    block->secondary = cvs_funnel_caution_finding(scene) == NULL;
}

void cvs_build_funnel_blocks(cvs_document *doc, const cvs_funnel_scene *scene) {
  if (doc->failed)
    return;
  const bool broken = scene->group->frame.data_broken;
  cvs_build_heading(doc, &scene->test);
  add_verdict(doc, scene);
  add_checks(doc, scene);
  cvs_build_funnel_picture(doc, scene);
  cvs_build_funnel_drawings(doc, scene);
  if (!broken) {
    cvs_build_funnel_lifts(doc, scene);
    cvs_build_funnel_leaks(doc, scene);
    cvs_build_funnel_changes(doc, scene);
    cvs_build_funnel_money(doc, scene);
    add_paragraph(doc, scene, "On the way", cvs_words_funnel_young);
    add_paragraph(doc, scene, "Unadjusted", cvs_words_funnel_unadjusted);
    add_paragraph(doc, scene, "Steps", cvs_words_funnel_split);
  }
  add_paragraph(doc, scene, "What to do", cvs_words_funnel_advice);
  add_caution(doc, scene);
  if (!broken)
    add_paragraph(doc, scene, "Method", cvs_words_funnel_method);
}
