/* The registry of methods as a list, for people and for programs. */
#ifndef CVS_CLI_METHODS_LIST_H
#define CVS_CLI_METHODS_LIST_H

#include "base/strbuf.h"
#include <stdbool.h>

/*   explain  formula and source of each method too (text); the other formats always have them */
void cvs_methods_text(cvs_strbuf *out, bool explain);
void cvs_methods_json(cvs_strbuf *out);
void cvs_methods_csv(cvs_strbuf *out);
void cvs_methods_markdown(cvs_strbuf *out);

#endif
