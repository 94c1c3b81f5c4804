/* The terms that a monitor decides by, from a saved plan or from options, and the plan held against the data. */
#include "analysis/monitor_run.h"

#include "base/digest.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/number.h"
#include <convstat/plan_file.h>

#include <math.h>
#include <string.h>

static const double SHARE_SLACK = 1e-6;

/* --- the metric --- */

const char *cvs_monitor_metric(const cvs_monitor_run *run) {
  const cvs_input_info *input = cvs_dataset_input(run->dataset);
  if (run->options->goal != NULL)
    return run->options->goal;
  if (input->file_count == 0)
    return NULL;
  const char *conversions = input->file[0].role[CVS_ROLE_CONVERSIONS];
  return conversions != NULL ? conversions : input->file[0].role[CVS_ROLE_CONVERTED];
}

/* The canonical names say nothing of what is counted. */
static bool says_nothing(const char *metric) {
  return metric == NULL || strcmp(metric, cvs_role_name(CVS_ROLE_CONVERSIONS)) == 0 ||
         strcmp(metric, cvs_role_name(CVS_ROLE_CONVERTED)) == 0;
}

static cvs_status check_metric(const cvs_monitor_run *run, cvs_error *error) {
  const char *planned = run->options->plan->metric, *counted = cvs_monitor_metric(run);
  if (says_nothing(planned) || says_nothing(counted) || strcmp(planned, counted) == 0)
    return CVS_OK;
  return cvs_fail(error, run->options->goal != NULL ? CVS_EUSAGE : CVS_EDATA,
                  "the conversions are \"%s\", but the plan was made for \"%s\"", counted, planned);
}

/* --- arms --- */

/* The variant that the plan's first arm is. */
static cvs_status find_control(const cvs_monitor_run *run, size_t *control, cvs_error *error) {
  const char *wanted = run->options->control != NULL ? run->options->control : run->options->plan->control;
  const size_t count = cvs_dataset_variant_count(run->dataset);
  cvs_arm_result *arms = cvs_calloc(count, sizeof *arms);
  bool failed = arms == NULL;
  *control = SIZE_MAX;
  for (uint32_t i = 0; arms != NULL && i < count; i++)
    arms[i].name = cvs_dataset_variant(run->dataset, i);
  if (arms != NULL)
    *control = cvs_test_choose_control(arms, count, wanted, &failed);
  cvs_free(arms);
  if (failed)
    return cvs_fail_memory(error);
  if (*control != SIZE_MAX)
    return CVS_OK;
  return cvs_fail(error, CVS_EDATA, "the plan's control \"%s\" is not a variant of the data", wanted);
}

/* Shares that were given say the same as the plan. */
static cvs_status check_shares(const cvs_monitor_run *run, cvs_error *error) {
  const cvs_monitor_options *options = run->options;
  double sum = 0;
  for (size_t i = 0; i < options->share_count; i++)
    sum += options->share[i].weight;
  for (size_t i = 0; i < options->share_count; i++) {
    const cvs_share *given = &options->share[i];
    for (size_t k = 0; k < run->planned.count; k++) {
      const cvs_share *planned = &run->planned.share[k];
      if (given->name != NULL ? strcmp(given->name, planned->name) != 0 : i != k)
        continue;
      if (fabs(given->weight / sum - planned->weight) > SHARE_SLACK)
        return cvs_fail(error, CVS_EUSAGE, "--allocation contradicts the plan, in which \"%s\" has a share of %.4g%%",
                        planned->name, 100 * planned->weight);
    }
  }
  return CVS_OK;
}

static cvs_status take_arms(cvs_monitor_run *run, size_t control, cvs_error *error) {
  const cvs_saved_plan *plan = run->options->plan;
  const size_t count = cvs_dataset_variant_count(run->dataset);
  cvs_monitor_planned *planned = &run->planned;
  if (count != plan->arm_count)
    return cvs_fail(error, CVS_EDATA, "the data have %zu variants, but the plan was made for %zu", count,
                    plan->arm_count);
  planned->share = cvs_calloc(count, sizeof *planned->share);
  planned->visitors = cvs_calloc(count, sizeof *planned->visitors);
  if (planned->share == NULL || planned->visitors == NULL)
    return cvs_fail_memory(error);
  planned->count = count;
  size_t treatment = 1;
  for (uint32_t i = 0; i < count; i++) {
    const size_t place = i == control ? 0 : treatment++;
    planned->share[i] = (cvs_share){cvs_dataset_variant(run->dataset, i), plan->share[place]};
    planned->visitors[i] = plan->visitors[place];
  }
  return check_shares(run, error);
}

