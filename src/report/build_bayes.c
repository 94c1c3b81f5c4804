/* Builds the document of one group of `bayes`: the tree for machines, and the entry that renders it. */
#include "report/build_bayes.h"

#include "base/error.h"

#include <stdint.h>
#include <string.h>

static void add_past(cvs_document *doc, cvs_node *prior, const cvs_bayes_past *past) {
  if (past == NULL) {
    cvs_doc_null(doc, prior, "past", CVS_UNIT_NONE);
    return;
  }
  cvs_node *record = cvs_doc_record(doc, prior, "past");
  cvs_doc_count(doc, record, "rates", past->rate_count);
  cvs_doc_count(doc, record, "lifts", past->lift_count);
  cvs_doc_number_or_null(doc, record, "log_odds_sd", CVS_UNIT_NONE, past->has_spread ? &past->log_odds_sd : NULL);
}

static void add_prior(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_bayes_options *options = scene->options;
  const bool joint = scene->group->log_odds_sd > 0;
  cvs_node *prior = cvs_doc_record(doc, doc->root, "prior");
  cvs_doc_number(doc, prior, "alpha", CVS_UNIT_NONE, options->prior.alpha);
  cvs_doc_number(doc, prior, "beta", CVS_UNIT_NONE, options->prior.beta);
  cvs_doc_text(doc, prior, "from", cvs_prior_id(options->prior_kind));
  cvs_doc_number_or_null(doc, prior, "lift_sd", CVS_UNIT_NONE, options->lift_sd > 0 ? &options->lift_sd : NULL);
  cvs_doc_number_or_null(doc, prior, "log_odds_sd", CVS_UNIT_NONE, joint ? &scene->group->log_odds_sd : NULL);
  cvs_doc_number_or_null(doc, prior, "baseline", CVS_UNIT_RATE, joint ? &scene->group->baseline : NULL);
  add_past(doc, prior, options->past);
}

static void add_arms(cvs_document *doc, const cvs_bayes_group *group) {
  cvs_node *arms = cvs_doc_list(doc, doc->root, "arms");
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    const cvs_arm_result *arm = &group->frame.arm[i];
    const cvs_belief *belief = &group->belief[i];
    cvs_node *record = cvs_doc_record(doc, arms, NULL);
    cvs_doc_text(doc, record, "name", arm->name);
    cvs_doc_count(doc, record, "visitors", arm->sample.visitors);
    cvs_doc_count(doc, record, "conversions", arm->sample.conversions);
    cvs_doc_interval(doc, record, "rate", CVS_UNIT_RATE, &arm->rate);
    cvs_doc_number_or_null(doc, record, "p_best", CVS_UNIT_CHANCE, belief->exists ? &belief->among.p_best : NULL);
    cvs_doc_number_or_null(doc, record, "expected_loss", CVS_UNIT_LOSS,
                           belief->exists ? &belief->among.expected_loss : NULL);
  }
}

/* Records keep their fields where they are null, so that CSV keeps its columns. */
static void add_end(cvs_document *doc, cvs_node *record, const cvs_bayes_pair *pair) {
  cvs_node *end = cvs_doc_record(doc, record, "at_planned_end");
  cvs_doc_number_or_null(doc, end, "p_significant_better", CVS_UNIT_CHANCE, pair->has_end ? &pair->end.p_better : NULL);
  cvs_doc_number_or_null(doc, end, "p_significant_worse", CVS_UNIT_CHANCE, pair->has_end ? &pair->end.p_worse : NULL);
}

static void add_shrunken(cvs_document *doc, cvs_node *record, const cvs_bayes_pair *pair) {
  cvs_node *shrunken = cvs_doc_record(doc, record, "shrunken");
  cvs_doc_number_or_null(doc, shrunken, "p_better", CVS_UNIT_CHANCE,
                         pair->has_shrunken ? &pair->shrunken_p_better : NULL);
  cvs_doc_interval(doc, shrunken, "lift", CVS_UNIT_LIFT, &pair->shrunken_lift);
}

