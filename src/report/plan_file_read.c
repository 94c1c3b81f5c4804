/* Reading a plan with looks, as it was saved. */
#include "report/plan_file.h"

#include "base/error.h"
#include "base/mem.h"
#include "report/sequential_words.h"

#include <math.h>
#include <string.h>

/* A plan with the document that its texts belong to. */
typedef struct owned_plan {
  cvs_saved_plan plan; /* first: it is what the caller holds */
  cvs_json_document *document;
} owned_plan;

static const cvs_json_range any_number = {-INFINITY, INFINITY, true, true};
static const cvs_json_range zero_to_one = {0, 1, true, true};
static const cvs_json_range up_to_one = {0, 1, true, false};
static const cvs_json_range any_z = {-CVS_SEQUENTIAL_Z_MAX, CVS_SEQUENTIAL_Z_MAX, false, false};

static double read_number(const cvs_json_place *object, const char *key, const cvs_json_range *range) {
  const cvs_json_place place = cvs_json_member(object, key);
  return cvs_json_get_number(&place, range);
}

static size_t read_choice(const cvs_json_place *object, const char *key, const char *const *ids, size_t count) {
  const cvs_json_place place = cvs_json_member(object, key);
  return cvs_json_get_choice(&place, ids, count);
}

/* A text, or NULL where it is null. */
static const char *read_text(const cvs_json_place *object, const char *key) {
  const cvs_json_place place = cvs_json_member(object, key);
  return cvs_json_is_null(&place) ? NULL : cvs_json_get_text(&place);
}

/* A method whose statistic is normal, of a test or of a plan alone. */
static const cvs_method *read_method(const cvs_json_place *object) {
  const cvs_json_place place = cvs_json_member(object, "method");
  const char *id = cvs_json_get_text(&place);
  const cvs_method *method = cvs_method_find(CVS_KIND_TEST, id);
  if (method == NULL)
    method = cvs_method_find(CVS_KIND_POWER, id);
  if (method == NULL || !method->normal)
    cvs_json_refuse(&place, "a method with a normal statistic (score, n-1, wald, arcsine)");
  return method;
}

static const cvs_method *read_adjust(const cvs_json_place *object) {
  const cvs_json_place place = cvs_json_member(object, "adjust");
  if (cvs_json_is_null(&place))
    return NULL;
  const cvs_method *adjust = cvs_method_find(CVS_KIND_ADJUST, cvs_json_get_text(&place));
  if (adjust == NULL)
    cvs_json_refuse(&place, "one of sidak, bonferroni, none");
  return adjust;
}

/* --- terms --- */

static cvs_spending read_spending(const cvs_json_place *object, const char *key) {
  static const char *const kinds[] = {"spending", "bounds"};
  const cvs_json_place place = cvs_json_member(object, key);
  const size_t kind = read_choice(&place, "kind", kinds, 2);
  const size_t first = kind == 0 ? CVS_SPENDING_OBF : CVS_BOUNDS_OBRIEN_FLEMING;
  const size_t count = kind == 0 ? CVS_BOUNDS_OBRIEN_FLEMING : CVS_FAMILIES - CVS_BOUNDS_OBRIEN_FLEMING;
  const char *ids[CVS_FAMILIES];
  for (size_t i = 0; i < count; i++)
    ids[i] = cvs_spending_family_id((cvs_spending_family)(first + i));
  cvs_spending spending = {(cvs_spending_family)(first + read_choice(&place, "family", ids, count)), 0};
  if (cvs_spending_has_parameter(spending.family))
    spending.parameter = read_number(&place, "parameter", &any_number);
  return spending;
}

static void read_arms(const cvs_json_place *terms, cvs_saved_plan *plan) {
  const cvs_json_place shares = cvs_json_member(terms, "allocation");
  const cvs_json_place visitors = cvs_json_member(terms, "visitors");
  plan->arm_count = cvs_json_length(&shares, 2, CVS_PLAN_ARMS_MAX);
  if (plan->arm_count == 0 || cvs_json_length(&visitors, plan->arm_count, plan->arm_count) == 0)
    return;
  for (size_t i = 0; i < plan->arm_count; i++) {
    const cvs_json_place share = cvs_json_item(&shares, i);
    const cvs_json_place count = cvs_json_item(&visitors, i);
    plan->share[i] = cvs_json_get_number(&share, &zero_to_one);
    plan->visitors[i] = cvs_json_get_whole(&count, 1, CVS_VISITORS_MAX);
  }
}

