/* Ship, keep or go on: what follows from chances and losses, and the gates that scripts ask for. */
#include "analysis/bayes_run.h"

cvs_choice_rule cvs_bayes_rule(const cvs_bayes_options *options) {
  if (options->loss_threshold > 0)
    return CVS_RULE_LOSS;
  if (options->money != NULL)
    return CVS_RULE_PROFIT;
  return options->has_rope ? CVS_RULE_REGION : CVS_RULE_CHANCE;
}

/* Of one comparison: with equal tails the interval lies on one side exactly then. */
static double sure_of_one(const cvs_bayes_options *options) {
  return 1 - options->alpha / 2;
}

/* Among k treatments without an effect one is better with 1 - alpha/(2 k) at one look with alpha/2 at most, whatever
 * hangs together. All being worse needs no such share: every one of them has to be. */
double cvs_bayes_sure(const cvs_bayes_options *options, const cvs_bayes_group *group) {
  size_t treatments = 0;
  for (size_t i = 0; i < group->pair_count; i++)
    treatments += group->pair[i].exists ? 1 : 0;
  return treatments > 1 ? 1 - options->alpha / 2 / (double)treatments : sure_of_one(options);
}

cvs_choice cvs_bayes_choice_of(cvs_money_choice choice) {
  static const cvs_choice choices[] = {
      [CVS_MONEY_KEEP] = CVS_CHOICE_KEEP, [CVS_MONEY_SHIP] = CVS_CHOICE_SHIP, [CVS_MONEY_TEST] = CVS_CHOICE_CONTINUE};
  return choices[choice];
}

cvs_choice cvs_bayes_choose_pair(const cvs_bayes_options *options, double sure, const cvs_bayes_pair *pair) {
  const double ship = pair->chance.expected_loss_ship, keep = pair->chance.expected_loss_keep;
  if (cvs_bayes_rule(options) == CVS_RULE_LOSS) {
    if ((ship < keep ? ship : keep) > options->loss_threshold)
      return CVS_CHOICE_CONTINUE;
    return ship < keep ? CVS_CHOICE_SHIP : CVS_CHOICE_KEEP;
  }
  if (pair->p_above >= sure)
    return CVS_CHOICE_SHIP;
  return pair->p_below >= sure_of_one(options) ? CVS_CHOICE_KEEP : CVS_CHOICE_CONTINUE;
}

/* The arm of the lowest expected loss among all. */
static void decide_by_loss(const cvs_bayes_options *options, cvs_bayes_group *out) {
  const double keep = out->belief[out->frame.control].among.expected_loss;
  const double ship = out->belief[out->pair[out->lead].treatment].among.expected_loss;
  if ((ship < keep ? ship : keep) > options->loss_threshold)
    return;
  out->choice = ship < keep ? CVS_CHOICE_SHIP : CVS_CHOICE_KEEP;
  if (ship < keep)
    out->chosen = out->lead;
}

static void decide_by_chance(const cvs_bayes_options *options, cvs_bayes_group *out) {
  bool all_below = true;
  for (size_t i = 0; i < out->pair_count; i++) {
    const cvs_bayes_pair *pair = &out->pair[i];
    if (!pair->exists)
      continue;
    const double loss = out->belief[pair->treatment].among.expected_loss;
    const bool is_sure = pair->p_above >= out->sure;
    if (is_sure &&
        (out->chosen == SIZE_MAX || loss < out->belief[out->pair[out->chosen].treatment].among.expected_loss))
      out->chosen = i;
    all_below = all_below && pair->p_below >= sure_of_one(options);
  }
  if (out->chosen != SIZE_MAX)
    out->choice = CVS_CHOICE_SHIP;
  else if (all_below)
    out->choice = CVS_CHOICE_KEEP;
}

static void decide_by_profit(cvs_bayes_group *out) {
  out->choice = cvs_bayes_choice_of(out->money->choice);
  for (size_t i = 0; i < out->pair_count && out->choice == CVS_CHOICE_SHIP; i++)
    if (out->pair[i].treatment == out->money->treatment)
      out->chosen = i;
}

/* Harm is an alarm, and each treatment's own. */
static void set_gates(const cvs_bayes_run *run, cvs_bayes_group *out) {
  const cvs_test_group *frame = &out->frame;
  const cvs_input_info *input = cvs_dataset_input(run->dataset);
  bool harm = false, known = false;
  bool bad = input->rows_skipped > 0 || input->weak_unit != NULL || frame->data_broken;
  for (size_t i = 0; i < out->pair_count; i++) {
    known = known || out->pair[i].exists;
    harm = harm || (out->pair[i].exists && out->pair[i].chance.p_worse >= sure_of_one(run->options));
  }
  for (size_t i = 0; i < frame->finding_count; i++)
    bad = bad || frame->finding[i].code == CVS_FINDING_ALLOCATION_CHANGED ||
          frame->finding[i].code == CVS_FINDING_EMPTY_ARM;
  out->gate_srm = !frame->has_srm ? CVS_UNKNOWN : frame->srm_mismatch ? CVS_YES : CVS_NO;
  out->gate_harm = !known ? CVS_UNKNOWN : harm ? CVS_YES : CVS_NO;
  out->gate_not_won = out->choice == CVS_CHOICE_SHIP ? CVS_NO : CVS_YES;
  out->gate_continue = out->choice == CVS_CHOICE_CONTINUE ? CVS_YES : CVS_NO;
  out->gate_data_quality = bad ? CVS_YES : CVS_NO;
}

void cvs_bayes_decide(const cvs_bayes_run *run, cvs_bayes_group *out) {
  if (out->frame.decision == CVS_DECIDE_INVALID || out->lead == SIZE_MAX)
    out->choice = CVS_CHOICE_INVALID;
  else if (out->rule == CVS_RULE_LOSS)
    decide_by_loss(run->options, out);
  else if (out->rule == CVS_RULE_PROFIT)
    decide_by_profit(out);
  else
    decide_by_chance(run->options, out);
  set_gates(run, out);
}
