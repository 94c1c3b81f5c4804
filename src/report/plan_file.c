/* Writing a plan with looks, for the monitor. */
#include "report/plan_file.h"

#include "base/error.h"
#include "base/spool.h"
#include "report/json_writer.h"
#include "report/sequential_words.h"
#include <convstat/convstat.h>

#include <string.h>

const char *const *cvs_plan_file_alternatives(void) {
  static const char *const ids[CVS_ALTERNATIVES] = {
      [CVS_TWO_SIDED] = "two-sided", [CVS_GREATER] = "greater", [CVS_LESS] = "less"};
  return ids;
}

const char *const *cvs_plan_file_futilities(void) {
  static const char *const ids[CVS_FUTILITIES] = {
      [CVS_FUTILITY_NONE] = "none", [CVS_FUTILITY_NONBINDING] = "nonbinding", [CVS_FUTILITY_BINDING] = "binding"};
  return ids;
}

/* --- from a plan --- */

/* The column of conversions in the first file, or NULL. */
static const char *find_metric(const cvs_dataset *dataset) {
  const cvs_input_info *input = dataset != NULL ? cvs_dataset_input(dataset) : NULL;
  if (input == NULL || input->file_count == 0)
    return NULL;
  const char *conversions = input->file[0].role[CVS_ROLE_CONVERSIONS];
  return conversions != NULL ? conversions : input->file[0].role[CVS_ROLE_CONVERTED];
}

static void set_look(cvs_saved_look *out, const cvs_plan_sequential *sequential, size_t index) {
  const cvs_sequential_bounds *bounds = &sequential->design.bounds;
  const cvs_sequential_look *bound = &bounds->look[index];
  const bool down = sequential->downward;
  *out = (cvs_saved_look){.information = bound->information,
                          .visitors_total = sequential->look[index].visitors_total,
                          .has_upper = !down || bounds->has_lower,
                          .z_upper = down ? -bound->z_lower : bound->z_upper,
                          .has_lower = down || bounds->has_lower,
                          .z_lower = down ? -bound->z_upper : bound->z_lower,
                          .has_futility = bounds->has_futility,
                          .z_futility = down ? -bound->z_futility : bound->z_futility};
}

void cvs_saved_plan_of(const cvs_dataset *dataset, const cvs_plan_entry *entry, cvs_saved_plan *out) {
  const cvs_plan *plan = entry->plan;
  const cvs_plan_sequential *sequential = plan->sequential;
  *out = (cvs_saved_plan){.terms = sequential->terms,
                          .drift = sequential->design.drift,
                          .downward = sequential->downward,
                          .alpha = entry->options->alpha,
                          .alternative = entry->options->alternative,
                          .method = plan->method,
                          .adjust = plan->adjust,
                          .arm_count = plan->arm_count,
                          .design_effect = plan->design_effect,
                          .baseline = plan->baseline,
                          .difference = plan->difference,
                          .lift = plan->lift,
                          .control = entry->options->past != NULL ? entry->options->past->control : NULL,
                          .metric = find_metric(dataset)};
  for (size_t i = 0; i < plan->arm_count; i++) {
    out->share[i] = plan->arm[i].share;
    out->visitors[i] = plan->arm[i].visitors;
  }
  for (size_t i = 0; i < sequential->terms.looks; i++)
    set_look(&out->look[i], sequential, i);
}

/* --- to the file --- */

static void write_text(cvs_json_writer *json, const char *key, const char *text) {
  if (text != NULL)
    cvs_json_string(json, key, text);
  else
    cvs_json_null(json, key);
}

static void write_number(cvs_json_writer *json, const char *key, bool exists, double value) {
  if (exists)
    cvs_json_number(json, key, value);
  else
    cvs_json_null(json, key);
}

static void write_spending(cvs_json_writer *json, const char *key, const cvs_spending *spending) {
  cvs_json_open(json, key, '{', true);
  cvs_json_string(json, "kind", cvs_spending_kind_id(spending->family));
  cvs_json_string(json, "family", cvs_spending_family_id(spending->family));
  write_number(json, "parameter", cvs_spending_has_parameter(spending->family), spending->parameter);
  cvs_json_close(json, '}');
}

static void write_arms(cvs_json_writer *json, const cvs_saved_plan *plan) {
  cvs_json_open(json, "allocation", '[', true);
  for (size_t i = 0; i < plan->arm_count; i++)
    cvs_json_number(json, NULL, plan->share[i]);
  cvs_json_close(json, ']');
  cvs_json_open(json, "visitors", '[', true);
  for (size_t i = 0; i < plan->arm_count; i++)
    cvs_json_count(json, NULL, plan->visitors[i]);
  cvs_json_close(json, ']');
}

