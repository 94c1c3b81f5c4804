/* Any bytes as a saved plan.
 *
 * What must hold: no crash, no leak; a failure has a status and a sentence; a plan has looks, arms and
 * methods, and its digest is that of its terms. */
#include "report/plan_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "support/fuzz_replay.h"

static void require(bool holds, const char *what) {
  if (holds)
    return;
  fprintf(stderr, "fuzz_plan_file: %s\n", what);
  abort();
}

static void check_plan(const cvs_saved_plan *plan) {
  char digest[CVS_DIGEST_TEXT];
  require(plan->terms.looks >= 2 && plan->terms.looks <= CVS_LOOKS_MAX, "looks out of their domain");
  require(plan->arm_count >= 2 && plan->arm_count <= CVS_PLAN_ARMS_MAX, "arms out of their domain");
  require(plan->method != NULL && plan->method->normal, "no method");
  require(cvs_plan_file_digest(plan, digest) && strlen(digest) < CVS_DIGEST_TEXT, "no digest");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  cvs_json_document *document = NULL;
  cvs_saved_plan *plan = NULL;
  cvs_error error = {0};
  char *text = malloc(length + 1);
  require(text != NULL, "no memory");
  memcpy(text, bytes, length);
  cvs_status status = cvs_json_parse("fuzz", text, length, &document, &error);
  if (status == CVS_OK)
    status = cvs_plan_file_take(document, &plan, &error);
  require((status == CVS_OK) == (plan != NULL), "a status that contradicts the plan");
  require(status == CVS_OK || (error.status == status && *error.message != '\0'), "a failure without a sentence");
  if (plan != NULL)
    check_plan(plan);
  cvs_saved_plan_free(plan);
  free(text);
  return 0;
}
