/* What is expected to earn most, in the sentences of `bayes`. */
#include "report/bayes_words.h"

#include "report/format.h"
#include "report/plan_words.h"

#include <math.h>

static void add_name(cvs_strbuf *out, const cvs_bayes_scene *scene, size_t arm) {
  cvs_words_name(out, &scene->group->frame, arm);
}

static bool says_profit_the_same(const cvs_bayes_group *group) {
  const cvs_money *money = group->money;
  const cvs_choice choice = money->choice == CVS_MONEY_TEST   ? CVS_CHOICE_CONTINUE
                            : money->choice == CVS_MONEY_SHIP ? CVS_CHOICE_SHIP
                                                              : CVS_CHOICE_KEEP;
  return choice == group->choice &&
         (choice != CVS_CHOICE_SHIP || group->pair[group->chosen].treatment == money->treatment);
}

/* Beside the threshold that decides: what earns most. */
void cvs_words_bayes_profit_beside(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  const cvs_money *money = group->money;
  if (money == NULL)
    return;
  if (says_profit_the_same(group)) {
    cvs_strbuf_add(out, " Expected profit says the same.");
    return;
  }
  cvs_strbuf_add(out, " Expected profit would ");
  if (money->choice == CVS_MONEY_TEST) {
    cvs_strbuf_add(out, "test on for ");
    cvs_words_time(out, money->best.days);
  } else {
    cvs_strbuf_add(out, money->choice == CVS_MONEY_SHIP ? "ship " : "keep ");
    add_name(out, scene, money->choice == CVS_MONEY_SHIP ? money->treatment : group->frame.control);
  }
  cvs_strbuf_add(out, "; the threshold that was asked for decides.");
}

static void add_money(cvs_strbuf *out, double value) {
  cvs_format_value(out, CVS_UNIT_MONEY, value, -1);
}

void cvs_words_bayes_now(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_money *money = scene->group->money;
  const bool ships = money->profit_ship > 0;
  cvs_strbuf_add(out, ships ? "ship " : "keep ");
  add_name(out, scene, ships ? money->treatment : scene->group->frame.control);
}

/* Shipping now, in money: "to earn 4,206", "to lose 300". */
void cvs_words_bayes_shipped(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_money *money = scene->group->money;
  cvs_strbuf_add(out, money->profit_ship < 0 ? "to lose " : "to earn ");
  add_money(out, fabs(money->profit_ship));
  cvs_strbuf_add(out, " over ");
  cvs_words_time(out, scene->options->money->horizon_days);
}

void cvs_words_bayes_by_profit(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  const cvs_money *money = group->money;
  if (group->choice == CVS_CHOICE_CONTINUE) {
    cvs_strbuf_add(out, " Testing on for ");
    cvs_words_time(out, money->best.days);
    cvs_strbuf_add(out, money->best.exact ? " is expected to earn most, " : " is expected to earn most, about ");
    add_money(out, money->best.gain);
    cvs_strbuf_add(out, " more than to ");
    cvs_words_bayes_now(out, scene);
    cvs_strbuf_add(out, " now.");
  } else {
    cvs_strbuf_add(out, group->choice == CVS_CHOICE_SHIP ? " Shipping it, sure or not, earns most: it is expected "
                                                         : " Keeping earns most: shipping is expected ");
    cvs_words_bayes_shipped(out, scene);
    cvs_strbuf_add(out, ", and no longer test earns what it costs.");
  }
  if (scene->options->has_rope)
    cvs_strbuf_add(out, " Profit decides, not the region.");
}
