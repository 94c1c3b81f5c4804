/* Saved results: what a command wrote with -f json, read back for a report. */
#ifndef CONVSTAT_SAVED_H
#define CONVSTAT_SAVED_H

#include <convstat/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A result as it stands in its file, with all that its report needs. */
typedef struct cvs_saved_result cvs_saved_result;

/* Reads a file and holds it against the schema of its command. What a later version has added may be absent.
 * Errors: CVS_EIO; CVS_EDATA, which names the file and the place: not JSON, not a result of convstat, a newer schema,
 * a member that does not hold; CVS_ELIMIT a file that is too large; CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_saved_result_read(const char *path, cvs_saved_result **out, cvs_error *error);
/* The same of bytes in memory; `name` is what messages call them. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_saved_result_parse(const char *name, const char *bytes, size_t length,
                                                          cvs_saved_result **out, cvs_error *error);
CVS_API void cvs_saved_result_free(cvs_saved_result *result);

/* The command that gave it: "test". Borrowed. */
CVS_API const char *cvs_saved_result_command(const cvs_saved_result *result);
CVS_API size_t cvs_saved_result_group_count(const cvs_saved_result *result);

/* Adds its head and its groups to a report, as the command did. The figures are the saved ones; nothing is computed
 * again. The result must outlive the report. Errors: CVS_EDATA where its parts contradict each other; those of the
 * report. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_saved_result_report(cvs_saved_result *result, cvs_report *report,
                                                           cvs_error *error);

/* One group of a result in a line. All texts are borrowed from the result.
 *   by         "device = mobile", "" without by columns
 *   decision   its code ("ship"), NULL where the command decides nothing
 *   treatment  the one that the verdict is about; NULL where there is none, or the data are invalid
 *   lift       its lift; of a plan the effect that it is made for */
typedef struct cvs_saved_line {
  const char *by;
  const char *decision;
  const char *treatment;
  cvs_interval lift;
} cvs_saved_line;
/* Errors: CVS_EDATA where its parts contradict each other; CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_saved_result_line(cvs_saved_result *result, size_t group, cvs_saved_line *out,
                                                         cvs_error *error);
/* Whether its groups are one table for people: plans of several rates, lifts or powers. */
CVS_API bool cvs_saved_result_is_table(const cvs_saved_result *result);
/* The last day of the data, days since 1970-01-01; false where the result has no days. */
CVS_API bool cvs_saved_result_last_day(const cvs_saved_result *result, int64_t *day);

#ifdef __cplusplus
}
#endif

#endif
