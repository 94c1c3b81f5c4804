/* A saved result of `bayes`, group by group. */
#include "report/bayes_words.h"
#include "report/saved_check.h"
#include <convstat/curves.h>

#include <math.h>
#include <string.h>

static const char *const choices[] = {"continue", "ship", "keep", "invalid"};
static const char *const priors[] = {"jeffreys", "uniform", "shapes", "mean", "past"};
static const char *const rules[] = {"loss", "profit", "region", "chance"};

/* --- what was asked --- */

/* Options, and what they point to. */
typedef struct bayes_question {
  cvs_bayes_options options;
  cvs_bayes_past past;
  cvs_money_terms money;
} bayes_question;

static const cvs_bind past_rows[] = {
    CVS_BIND(SIZE, "rates", cvs_bayes_past, rate_count),
    CVS_BIND(SIZE, "lifts", cvs_bayes_past, lift_count),
    CVS_BIND_IF(NUMBER, "log_odds_sd", cvs_bayes_past, log_odds_sd, has_spread),
};
static const cvs_bind prior_rows[] = {
    CVS_BIND(NUMBER, "alpha", bayes_question, options.prior.alpha),
    CVS_BIND(NUMBER, "beta", bayes_question, options.prior.beta),
    CVS_BIND_ONE_OF("from", bayes_question, options.prior_kind, priors),
    CVS_BIND(NUMBER, "lift_sd", bayes_question, options.lift_sd),
    CVS_BIND_ROWS("past", bayes_question, past, past_rows),
};

static void take_money_terms(const cvs_saved_result *result, cvs_money_terms *out) {
  *out = (cvs_money_terms){.value_per_conversion = cvs_saved_number(result, "value_per_conversion"),
                           .traffic = cvs_saved_number(result, "traffic"),
                           .traffic_share = 1,
                           .horizon_days = cvs_saved_days(result, "horizon"),
                           .cost_of_change = cvs_saved_number(result, "cost_of_change"),
                           .cost_of_delay = cvs_saved_number(result, "cost_of_delay")};
}

static void take_question(const cvs_saved_result *result, const cvs_json_place *group, bayes_question *out) {
  const cvs_json_place prior = cvs_json_within(group, "prior"), past = cvs_json_within(&prior, "past");
  cvs_bayes_options *options = &out->options;
  cvs_bayes_options_init(options);
  options->alpha = cvs_saved_number(result, "alpha");
  options->control = cvs_saved_text(result, "control");
  options->highest_density = cvs_saved_is(result, "interval", "highest-density");
  options->has_rope = cvs_saved_has(result, "rope_lower");
  options->rope[0] = cvs_saved_number(result, "rope_lower");
  options->rope[1] = cvs_saved_number(result, "rope_upper");
  options->loss_threshold = cvs_saved_number(result, "loss_threshold");
  options->planned = cvs_saved_count(result, "planned");
  options->lift_sd = 0;
  CVS_BIND_TAKE(&prior, prior_rows, out);
  out->past.rates = options->prior;
  options->past = cvs_json_is_null(&past) ? NULL : &out->past;
  take_money_terms(result, &out->money);
  options->money = cvs_saved_has(result, "value_per_conversion") ? &out->money : NULL;
}

/* --- beliefs --- */