static void add_comparison(cvs_document *doc, cvs_node *list, const cvs_bayes_scene *scene, size_t index) {
  const cvs_test_group *frame = &scene->group->frame;
  const cvs_bayes_pair *pair = &scene->group->pair[index];
  const cvs_bayes_comparison *chance = pair->exists ? &pair->chance : NULL;
  const bool has_rope = pair->exists && scene->options->has_rope;
  cvs_node *record = cvs_doc_record(doc, list, NULL);
  cvs_doc_text(doc, record, "treatment", frame->arm[pair->treatment].name);
  cvs_doc_text(doc, record, "control", frame->arm[frame->control].name);
  cvs_doc_number_or_null(doc, record, "p_better", CVS_UNIT_CHANCE, chance != NULL ? &chance->p_better : NULL);
  cvs_doc_number_or_null(doc, record, "p_worse", CVS_UNIT_CHANCE, chance != NULL ? &chance->p_worse : NULL);
  cvs_doc_number_or_null(doc, record, "expected_loss_ship", CVS_UNIT_LOSS,
                         chance != NULL ? &chance->expected_loss_ship : NULL);
  cvs_doc_number_or_null(doc, record, "expected_loss_keep", CVS_UNIT_LOSS,
                         chance != NULL ? &chance->expected_loss_keep : NULL);
  cvs_doc_interval(doc, record, "difference", CVS_UNIT_DIFFERENCE, &pair->difference);
  cvs_doc_interval(doc, record, "lift", CVS_UNIT_LIFT, &pair->lift);
  cvs_doc_number_or_null(doc, record, "p_in_rope", CVS_UNIT_CHANCE, has_rope ? &pair->p_in_rope : NULL);
  cvs_doc_number_or_null(doc, record, "p_above_rope", CVS_UNIT_CHANCE, has_rope ? &pair->p_above : NULL);
  cvs_doc_number_or_null(doc, record, "bayes_factor_10", CVS_UNIT_RATIO,
                         chance != NULL ? &pair->factor.bayes_factor_10 : NULL);
  cvs_doc_number_or_null(doc, record, "ln_bayes_factor_10", CVS_UNIT_NONE,
                         chance != NULL ? &pair->factor.ln_bayes_factor_10 : NULL);
  add_end(doc, record, pair);
  add_shrunken(doc, record, pair);
}

/* Why there is no answer. */
static void add_no_view(cvs_document *doc, cvs_node *record, const cvs_bayes_view *view) {
  cvs_strbuf reason = {0};
  if (view->answer != CVS_OK)
    cvs_words_bayes_no_view(&reason, view);
  cvs_doc_text(doc, record, "reason", view->answer != CVS_OK ? cvs_strbuf_text(&reason) : NULL);
  cvs_doc_close_text(doc, &reason);
}

static void add_views(cvs_document *doc, const cvs_bayes_group *group) {
  cvs_node *list = cvs_doc_list(doc, doc->root, "sensitivity");
  for (size_t i = 0; i < group->view_count; i++) {
    const cvs_bayes_view *view = &group->view[i];
    cvs_node *record = cvs_doc_record(doc, list, NULL);
    cvs_doc_text(doc, record, "treatment", group->frame.arm[group->pair[group->lead].treatment].name);
    cvs_doc_text(doc, record, "from", cvs_prior_id(view->kind));
    cvs_doc_number(doc, record, "alpha", CVS_UNIT_NONE, view->prior.alpha);
    cvs_doc_number(doc, record, "beta", CVS_UNIT_NONE, view->prior.beta);
    cvs_doc_number_or_null(doc, record, "lift_sd", CVS_UNIT_NONE, view->lift_sd > 0 ? &view->lift_sd : NULL);
    cvs_doc_number_or_null(doc, record, "p_better", CVS_UNIT_CHANCE, view->answer == CVS_OK ? &view->p_better : NULL);
    cvs_doc_text(doc, record, "decision", view->decides ? cvs_choice_id(view->choice) : NULL);
    add_no_view(doc, record, view);
  }
}