static void read_terms(const cvs_json_place *terms, cvs_saved_plan *plan) {
  static const cvs_json_range at_least_one = {1, INFINITY, false, true};
  static const cvs_json_range above_zero = {0, INFINITY, true, true};
  const cvs_json_place downward = cvs_json_member(terms, "downward");
  plan->alpha = read_number(terms, "alpha", &zero_to_one);
  plan->alternative =
      (cvs_alternative)read_choice(terms, "alternative", cvs_plan_file_alternatives(), CVS_ALTERNATIVES);
  plan->method = read_method(terms);
  plan->control = read_text(terms, "control");
  plan->metric = read_text(terms, "metric");
  plan->baseline = read_number(terms, "baseline", &zero_to_one);
  plan->difference = read_number(terms, "difference", &any_number);
  plan->lift = read_number(terms, "lift", &any_number);
  read_arms(terms, plan);
  plan->design_effect = read_number(terms, "design_effect", &at_least_one);
  plan->adjust = read_adjust(terms);
  plan->downward = cvs_json_get_bool(&downward);
  plan->drift = read_number(terms, "drift", &above_zero);
  plan->terms.power = read_number(terms, "power", &zero_to_one);
  plan->terms.alpha = read_number(terms, "comparison_alpha", &zero_to_one);
  plan->terms.two_sided = plan->alternative == CVS_TWO_SIDED;
  plan->terms.efficacy = read_spending(terms, "efficacy");
  plan->terms.futility = (cvs_futility)read_choice(terms, "futility", cvs_plan_file_futilities(), CVS_FUTILITIES);
  if (plan->terms.futility != CVS_FUTILITY_NONE)
    plan->terms.beta_spending = read_spending(terms, "beta_spending");
}

/* --- looks --- */

static bool read_bound(const cvs_json_place *look, const char *key, double *z) {
  const cvs_json_place place = cvs_json_member(look, key);
  if (cvs_json_is_null(&place))
    return false;
  *z = cvs_json_get_number(&place, &any_z);
  return true;
}

static void read_looks(const cvs_json_place *root, cvs_saved_plan *plan) {
  const cvs_json_place looks = cvs_json_member(root, "looks");
  plan->terms.looks = cvs_json_length(&looks, 2, CVS_LOOKS_MAX);
  for (size_t i = 0; i < plan->terms.looks; i++) {
    cvs_saved_look *look = &plan->look[i];
    const cvs_json_place place = cvs_json_item(&looks, i);
    const cvs_json_place visitors = cvs_json_member(&place, "visitors_total");
    look->information = plan->terms.information[i] = read_number(&place, "information", &up_to_one);
    look->visitors_total = cvs_json_get_whole(&visitors, 1, CVS_PLAN_ARMS_MAX * CVS_VISITORS_MAX);
    look->has_upper = read_bound(&place, "z_upper", &look->z_upper);
    look->has_lower = read_bound(&place, "z_lower", &look->z_lower);
    look->has_futility = read_bound(&place, "z_futility", &look->z_futility);
  }
}

/* --- the file --- */

/* What the file says of itself must be true of its terms. */
static cvs_status check_digest(const cvs_json_place *root, const cvs_saved_plan *plan, cvs_error *error) {
  char digest[CVS_DIGEST_TEXT];
  const cvs_json_place place = cvs_json_member(root, "digest");
  const char *said = cvs_json_get_text(&place);
  const cvs_status status = cvs_json_status(root->document, error);
  if (status != CVS_OK)
    return status;
  if (!cvs_plan_file_digest(plan, digest))
    return cvs_fail_memory(error);
  return strcmp(said, digest) == 0
             ? CVS_OK
             : cvs_fail_at(error, CVS_EDATA, cvs_json_source(root->document), 0,
                           "the terms are not those that were saved (digest %s, expected %.40s): a plan is not "
                           "changed once it is made",
                           digest, said);
}

static cvs_status read_plan(cvs_json_document *document, cvs_saved_plan *plan, cvs_error *error) {
  static const char *const schemas[] = {CVS_PLAN_FILE_SCHEMA};
  const cvs_json_place root = cvs_json_root(document);
  (void)read_choice(&root, "schema", schemas, 1);
  cvs_status status = cvs_json_status(document, error);
  if (status != CVS_OK)
    return status;
  const cvs_json_place terms = cvs_json_member(&root, "terms");
  read_terms(&terms, plan);
  read_looks(&root, plan);
  status = cvs_json_status(document, error);
  return status == CVS_OK ? check_digest(&root, plan, error) : status;
}

cvs_status cvs_plan_file_take(cvs_json_document *document, cvs_saved_plan **out, cvs_error *error) {
  *out = NULL;
  owned_plan *owned = cvs_calloc(1, sizeof *owned);
  if (owned == NULL) {
    cvs_json_free(document);
    return cvs_fail_memory(error);
  }
  owned->document = document;
  const cvs_status status = read_plan(document, &owned->plan, error);
  if (status == CVS_OK)
    *out = &owned->plan;
  else
    cvs_saved_plan_free(&owned->plan);
  return status;
}

cvs_status cvs_saved_plan_read(const char *path, cvs_saved_plan **out, cvs_error *error) {
  cvs_json_document *document = NULL;
  *out = NULL;
  const cvs_status status = cvs_json_read(path, &document, error);
  return status == CVS_OK ? cvs_plan_file_take(document, out, error) : status;
}

void cvs_saved_plan_free(cvs_saved_plan *plan) {
  if (plan == NULL)
    return;
  owned_plan *owned = (owned_plan *)plan;
  cvs_json_free(owned->document);
  cvs_free(owned);
}