static const cvs_bind belief_rows[] = {
    CVS_BIND_IF(NUMBER, "p_best", cvs_belief, among.p_best, exists),
    CVS_BIND(NUMBER, "expected_loss", cvs_belief, among.expected_loss),
};
static const cvs_bind end_rows[] = {
    CVS_BIND_IF(NUMBER, "p_significant_better", cvs_bayes_pair, end.p_better, has_end),
    CVS_BIND(NUMBER, "p_significant_worse", cvs_bayes_pair, end.p_worse),
};
static const cvs_bind shrunken_rows[] = {
    CVS_BIND_IF(NUMBER, "p_better", cvs_bayes_pair, shrunken_p_better, has_shrunken),
    CVS_BIND(INTERVAL, "lift", cvs_bayes_pair, shrunken_lift),
};
static const cvs_bind pair_rows[] = {
    CVS_BIND_IF(NUMBER, "p_better", cvs_bayes_pair, chance.p_better, exists),
    CVS_BIND(NUMBER, "p_worse", cvs_bayes_pair, chance.p_worse),
    CVS_BIND(NUMBER, "expected_loss_ship", cvs_bayes_pair, chance.expected_loss_ship),
    CVS_BIND(NUMBER, "expected_loss_keep", cvs_bayes_pair, chance.expected_loss_keep),
    CVS_BIND(INTERVAL, "difference", cvs_bayes_pair, difference),
    CVS_BIND(INTERVAL, "lift", cvs_bayes_pair, lift),
    CVS_BIND(NUMBER, "p_in_rope", cvs_bayes_pair, p_in_rope),
    CVS_BIND(NUMBER, "p_above_rope", cvs_bayes_pair, p_above),
    CVS_BIND(NUMBER, "bayes_factor_10", cvs_bayes_pair, factor.bayes_factor_10),
    CVS_BIND(NUMBER, "ln_bayes_factor_10", cvs_bayes_pair, factor.ln_bayes_factor_10),
    CVS_BIND_HERE("at_planned_end", end_rows),
    CVS_BIND_HERE("shrunken", shrunken_rows),
};

static cvs_beta find_posterior(const cvs_beta *prior, const cvs_sample *sample) {
  return (cvs_beta){.alpha = prior->alpha + (double)sample->conversions,
                    .beta = prior->beta + (double)(sample->visitors - sample->conversions)};
}

static void take_beliefs(cvs_saved_result *result, const cvs_json_place *group, const cvs_beta *prior,
                         cvs_bayes_group *out) {
  const cvs_json_place arms = cvs_json_within(group, "arms");
  cvs_belief *belief = cvs_saved_alloc(result, out->frame.arm_count, sizeof *belief);
  for (size_t i = 0; i < out->frame.arm_count && belief != NULL; i++) {
    const cvs_json_place arm = cvs_json_item(&arms, i);
    CVS_BIND_TAKE(&arm, belief_rows, &belief[i]);
    belief[i].posterior = find_posterior(prior, &out->frame.arm[i].sample);
  }
  out->belief = belief;
}

/* The treatment of the lowest expected loss leads. */
static void find_lead(cvs_bayes_group *out) {
  for (size_t i = 0; i < out->pair_count; i++) {
    const double loss = out->belief[out->pair[i].treatment].among.expected_loss;
    if (out->pair[i].exists &&
        (out->lead == SIZE_MAX || loss < out->belief[out->pair[out->lead].treatment].among.expected_loss))
      out->lead = i;
  }
}

static void take_pairs(cvs_saved_result *result, const cvs_json_place *group, cvs_bayes_group *out) {
  const cvs_json_place list = cvs_json_within(group, "comparisons");
  const size_t count = cvs_json_size(&list);
  cvs_bayes_pair *pair = cvs_saved_alloc(result, count, sizeof *pair);
  for (size_t i = 0; i < count && pair != NULL; i++) {
    const cvs_json_place item = cvs_json_item(&list, i), treatment = cvs_json_within(&item, "treatment");
    CVS_BIND_TAKE(&item, pair_rows, &pair[i]);
    pair[i].treatment = cvs_saved_arm(&out->frame, &treatment);
  }
  out->pair = pair;
  out->pair_count = pair != NULL && out->belief != NULL ? count : 0;
  find_lead(out);
}

/* --- other priors --- */

static const cvs_bind view_rows[] = {
    CVS_BIND_ONE_OF("from", cvs_bayes_view, kind, priors),  CVS_BIND(NUMBER, "alpha", cvs_bayes_view, prior.alpha),
    CVS_BIND(NUMBER, "beta", cvs_bayes_view, prior.beta),   CVS_BIND(NUMBER, "lift_sd", cvs_bayes_view, lift_sd),
    CVS_BIND(NUMBER, "p_better", cvs_bayes_view, p_better), CVS_BIND(TEXT, "reason", cvs_bayes_view, said),
};

