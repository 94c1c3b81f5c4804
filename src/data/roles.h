/* The names that columns go by, and the delimiter that makes a header of them. */
#ifndef CVS_DATA_ROLES_H
#define CVS_DATA_ROLES_H

#include <convstat/dataset.h>

/* How well a name fits a role: canonical names beat aliases. */
typedef enum cvs_fit { CVS_FIT_NONE, CVS_FIT_ALIAS, CVS_FIT_CANONICAL } cvs_fit;

/* How a header name, folded by cvs_utf8_add_folded, fits a role. */
cvs_fit cvs_role_fit(cvs_role role, const char *folded);

/* True for a name that counts something other than randomised units: `sessions`, `# of Impressions`,
 * `step.pageviews`. */
bool cvs_role_is_weak_unit(const char *folded);

/* The delimiter of a header line: the one (of , ; tab |) that gives the most names which are known or
 * named in the options, then the most fields. ',' where there is none. */
CVS_WARN_UNUSED cvs_status cvs_delimiter_find(const char *line, size_t length, const cvs_read_options *options,
                                              char *out, cvs_error *error);

#endif
