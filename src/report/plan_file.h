/* What writing and reading a saved plan share. */
#ifndef CVS_REPORT_PLAN_FILE_H
#define CVS_REPORT_PLAN_FILE_H

#include "base/digest.h"
#include "base/json.h"
#include "base/strbuf.h"
#include <convstat/plan_file.h>

#define CVS_PLAN_FILE_SCHEMA "convstat.sequential-plan/1"

/* The digest, as text, of the members `terms` and `looks` as they are written: writing them differently
 * makes another schema. False where there is no memory. */
bool cvs_plan_file_digest(const cvs_saved_plan *plan, char out[CVS_DIGEST_TEXT]);

/* The plan of a document, which it takes over whatever the status. */
CVS_WARN_UNUSED cvs_status cvs_plan_file_take(cvs_json_document *document, cvs_saved_plan **out, cvs_error *error);

/* Ids in the file, by their enumerations. */
enum { CVS_ALTERNATIVES = 3, CVS_FAMILIES = 7, CVS_FUTILITIES = 3 };
const char *const *cvs_plan_file_alternatives(void);
const char *const *cvs_plan_file_futilities(void);

#endif