static void take_views(const cvs_json_place *group, cvs_bayes_group *out) {
  const cvs_json_place list = cvs_json_within(group, "sensitivity");
  const size_t count = cvs_json_size(&list);
  if (count > CVS_BAYES_VIEWS_MAX || (count > 0 && out->lead == SIZE_MAX)) {
    cvs_json_refuse(&list, "an array of at most 3, empty without a treatment that leads");
    return;
  }
  for (; out->view_count < count; out->view_count++) {
    cvs_bayes_view *view = &out->view[out->view_count];
    const cvs_json_place item = cvs_json_item(&list, out->view_count), choice = cvs_json_within(&item, "decision");
    CVS_BIND_TAKE(&item, view_rows, view);
    view->answer = view->said != NULL ? CVS_EUNDEF : CVS_OK;
    view->decides = !cvs_json_is_null(&choice);
    if (view->decides)
      view->choice = (cvs_choice)cvs_json_get_choice(&choice, choices, sizeof choices / sizeof *choices);
  }
}

/* --- money --- */

static const char *const money_choices[] = {"keep", "ship", "test"};
static const cvs_bind later_rows[] = {
    CVS_BIND(COUNT, "days", cvs_money_later, days),
    CVS_BIND(NUMBER, "profit", cvs_money_later, profit),
    CVS_BIND(NUMBER, "gain", cvs_money_later, gain),
    CVS_BIND(BOOL, "exact", cvs_money_later, exact),
};
static const cvs_bind money_rows[] = {
    CVS_BIND_ONE_OF("decision", cvs_money, choice, money_choices),
    CVS_BIND(NUMBER, "profit_ship", cvs_money, profit_ship),
    CVS_BIND(NUMBER, "profit_certain", cvs_money, profit_certain),
    CVS_BIND_ROWS("best", cvs_money, best, later_rows),
};

static void take_money(cvs_saved_result *result, const cvs_json_place *group, cvs_bayes_group *out) {
  const cvs_json_place place = cvs_json_within(group, "money"), list = cvs_json_within(&place, "test_on");
  const cvs_json_place treatment = cvs_json_within(&place, "treatment");
  if (cvs_json_is_null(&place))
    return;
  cvs_money *money = cvs_saved_alloc(result, 1, sizeof *money);
  if (money == NULL)
    return;
  CVS_BIND_TAKE(&place, money_rows, money);
  money->treatment = cvs_saved_arm(&out->frame, &treatment);
  money->wait_count = cvs_json_size(&list);
  if (money->wait_count > CVS_MONEY_WAITS) {
    cvs_json_refuse(&list, "an array of at most 2");
    money->wait_count = 0;
  }
  for (size_t i = 0; i < money->wait_count; i++) {
    const cvs_json_place item = cvs_json_item(&list, i);
    CVS_BIND_TAKE(&item, later_rows, &money->wait[i]);
  }
  out->money = money;
}

/* --- the group --- */

static const cvs_bind joint_rows[] = {
    CVS_BIND(NUMBER, "log_odds_sd", cvs_bayes_group, log_odds_sd),
    CVS_BIND(NUMBER, "baseline", cvs_bayes_group, baseline),
};
static const cvs_bind decision_rows[] = {
    CVS_BIND_ONE_OF("code", cvs_bayes_group, choice, choices),
    CVS_BIND_ONE_OF("rule", cvs_bayes_group, rule, rules),
};
static const cvs_bind gate_rows[] = {
    CVS_BIND(GATE, "srm", cvs_bayes_group, gate_srm),
    CVS_BIND(GATE, "harm", cvs_bayes_group, gate_harm),
    CVS_BIND(GATE, "not-won", cvs_bayes_group, gate_not_won),
    CVS_BIND(GATE, "data-quality", cvs_bayes_group, gate_data_quality),
    CVS_BIND(GATE, "continue", cvs_bayes_group, gate_continue),
};
static const cvs_bind group_rows[] = {
    CVS_BIND_HERE("prior", joint_rows),
    CVS_BIND_HERE("decision", decision_rows),
    CVS_BIND_HERE("gates", gate_rows),
};

