/* Lists by comma, as they are typed: names that have a comma, or begin with a quote, stand in quotes as in CSV. */
#ifndef CVS_CLI_ITEMS_H
#define CVS_CLI_ITEMS_H

#include "base/arena.h"
#include "base/strbuf.h"

/* The items of a text, copied into the arena: `a,b` and `"a,b","say ""c"""`.
 *   problem  set to what is wrong with a text that is no such list, in words that follow "is not"; else NULL
 * Errors: CVS_EUSAGE with a problem; CVS_ENOMEM. No message. */
CVS_WARN_UNUSED cvs_status cvs_items_split(const char *text, cvs_arena *arena, char ***out, size_t *count,
                                           const char **problem);

/* An item as it would be typed. */
void cvs_items_add(cvs_strbuf *out, const char *item);

#endif
