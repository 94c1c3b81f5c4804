/* What stands beneath the figures of `bayes`: the past, the planned end, what to do, one caution. */
#include "report/bayes_words.h"

#include "report/format.h"
#include "report/plan_words.h"

#include <math.h>

static void add_name(cvs_strbuf *out, const cvs_bayes_scene *scene, size_t arm) {
  cvs_words_name(out, &scene->group->frame, arm);
}

void cvs_words_bayes_past(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_past *past = scene->options->past;
  const cvs_bayes_group *group = scene->group;
  if (past == NULL)
    return;
  const double weight = past->rates.alpha + past->rates.beta;
  cvs_strbuf_addf(out, "%zu past rates vary around ", past->rate_count);
  cvs_format_value(out, CVS_UNIT_RATE, past->rates.alpha / weight, -1);
  cvs_strbuf_add(out, " and weigh as much as ");
  cvs_format_about(out, weight);
  cvs_strbuf_add(out, weight >= 1.5 ? " visitors." : " visitor.");
  if (!past->has_spread || group->lead == SIZE_MAX)
    return;
  const cvs_bayes_pair *topic = cvs_bayes_topic(group);
  if (!topic->has_shrunken)
    return;
  cvs_strbuf_addf(out, " %zu past lifts changed the odds by about ", past->lift_count);
  cvs_format_value(out, CVS_UNIT_RATE, expm1(past->log_odds_sd), -1);
  cvs_strbuf_add(out, " either way. Among lifts like those that of ");
  add_name(out, scene, topic->treatment);
  cvs_strbuf_add(out, " comes to ");
  const int decimals = cvs_interval_decimals(CVS_UNIT_LIFT, &topic->shrunken_lift);
  cvs_format_value(out, CVS_UNIT_LIFT, topic->shrunken_lift.estimate, decimals);
  cvs_strbuf_add_char(out, ' ');
  cvs_format_interval(out, CVS_UNIT_LIFT, &topic->shrunken_lift, decimals);
  cvs_strbuf_add(out, ", and is really better with a probability of ");
  cvs_format_chance(out, topic->shrunken_p_better);
  cvs_strbuf_add_char(out, '.');
}

void cvs_words_bayes_end(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  enum { SHOWN = 5 };
  const cvs_bayes_group *group = scene->group;
  size_t shown = 0;
  for (size_t i = 0; i < group->pair_count && shown < SHOWN; i++) {
    const cvs_bayes_pair *pair = &group->pair[i];
    if (!pair->has_end)
      continue;
    if (shown++ == 0) {
      cvs_strbuf_add(out, "At ");
      cvs_format_count(out, scene->options->planned);
      cvs_strbuf_add(out, " visitors the score test will show");
    }
    cvs_strbuf_add(out, shown > 1 ? "; " : " ");
    add_name(out, scene, pair->treatment);
    cvs_strbuf_add(out, " better with a probability of ");
    cvs_format_chance(out, pair->end.p_better);
    cvs_strbuf_add(out, ", worse with ");
    cvs_format_chance(out, pair->end.p_worse);
  }
  cvs_strbuf_add(out, shown > 0 ? "." : "");
}

static void advise_invalid(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  cvs_words_advice(out, &scene->test);
}

static bool is_past_the_end(const cvs_bayes_group *group) {
  for (size_t i = 0; i < group->finding_count; i++)
    if (group->finding[i].code == CVS_FINDING_END_REACHED)
      return true;
  return false;
}

static void advise_test(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_money_later *best = &scene->group->money->best;
  cvs_strbuf_add(out, "Test on for ");
  cvs_words_time(out, best->days);
  cvs_strbuf_add(out, best->days < scene->options->money->horizon_days
                          ? " and choose then what earns most. If you must choose now, "
                          : ", all of the horizon: the change does not pay. If you must choose now, ");
  cvs_words_bayes_now(out, scene);
  cvs_strbuf_add_char(out, '.');
}

static void advise_continue(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  const cvs_bayes_pair *topic = cvs_bayes_topic(group);
  if (group->rule == CVS_RULE_PROFIT) {
    advise_test(out, scene);
    return;
  }
  cvs_strbuf_add(out, is_past_the_end(group) ? "The planned end is reached: decide by what convstat test says of it"
                                             : "Go on to the end that was planned");
  cvs_strbuf_add(out, ". If you must choose now: shipping ");
  add_name(out, scene, topic->treatment);
  cvs_strbuf_add(out, " loses ");
  cvs_words_bayes_loss(out, group->belief[topic->treatment].among.expected_loss);
  cvs_strbuf_add(out, " on average, keeping ");
  add_name(out, scene, group->frame.control);
  cvs_strbuf_add_char(out, ' ');
  cvs_words_bayes_loss(out, group->belief[group->frame.control].among.expected_loss);
  cvs_strbuf_add_char(out, '.');
}