static void add_decision(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  const bool shipped = group->choice == CVS_CHOICE_SHIP;
  cvs_strbuf reason = {0};
  cvs_words_bayes_verdict(&reason, scene);
  cvs_node *decision = cvs_doc_record(doc, doc->root, "decision");
  cvs_doc_text(doc, decision, "code", cvs_choice_id(group->choice));
  cvs_doc_text(doc, decision, "treatment",
               shipped ? group->frame.arm[group->pair[group->chosen].treatment].name : NULL);
  cvs_doc_text(doc, decision, "rule", cvs_rule_id(group->rule));
  cvs_doc_text(doc, decision, "reason", cvs_strbuf_text(&reason));
  cvs_node *gates = cvs_doc_record(doc, doc->root, "gates");
  cvs_build_gate(doc, gates, "srm", group->gate_srm);
  cvs_build_gate(doc, gates, "harm", group->gate_harm);
  cvs_build_gate(doc, gates, "not-won", group->gate_not_won);
  cvs_build_gate(doc, gates, "data-quality", group->gate_data_quality);
  cvs_build_gate(doc, gates, "continue", group->gate_continue);
  cvs_doc_close_text(doc, &reason);
}

cvs_money_view cvs_bayes_money_view(const cvs_bayes_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  const cvs_money *money = scene->group->money;
  bool bare = false;
  for (size_t i = 0; i < frame->arm_count; i++)
    bare = bare || (frame->arm[i].sample.visitors > 0 && frame->arm[i].sample.conversions == 0);
  return (cvs_money_view){.money = money,
                          .terms = scene->options->money,
                          .bare_arm = bare,
                          .shrunken = scene->group->lead != SIZE_MAX && cvs_bayes_topic(scene->group)->has_shrunken,
                          .control = frame->arm[frame->control].name,
                          .treatment = money != NULL ? frame->arm[money->treatment].name : NULL};
}

void cvs_build_bayes(cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  cvs_build_by(doc, &scene->test);
  cvs_doc_text(doc, doc->root, "control", group->frame.arm[group->frame.control].name);
  add_prior(doc, scene);
  add_arms(doc, group);
  cvs_build_srm(doc, &group->frame);
  cvs_build_srm_before(doc, &group->frame);
  cvs_node *list = cvs_doc_list(doc, doc->root, "comparisons");
  for (size_t i = 0; i < group->pair_count; i++)
    add_comparison(doc, list, scene, i);
  add_views(doc, group);
  const cvs_money_view money = cvs_bayes_money_view(scene);
  cvs_build_money(doc, doc->root, &money);
  add_decision(doc, scene);
}

static void warn_findings(cvs_report *report, cvs_document *doc, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  for (size_t i = 0; i < group->finding_count; i++) {
    cvs_strbuf message = {0};
    cvs_words_bayes_finding(&message, scene, &group->finding[i]);
    const bool of_past = strcmp(group->finding[i].field, "prior") == 0;
    const cvs_warning warning = {.code = cvs_finding_id(group->finding[i].code),
                                 .message = cvs_strbuf_text(&message),
                                 .field = group->finding[i].field,
                                 .by = of_past ? NULL : cvs_node_child(doc->root, "by"),
                                 .group = of_past ? SIZE_MAX : group->frame.group};
    cvs_report_warn(report, &warning);
    cvs_doc_close_text(doc, &message);
  }
}

cvs_status cvs_report_bayes(cvs_report *report, const cvs_dataset *dataset, const cvs_bayes_options *options,
                            const cvs_bayes_group *group, cvs_error *error) {
  cvs_test_options frame;
  cvs_test_options_init(&frame);
  frame.alpha = options->alpha;
  frame.control = options->control;
  frame.share = options->share;
  frame.share_count = options->share_count;
  const cvs_bayes_scene scene = {
      {dataset, &frame, &group->frame, cvs_report_style_of(report)->quiet, cvs_report_shows_pictures(report)},
      options,
      group};
  cvs_document *doc = cvs_report_document(report);
  cvs_build_bayes(doc, &scene);
  if (cvs_report_shows_rows(report))
    cvs_build_bayes_rows(doc, &scene);
  if (cvs_report_shows_blocks(report))
    cvs_build_bayes_blocks(doc, &scene);
  const cvs_status status = cvs_report_group(report, doc, error);
  if (status == CVS_OK && !doc->failed) {
    cvs_warn_findings(report, doc, &scene.test);
    warn_findings(report, doc, &scene);
  }
  return status == CVS_OK && doc->failed ? cvs_fail_memory(error) : status;
}
