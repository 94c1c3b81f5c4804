/* Small phrases of `bayes`: ids, losses, the verdict, findings. */
#include "report/bayes_words.h"

#include "report/format.h"

#include <math.h>

const char *cvs_choice_id(cvs_choice choice) {
  static const char *const ids[] = {"continue", "ship", "keep", "invalid"};
  return ids[choice];
}

const char *cvs_prior_id(cvs_prior_kind kind) {
  static const char *const ids[CVS_PRIORS] = {"jeffreys", "uniform", "shapes", "mean", "past"};
  return ids[kind];
}

const char *cvs_rule_id(cvs_choice_rule rule) {
  static const char *const ids[] = {"loss", "profit", "region", "chance"};
  return ids[rule];
}

void cvs_words_bayes_loss(cvs_strbuf *out, double loss) {
  static const double shown_least = 1e-6; /* 0.0001 pp */
  if (loss > 0 && loss < shown_least) {
    cvs_strbuf_add(out, "less than 0.0001 pp");
    return;
  }
  cvs_format_value(out, CVS_UNIT_LOSS, loss, loss > 0 ? cvs_format_decimals(100 * loss) : 0);
}

const cvs_bayes_pair *cvs_bayes_topic(const cvs_bayes_group *group) {
  return &group->pair[group->chosen != SIZE_MAX ? group->chosen : group->lead];
}

void cvs_words_bayes_sure(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  static const double hundredths = 1e4; /* of a percent; given up, lest a treatment be sure by rounding */
  const double sure = scene->group->sure;
  cvs_words_given_percent(out, scene->group->pair_count > 1 ? ceil(sure * hundredths) / hundredths : sure);
}

void cvs_words_bayes_no_view(cvs_strbuf *out, const cvs_bayes_view *view) {
  if (view->said != NULL) {
    cvs_strbuf_add(out, view->said);
  } else if (view->answer == CVS_EUNDEF) {
    cvs_strbuf_add(out, "such a lift takes the common rate of ");
    cvs_format_value(out, CVS_UNIT_RATE, view->baseline, -1);
    cvs_strbuf_add(out, " beyond 100%");
  } else {
    cvs_strbuf_add(out, "it cannot be computed for counts like these");
  }
}

static void add_name(cvs_strbuf *out, const cvs_bayes_scene *scene, size_t arm) {
  cvs_words_name(out, &scene->group->frame, arm);
}

static void add_control(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  add_name(out, scene, scene->group->frame.control);
}