static void take_chosen(const cvs_json_place *group, cvs_bayes_group *out) {
  const cvs_json_place decision = cvs_json_within(group, "decision");
  const cvs_json_place treatment = cvs_json_within(&decision, "treatment");
  if (out->choice != CVS_CHOICE_SHIP)
    return;
  const size_t arm = cvs_json_is_null(&treatment) ? SIZE_MAX : cvs_saved_arm(&out->frame, &treatment);
  for (size_t i = 0; i < out->pair_count && out->chosen == SIZE_MAX; i++)
    if (out->pair[i].treatment == arm)
      out->chosen = i;
  if (out->chosen == SIZE_MAX)
    cvs_json_refuse(&treatment, "the treatment of a comparison");
}

/* Bonferroni over the treatments that have visitors, as cvs_choice_rule says. */
static double find_sure(const cvs_bayes_group *group, double alpha) {
  size_t count = 0;
  for (size_t i = 0; i < group->pair_count; i++)
    count += group->pair[i].exists ? 1 : 0;
  return 1 - alpha / 2 / fmax((double)count, 1);
}

/* Findings of `bayes` itself stand behind those of its frame. */
static bool is_own(cvs_finding_code code) {
  return code == CVS_FINDING_FEW_PAST || code == CVS_FINDING_NO_PAST_SPREAD || code == CVS_FINDING_PRIOR_DECIDES ||
         code == CVS_FINDING_END_REACHED || code == CVS_FINDING_NO_PREDICTION;
}

static void part_findings(cvs_bayes_group *out) {
  const cvs_finding *all = out->frame.finding;
  size_t first = out->frame.finding_count;
  while (first > 0 && is_own(all[first - 1].code))
    first--;
  for (size_t i = first; i < out->frame.finding_count && out->finding_count < CVS_BAYES_FINDINGS_MAX; i++)
    out->finding[out->finding_count++] = all[i];
  out->frame.finding_count = first;
}

/* Sentences speak of the treatment that leads unless the data are invalid. */
static void check_whole(const cvs_json_place *group, const cvs_bayes_options *options, const cvs_bayes_group *found) {
  const cvs_json_place list = cvs_json_within(group, "comparisons"), money = cvs_json_within(group, "money");
  const bool decides = found->rule == CVS_RULE_PROFIT && found->choice != CVS_CHOICE_INVALID;
  if (decides && found->money == NULL)
    cvs_json_refuse(&money, "an object, since profit decides");
  if (found->money != NULL && options->money == NULL)
    cvs_json_refuse(&money, "null, since the settings have no value_per_conversion");
  if (found->choice != CVS_CHOICE_INVALID && found->lead == SIZE_MAX)
    cvs_json_refuse(&list, "a comparison with figures, since the decision rests on one");
}

/* A rate is the mean of its posterior; rates with a prior on lifts are believed together, and of no such form. */
static void check_beliefs(const cvs_json_place *group, const cvs_bayes_options *options, const cvs_bayes_group *found) {
  const cvs_json_place arms = cvs_json_within(group, "arms"), list = cvs_json_within(group, "comparisons");
  for (size_t i = 0; i < found->frame.arm_count && found->belief != NULL && options->lift_sd == 0; i++) {
    const cvs_json_place arm = cvs_json_item(&arms, i), rate = cvs_json_within(&arm, "rate");
    const cvs_beta *posterior = &found->belief[i].posterior;
    cvs_saved_check_estimate(&rate, posterior->alpha / (posterior->alpha + posterior->beta),
                             "the mean of what its counts and the prior say");
  }
  for (size_t i = 0; i < found->pair_count; i++) {
    const cvs_json_place item = cvs_json_item(&list, i), difference = cvs_json_within(&item, "difference");
    const double before = found->frame.arm[found->frame.control].rate.estimate;
    const double after = found->frame.arm[found->pair[i].treatment].rate.estimate;
    cvs_saved_check_estimate(&difference, after - before, "as the rates of its two arms say");
  }
}