static void write_terms(cvs_json_writer *json, const cvs_saved_plan *plan) {
  const cvs_sequential_terms *terms = &plan->terms;
  cvs_json_open(json, "terms", '{', false);
  cvs_json_number(json, "alpha", plan->alpha);
  cvs_json_string(json, "alternative", cvs_plan_file_alternatives()[plan->alternative]);
  cvs_json_string(json, "method", plan->method->id);
  write_text(json, "control", plan->control);
  write_text(json, "metric", plan->metric);
  cvs_json_number(json, "baseline", plan->baseline);
  cvs_json_number(json, "difference", plan->difference);
  cvs_json_number(json, "lift", plan->lift);
  cvs_json_number(json, "power", terms->power);
  write_arms(json, plan);
  cvs_json_number(json, "design_effect", plan->design_effect);
  write_text(json, "adjust", plan->adjust != NULL ? plan->adjust->id : NULL);
  cvs_json_number(json, "comparison_alpha", terms->alpha);
  write_spending(json, "efficacy", &terms->efficacy);
  cvs_json_string(json, "futility", cvs_plan_file_futilities()[terms->futility]);
  if (terms->futility != CVS_FUTILITY_NONE)
    write_spending(json, "beta_spending", &terms->beta_spending);
  else
    cvs_json_null(json, "beta_spending");
  cvs_json_bool(json, "downward", plan->downward);
  cvs_json_number(json, "drift", plan->drift);
  cvs_json_close(json, '}');
}

static void write_look(cvs_json_writer *json, const cvs_saved_look *look, size_t number) {
  cvs_json_open(json, NULL, '{', true);
  cvs_json_count(json, "look", number);
  cvs_json_number(json, "information", look->information);
  cvs_json_count(json, "visitors_total", look->visitors_total);
  write_number(json, "z_upper", look->has_upper, look->z_upper);
  write_number(json, "z_lower", look->has_lower, look->z_lower);
  write_number(json, "z_futility", look->has_futility, look->z_futility);
  cvs_json_close(json, '}');
}

/* `terms` and `looks` within an object that is open. */
static void write_body(cvs_json_writer *json, const cvs_saved_plan *plan) {
  write_terms(json, plan);
  cvs_json_open(json, "looks", '[', false);
  for (size_t i = 0; i < plan->terms.looks; i++)
    write_look(json, &plan->look[i], i + 1);
  cvs_json_close(json, ']');
}

bool cvs_plan_file_digest(const cvs_saved_plan *plan, char out[CVS_DIGEST_TEXT]) {
  cvs_strbuf text = {0};
  cvs_json_writer json = {.out = &text};
  cvs_json_open(&json, NULL, '{', false);
  write_body(&json, plan);
  cvs_json_close(&json, '}');
  cvs_digest_text(cvs_digest_add(CVS_DIGEST_START, cvs_strbuf_text(&text), text.length), out);
  const bool whole = !text.failed;
  cvs_strbuf_free(&text);
  return whole;
}

static void write_file(cvs_strbuf *out, const cvs_saved_plan *plan, const char *digest) {
  cvs_json_writer json = {.out = out};
  cvs_json_open(&json, NULL, '{', false);
  cvs_json_string(&json, "schema", CVS_PLAN_FILE_SCHEMA);
  cvs_json_string(&json, "convstat", CVS_VERSION);
  cvs_json_string(&json, "digest", digest);
  write_body(&json, plan);
  cvs_json_close(&json, '}');
  cvs_strbuf_add_char(out, '\n');
}

cvs_status cvs_saved_plan_write(const cvs_saved_plan *plan, const char *path, cvs_error *error) {
  char digest[CVS_DIGEST_TEXT];
  cvs_strbuf text = {0};
  cvs_spool *spool = NULL;
  bool whole = cvs_plan_file_digest(plan, digest);
  write_file(&text, plan, digest);
  whole = whole && !text.failed;
  cvs_status status = whole ? cvs_spool_new(NULL, &spool, error) : cvs_fail_memory(error);
  if (status == CVS_OK) {
    cvs_spool_write(spool, cvs_strbuf_text(&text), text.length);
    status = cvs_spool_save(spool, path, error);
  }
  cvs_spool_free(spool);
  cvs_strbuf_free(&text);
  return status;
}