/* "its lift is between 0.4% and 11.2% (95%)": sides by their signs. */
static void add_lift(cvs_strbuf *out, const cvs_bayes_scene *scene, const cvs_interval *lift) {
  const int decimals = cvs_interval_decimals(CVS_UNIT_LIFT, lift);
  cvs_strbuf_add(out, "its lift is ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->lower, decimals);
  cvs_strbuf_add(out, " to ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->upper, decimals);
  cvs_strbuf_add(out, " with a probability of ");
  cvs_words_given_percent(out, 1 - scene->options->alpha);
}

static void add_invalid(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  if (frame->data_broken) {
    cvs_strbuf_add(out, "There are not two variants with visitors, ");
    add_control(out, scene);
    cvs_strbuf_add(out, " among them: nothing can be compared.");
    return;
  }
  cvs_strbuf_add(out, "The split of visitors is not the intended one (");
  cvs_words_split_p(out, frame);
  cvs_strbuf_add(out, "): somebody was lost or counted twice, and the figures below cannot be trusted.");
}

/* What made the decision, in one clause. */
static void add_by_loss(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  const double keep = group->belief[group->frame.control].among.expected_loss;
  const double ship = group->belief[group->pair[group->lead].treatment].among.expected_loss;
  const bool is_keep = group->choice == CVS_CHOICE_KEEP || (group->choice == CVS_CHOICE_CONTINUE && keep <= ship);
  cvs_strbuf_add(out, is_keep ? " Keeping " : " Shipping ");
  add_name(out, scene, is_keep ? group->frame.control : group->pair[group->lead].treatment);
  cvs_strbuf_add(out, " costs ");
  cvs_words_bayes_loss(out, is_keep ? keep : ship);
  cvs_strbuf_add(out, group->choice == CVS_CHOICE_CONTINUE ? " on average if it is decided now, above the threshold of "
                                                           : " on average, within the threshold of ");
  cvs_words_bayes_loss(out, scene->options->loss_threshold);
  cvs_strbuf_add(out, scene->options->has_rope ? "; the threshold decides, not the region." : ".");
}

static void add_by_region(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_pair *topic = cvs_bayes_topic(scene->group);
  const bool is_keep = scene->group->choice == CVS_CHOICE_KEEP;
  cvs_strbuf_add(out, is_keep ? " It is below " : " It is above ");
  cvs_strbuf_add(out, scene->options->rope[1] < 0 ? "-" : "+");
  cvs_words_given_percent(out, scene->options->rope[1]);
  cvs_strbuf_add(out, ", where a lift begins to make a difference, with ");
  cvs_format_chance(out, is_keep ? topic->p_below : topic->p_above);
  cvs_strbuf_add_char(out, '.');
}

static void add_not_sure(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  cvs_strbuf_add(out, " No side has the ");
  cvs_words_bayes_sure(out, scene);
  cvs_strbuf_add(out, " that count as sure");
  cvs_strbuf_add(out, scene->group->pair_count > 1 ? " with so many treatments." : ".");
}

/* Another treatment that may as well be the best. */
static void add_runner_up(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  static const double nearly = 0.5; /* of the chance of the first */
  const cvs_bayes_group *group = scene->group;
  const size_t first = cvs_bayes_topic(group)->treatment;
  size_t second = SIZE_MAX;
  for (size_t i = 0; i < group->pair_count; i++) {
    const size_t arm = group->pair[i].treatment;
    if (group->pair[i].exists && arm != first &&
        (second == SIZE_MAX || group->belief[arm].among.p_best > group->belief[second].among.p_best))
      second = arm;
  }
  if (second == SIZE_MAX || group->belief[second].among.p_best < nearly * group->belief[first].among.p_best)
    return;
  cvs_strbuf_add_char(out, ' ');
  add_name(out, scene, second);
  cvs_strbuf_add(out, " is nearly as good: the best of all with ");
  cvs_format_chance(out, group->belief[second].among.p_best);
  cvs_strbuf_add(out, " against ");
  cvs_format_chance(out, group->belief[first].among.p_best);
  cvs_strbuf_add_char(out, '.');
}

static void add_rule_words(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  switch (scene->group->rule) {
  case CVS_RULE_LOSS:
    add_by_loss(out, scene);
    cvs_words_bayes_profit_beside(out, scene);
    break;
  case CVS_RULE_PROFIT:
    cvs_words_bayes_by_profit(out, scene);
    break;
  case CVS_RULE_REGION:
    add_by_region(out, scene);
    break;
  case CVS_RULE_CHANCE:
    if (scene->group->choice == CVS_CHOICE_CONTINUE)
      add_not_sure(out, scene);
    break;
  }
}

void cvs_words_bayes_verdict(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  if (group->choice == CVS_CHOICE_INVALID) {
    add_invalid(out, scene);
    return;
  }
  const cvs_bayes_pair *topic = cvs_bayes_topic(group);
  if (group->choice == CVS_CHOICE_KEEP && group->pair_count > 1)
    cvs_strbuf_addf(out, "None of the %zu treatments earns its place. ", group->pair_count);
  const bool is_worse = topic->chance.p_worse > topic->chance.p_better;
  add_name(out, scene, topic->treatment);
  cvs_strbuf_add(out, is_worse ? " is worse than " : " is better than ");
  add_control(out, scene);
  cvs_strbuf_add(out, " with a probability of ");
  cvs_format_chance(out, is_worse ? topic->chance.p_worse : topic->chance.p_better);
  cvs_strbuf_add(out, "; ");
  add_lift(out, scene, &topic->lift);
  cvs_strbuf_add_char(out, '.');
  if (group->choice != CVS_CHOICE_KEEP)
    add_runner_up(out, scene);
  add_rule_words(out, scene);
}

/* --- findings --- */

static void add_past_spread(cvs_strbuf *out, const cvs_finding *finding) {
  const double lifts = finding->value[0];
  if (lifts < 2)
    cvs_strbuf_add(out, "the past has no two lifts to learn from: give each experiment its name in a column "
                        "\"experiment\" (--prior-by COL)");
  else
    cvs_strbuf_addf(out,
                    "the %zu past lifts vary no more than chance alone would have them: they say nothing about "
                    "how real this one is",
                    (size_t)lifts);
}

/* "ship under jeffreys, continue under a sceptic": choices that are not the first one's. */
static void add_turns(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  cvs_strbuf_add(out, "the decision depends on the prior: ");
  for (size_t i = 0; i < group->view_count; i++) {
    const cvs_bayes_view *view = &group->view[i];
    if (!view->decides)
      continue;
    cvs_strbuf_add(out, i > 0 ? ", " : "");
    cvs_strbuf_add(out, cvs_choice_id(view->choice));
    cvs_strbuf_addf(out, i == 0 ? " as asked (%s" : " under %s", cvs_prior_id(view->kind));
    if (view->lift_sd > 0) {
      cvs_strbuf_add(out, " with a sceptical lift of ");
      cvs_words_given_percent(out, view->lift_sd);
    }
    cvs_strbuf_add(out, i == 0 ? ")" : "");
  }
}

void cvs_words_bayes_finding(cvs_strbuf *out, const cvs_bayes_scene *scene, const cvs_finding *finding) {
  if (finding->said != NULL) {
    cvs_strbuf_add(out, finding->said);
    return;
  }
  switch (finding->code) {
  case CVS_FINDING_PRIOR_DECIDES:
    add_turns(out, scene);
    break;
  case CVS_FINDING_FEW_PAST:
    cvs_strbuf_addf(out, "the prior is made of %zu past rates only; ten or more give one worth its name",
                    (size_t)finding->value[0]);
    break;
  case CVS_FINDING_NO_PAST_SPREAD:
    add_past_spread(out, finding);
    break;
  case CVS_FINDING_END_REACHED:
    cvs_format_about(out, finding->value[0]);
    cvs_strbuf_add(out, " visitors are at or past the planned end: there is nothing to predict, use convstat test");
    break;
  default:
    cvs_strbuf_add(out, "the planned end at ");
    cvs_format_about(out, finding->value[0]);
    cvs_strbuf_add(out, " visitors is too far to be reckoned exactly: at most 2,000,000 more an arm");
    break;
  }
}