static void check_decision(const cvs_json_place *group, const cvs_bayes_group *found) {
  const cvs_saved_cause cause = {.invalid = found->choice == CVS_CHOICE_INVALID,
                                 .known = found->frame.srm_mismatch,
                                 .possible = found->frame.data_broken || found->lead == SIZE_MAX};
  cvs_saved_check_cause(group, &cause);
  cvs_saved_check_gate(group, "srm", found->frame.srm_mismatch);
  cvs_saved_check_gate(group, "not-won", found->choice != CVS_CHOICE_SHIP);
  cvs_saved_check_gate(group, "continue", found->choice == CVS_CHOICE_CONTINUE);
}

/* Pictures are drawn of the figures that were read. A curve that cannot be made is left out, as `bayes` does. */
static cvs_status report_with_curves(cvs_saved_result *result, const cvs_bayes_options *options, cvs_bayes_group *group,
                                     cvs_report *report, cvs_error *error) {
  cvs_bayes_curves *curves = NULL;
  cvs_status status = CVS_OK;
  if (cvs_report_draws(report))
    status = cvs_bayes_curves_make(options, group, &curves, error);
  group->curves = curves;
  if (status == CVS_OK)
    status = cvs_report_bayes(report, result->dataset, options, group, error);
  cvs_bayes_curves_free(curves);
  return status;
}

static void take_group(cvs_saved_result *result, size_t index, bayes_question *question, cvs_bayes_group *out) {
  cvs_json_place root;
  const cvs_json_place groups = cvs_saved_groups(result, &root), place = cvs_json_item(&groups, index);
  *question = (bayes_question){.options = {.alpha = 0}};
  *out = (cvs_bayes_group){.lead = SIZE_MAX, .chosen = SIZE_MAX};
  take_question(result, &place, question);
  cvs_saved_frame(result, &place, index, &out->frame);
  CVS_BIND_TAKE(&place, group_rows, out);
  take_beliefs(result, &place, &question->options.prior, out);
  take_pairs(result, &place, out);
  take_views(&place, out);
  take_money(result, &place, out);
  take_chosen(&place, out);
  part_findings(out);
  out->sure = find_sure(out, question->options.alpha);
  out->frame.decision = out->choice == CVS_CHOICE_INVALID ? CVS_DECIDE_INVALID : CVS_DECIDE_INCONCLUSIVE;
  check_whole(&place, &question->options, out);
  check_beliefs(&place, &question->options, out);
  check_decision(&place, out);
}

static void take_line(cvs_saved_result *result, size_t index, cvs_saved_line *out) {
  bayes_question question;
  cvs_bayes_group group;
  take_group(result, index, &question, &group);
  if (group.choice == CVS_CHOICE_INVALID || cvs_saved_status(result, NULL) != CVS_OK)
    return;
  const cvs_bayes_pair *topic = cvs_bayes_topic(&group);
  out->treatment = group.frame.arm[topic->treatment].name;
  out->lift = topic->lift;
}

static cvs_status report_group(cvs_saved_result *result, size_t index, cvs_report *report, cvs_error *error) {
  bayes_question question;
  cvs_bayes_group group;
  take_group(result, index, &question, &group);
  const cvs_status status = cvs_saved_status(result, error);
  return status == CVS_OK ? report_with_curves(result, &question.options, &group, report, error) : status;
}

const cvs_saved_reader cvs_saved_reader_bayes = {.command = "bayes", .group = report_group, .line = take_line};
