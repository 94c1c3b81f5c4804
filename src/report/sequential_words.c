/* Words of tests with several looks. */
#include "report/sequential_words.h"

#include "base/number.h"
#include "report/format.h"
#include "report/test_words.h"

/* By cvs_spending_family. */
static const struct {
  const char *kind;
  const char *id;
  const char *title;
  const char *parameter; /* what the number behind it is called; NULL: it has none */
} families[] = {
    [CVS_SPENDING_OBF] = {"spending", "obf", "O'Brien-Fleming-like spending", NULL},
    [CVS_SPENDING_POCOCK] = {"spending", "pocock", "Pocock-like spending", NULL},
    [CVS_SPENDING_KIM_DEMETS] = {"spending", "kim-demets", "Kim-DeMets spending", "power"},
    [CVS_SPENDING_HSD] = {"spending", "hsd", "Hwang-Shih-DeCani spending", "gamma"},
    [CVS_BOUNDS_OBRIEN_FLEMING] = {"bounds", "obrien-fleming", "O'Brien-Fleming bounds", NULL},
    [CVS_BOUNDS_POCOCK] = {"bounds", "pocock", "Pocock bounds", NULL},
    [CVS_BOUNDS_WANG_TSIATIS] = {"bounds", "wang-tsiatis", "Wang-Tsiatis bounds", "Delta"},
};

const char *cvs_spending_kind_id(cvs_spending_family family) {
  return families[family].kind;
}

const char *cvs_spending_family_id(cvs_spending_family family) {
  return families[family].id;
}

bool cvs_spending_has_parameter(cvs_spending_family family) {
  return families[family].parameter != NULL;
}

const char *cvs_futility_id(cvs_futility futility) {
  static const char *const ids[] = {
      [CVS_FUTILITY_NONE] = "none", [CVS_FUTILITY_NONBINDING] = "nonbinding", [CVS_FUTILITY_BINDING] = "binding"};
  return ids[futility];
}

void cvs_words_spending(cvs_strbuf *out, const cvs_spending *spending) {
  const char *parameter = families[spending->family].parameter;
  char number[CVS_NUMBER_MAX];
  cvs_strbuf_add(out, families[spending->family].title);
  if (parameter == NULL)
    return;
  cvs_print_double(spending->parameter, number);
  cvs_strbuf_addf(out, " (%s %s)", parameter, number);
}

static bool is_classical(const cvs_sequential_terms *terms) {
  return terms->efficacy.family >= CVS_BOUNDS_OBRIEN_FLEMING;
}

void cvs_words_plan_looks(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan_sequential *sequential = view->entry->plan->sequential;
  cvs_strbuf_addf(out, "%zu looks take ", sequential->terms.looks);
  cvs_format_value(out, CVS_UNIT_RATE, sequential->design.inflation - 1, 1);
  cvs_strbuf_add(out, " more visitors than one look, if the test runs to its end");
}

void cvs_words_plan_treatments(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan *plan = view->entry->plan;
  if (plan->adjust == NULL)
    return;
  cvs_strbuf_add(out, "each treatment is read by itself, at an alpha of ");
  cvs_format_value(out, CVS_UNIT_RATE, plan->sequential->terms.alpha, -1);
  cvs_strbuf_addf(out, " (%s); averages are as if all stopped at the same look", plan->adjust->title);
}

static void add_futility(cvs_strbuf *out, const cvs_plan_sequential *sequential) {
  if (sequential->terms.futility == CVS_FUTILITY_NONE)
    return;
  cvs_strbuf_add(out, sequential->downward
                          ? " Give up where it is at or above the give-up bound: so little is unlikely if "
                            "the planned effect is there."
                          : " Give up where it is at or below the give-up bound: so little is unlikely if "
                            "the planned effect is there.");
  cvs_strbuf_add(out, sequential->terms.futility == CVS_FUTILITY_BINDING
                          ? " That is binding: the other bounds count on it, and going on all the same brings more "
                            "false alarms than alpha."
                          : " You may go on all the same: the other bounds do not count on it.");
}

void cvs_words_looks_advice(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_plan_sequential *sequential = view->entry->plan->sequential;
  cvs_strbuf_addf(out, "Look %zu times, when so many visitors have come, and at no other time. ",
                  sequential->terms.looks);
  if (sequential->terms.two_sided)
    cvs_strbuf_add(out, "Stop for a win where the test's z is at or above the win bound, for harm where it is at or "
                        "below the harm bound: that is more than chance does in so many looks.");
  else
    cvs_strbuf_add(out, sequential->downward
                            ? "Stop where the test's z is at or below its bound: the loss is more than chance does "
                              "in so many looks."
                            : "Stop for a win where the test's z is at or above the win bound: that is more than "
                              "chance does in so many looks.");
  add_futility(out, sequential);
  cvs_strbuf_add(out, " Else go on; at the last look, what crosses no bound is not shown. ");
  cvs_strbuf_add(out, "--save plan.json keeps the plan for convstat monitor --plan, which reads the looks for you.");
}

void cvs_words_looks_caution(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_sequential_terms *terms = &view->entry->plan->sequential->terms;
  cvs_strbuf_add(out, is_classical(terms)
                          ? "These bounds hold for looks exactly as planned; --spending allows for looks that slip. "
                          : "These bounds hold for these looks: one more at a good moment finds winners that are not "
                            "there. ");
  cvs_strbuf_add(out, "A test that stops early overstates its effect: the less it has seen, the more.");
}

void cvs_words_looks_method(cvs_strbuf *out, const cvs_plan_view *view) {
  const cvs_sequential_terms *terms = &view->entry->plan->sequential->terms;
  cvs_strbuf_addf(out, "; %zu looks, ", terms->looks);
  cvs_words_spending(out, &terms->efficacy);
  cvs_strbuf_add(out, terms->two_sided ? ", half of alpha on each side" : ", one-sided");
  if (terms->futility != CVS_FUTILITY_NONE) {
    cvs_strbuf_addf(out, "; %s futility, ", cvs_futility_id(terms->futility));
    cvs_words_spending(out, &terms->beta_spending);
    cvs_strbuf_add(out, " of beta");
  }
  cvs_strbuf_add(out, "; the power counts the planned side alone");
}