static void advise_ship(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_pair *topic = cvs_bayes_topic(scene->group);
  const cvs_interval *lift = topic->has_shrunken ? &topic->shrunken_lift : &topic->lift;
  const int decimals = cvs_interval_decimals(CVS_UNIT_LIFT, lift);
  cvs_strbuf_add(out, "Ship ");
  add_name(out, scene, topic->treatment);
  if (scene->group->rule == CVS_RULE_PROFIT) {
    cvs_strbuf_add(out, ": it is expected ");
    cvs_words_bayes_shipped(out, scene);
  }
  cvs_strbuf_add(out, ". Expect a lift of about ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->estimate, decimals);
  cvs_strbuf_add(out, lift->lower > 0 ? "; count on " : "; it may as well be ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->lower, decimals);
  cvs_strbuf_add(out, ". The risk of a mistake costs ");
  cvs_words_bayes_loss(out, scene->group->belief[topic->treatment].among.expected_loss);
  cvs_strbuf_add(out, " on average.");
}

static void advise_keep(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  cvs_strbuf_add(out, "Keep ");
  add_name(out, scene, group->frame.control);
  if (group->rule == CVS_RULE_PROFIT) {
    cvs_strbuf_add(out, ": shipping ");
    add_name(out, scene, group->money->treatment);
    cvs_strbuf_add(out, " is expected ");
    cvs_words_bayes_shipped(out, scene);
    cvs_strbuf_add(out, ", and no longer test earns what it costs.");
    return;
  }
  cvs_strbuf_add(out, ". The risk of a mistake costs ");
  cvs_words_bayes_loss(out, group->belief[group->frame.control].among.expected_loss);
  cvs_strbuf_add(out, " on average");
  cvs_strbuf_add_char(out, '.');
}

void cvs_words_bayes_advice(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  switch (scene->group->choice) {
  case CVS_CHOICE_INVALID:
    advise_invalid(out, scene);
    break;
  case CVS_CHOICE_SHIP:
    advise_ship(out, scene);
    break;
  case CVS_CHOICE_KEEP:
    advise_keep(out, scene);
    break;
  case CVS_CHOICE_CONTINUE:
    advise_continue(out, scene);
    break;
  }
}

/* Independent priors know nothing of there being many. */
static void caution_of_many(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  const bool by_chance = group->rule == CVS_RULE_CHANCE || group->rule == CVS_RULE_REGION;
  cvs_strbuf_addf(out, "The best of %zu treatments looks better than it is, for it was picked for its looks",
                  group->pair_count);
  if (by_chance) {
    cvs_strbuf_add(out, "; so sure means ");
    cvs_words_bayes_sure(out, scene);
    cvs_strbuf_add(out, " here");
  }
  cvs_strbuf_add(out, scene->options->lift_sd > 0 ? ". " : ". --prior-lift-sd takes that off its lift. ");
  cvs_strbuf_add(out, "Whoever looks again and again ships more false winners still: convstat monitor does not.");
}

void cvs_words_bayes_caution(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_finding *finding = cvs_words_caution_finding(&scene->group->frame);
  if (scene->group->choice == CVS_CHOICE_INVALID) {
    cvs_strbuf_add(out, "The figures help to find the fault. They say nothing about which page is better.");
  } else if (finding != NULL) {
    cvs_words_finding(out, &scene->test, finding);
    cvs_strbuf_add_char(out, '.');
  } else if (scene->group->pair_count > 1) {
    caution_of_many(out, scene);
  } else {
    cvs_strbuf_add(out, "These chances are right on average over the prior, at any look. But whoever stops as soon as "
                        "a loss is small or a chance is high ships more false winners than one planned look would: "
                        "stopping by loss does not control false positives. convstat monitor does.");
  }
}

static void add_rule(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_options *options = scene->options;
  const bool by_chance = scene->group->rule == CVS_RULE_CHANCE || scene->group->rule == CVS_RULE_REGION;
  switch (scene->group->rule) {
  case CVS_RULE_LOSS:
    cvs_strbuf_add(out, "the variant of the lowest expected loss is chosen once that is at most ");
    cvs_words_bayes_loss(out, options->loss_threshold);
    break;
  case CVS_RULE_PROFIT:
    cvs_strbuf_add(out, "what is expected to earn most is done");
    break;
  case CVS_RULE_REGION:
    cvs_strbuf_add(out, "a treatment is shipped if its lift is above the region with ");
    cvs_words_bayes_sure(out, scene);
    cvs_strbuf_add(out, ", control is kept if all are below its high end");
    break;
  case CVS_RULE_CHANCE:
    cvs_strbuf_add(out, "a treatment is shipped if it is better with ");
    cvs_words_bayes_sure(out, scene);
    cvs_strbuf_add(out, ", control is kept if all are worse");
    break;
  }
  if (by_chance && scene->group->pair_count > 1) {
    cvs_strbuf_add(out, " with ");
    cvs_words_given_percent(out, 1 - options->alpha / 2);
  }
}

void cvs_words_bayes_method(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_options *options = scene->options;
  cvs_strbuf_add(out, "beta-binomial, prior ");
  cvs_words_bayes_prior(out, options->prior_kind, &options->prior);
  if (scene->group->log_odds_sd > 0) {
    cvs_strbuf_add(out, " of the shared rate, log odds ratios normal with sd ");
    cvs_words_bayes_figure(out, scene->group->log_odds_sd);
    cvs_strbuf_add(out, " (lifts of ");
    cvs_words_given_percent(out, options->lift_sd);
    cvs_strbuf_add(out, " at ");
    cvs_format_value(out, CVS_UNIT_RATE, scene->group->baseline, -1);
    cvs_strbuf_add(out, ")");
  }
  cvs_strbuf_add(out, options->highest_density ? "; shortest intervals; " : "; equal-tailed intervals; ");
  add_rule(out, scene);
  cvs_strbuf_add(out, CVS_EXPLAIN_MORE);
}