cvs_status cvs_monitor_take_plan(cvs_monitor_run *run, cvs_error *error) {
  const cvs_saved_plan *plan = run->options->plan;
  size_t control = 0;
  run->design_effect = plan != NULL ? plan->design_effect : 1;
  run->n1 = run->options->method != NULL ? strcmp(run->options->method, "n-1") == 0
                                         : plan != NULL && strcmp(plan->method->id, "n-1") == 0;
  if (plan == NULL)
    return CVS_OK;
  cvs_status status = find_control(run, &control, error);
  if (status == CVS_OK)
    status = take_arms(run, control, error);
  if (status == CVS_OK)
    status = check_metric(run, error);
  if (status != CVS_OK)
    return status;
  run->frame_options.control = cvs_dataset_variant(run->dataset, (uint32_t)control);
  run->frame_options.share = run->planned.share;
  run->frame_options.share_count = run->planned.count;
  return CVS_OK;
}

/* --- terms --- */

static double share_alpha(const char *adjust, double alpha, size_t comparisons) {
  if (comparisons < 2 || strcmp(adjust, "none") == 0)
    return alpha;
  if (strcmp(adjust, "bonferroni") == 0)
    return alpha / (double)comparisons;
  return -expm1(log1p(-alpha) / (double)comparisons);
}

static cvs_status plan_group(cvs_monitor_run *run, size_t comparisons, cvs_error *error) {
  const cvs_monitor_options *options = run->options;
  cvs_monitor_terms *terms = &run->terms;
  if (options->plan != NULL) {
    terms->comparison_alpha = options->plan->terms.alpha;
    terms->sequential = options->plan->terms;
    terms->drift = options->plan->drift;
    terms->downward = options->plan->downward;
    return CVS_OK;
  }
  cvs_sequential_design design;
  terms->comparison_alpha = share_alpha(options->adjust, terms->alpha, comparisons);
  terms->sequential = cvs_monitor_terms_of(options, terms->comparison_alpha);
  terms->downward = terms->alternative == CVS_LESS;
  const cvs_status status = cvs_sequential_plan(&terms->sequential, &design, error);
  terms->drift = status == CVS_OK ? design.drift : 0;
  return status;
}

cvs_status cvs_monitor_make_terms(cvs_monitor_run *run, size_t comparisons, cvs_error *error) {
  if (run->terms_comparisons == comparisons)
    return CVS_OK;
  const double alpha = cvs_monitor_alpha(run->options);
  run->terms = (cvs_monitor_terms){
      .alpha = alpha, .alternative = cvs_monitor_side(run->options), .comparison_alpha = alpha / (double)comparisons};
  const cvs_status status = run->options->design == CVS_MONITOR_GROUP ? plan_group(run, comparisons, error) : CVS_OK;
  run->terms_comparisons = status == CVS_OK ? comparisons : 0;
  return status;
}

/* --- for the ledger --- */

/* As text, so that it is the same on every machine. */
static uint64_t add_number(uint64_t digest, double number) {
  char text[CVS_NUMBER_MAX];
  return cvs_digest_add(digest, text, cvs_print_double(number, text) + 1);
}

static uint64_t add_spending(uint64_t digest, const cvs_spending *spending) {
  return add_number(add_number(digest, (double)spending->family), spending->parameter);
}

/* Terms of looks and bounds. */
static uint64_t add_sequential(uint64_t digest, const cvs_sequential_terms *terms) {
  digest = add_spending(add_number(digest, terms->power), &terms->efficacy);
  digest = add_number(digest, (double)terms->futility);
  if (terms->futility != CVS_FUTILITY_NONE)
    digest = add_spending(digest, &terms->beta_spending);
  for (size_t i = 0; i < terms->looks; i++)
    digest = add_number(digest, terms->information[i]);
  return digest;
}

static uint64_t digest_rest(const cvs_monitor_run *run) {
  const cvs_monitor_options *options = run->options;
  uint64_t digest = add_number(CVS_DIGEST_START, (double)options->sequence);
  digest = add_number(add_number(digest, options->baseline), options->mde);
  digest = add_number(add_number(digest, options->tune_at), options->target);
  digest = add_number(add_number(digest, (double)options->horizon), (double)options->visitors_max);
  if (options->looks != NULL) {
    const cvs_sequential_terms terms = cvs_monitor_terms_of(options, 0);
    digest = add_sequential(digest, &terms);
    digest = cvs_digest_add(digest, options->adjust, strlen(options->adjust));
  }
  if (options->plan != NULL) {
    digest = add_sequential(add_number(digest, options->plan->drift), &options->plan->terms);
    for (size_t i = 0; i < options->plan->arm_count; i++)
      digest = add_number(digest, (double)options->plan->visitors[i]);
  }
  return digest;
}

cvs_ledger_terms cvs_monitor_ledger_terms(const cvs_monitor_run *run) {
  static const char *const designs[] = {"anytime", "group-sequential", "sprt", "maxsprt"};
  static const char *const sides[] = {"two-sided", "greater", "less"};
  return (cvs_ledger_terms){.design = designs[run->options->design],
                            .alpha = cvs_monitor_alpha(run->options),
                            .alternative = sides[cvs_monitor_side(run->options)],
                            .control = run->frame_options.control,
                            .metric = cvs_monitor_metric(run),
                            .rest = digest_rest(run)};
}
