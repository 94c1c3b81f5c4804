/* An option in words: what help, man page and completion have in common. */
#ifndef CVS_CLI_DESCRIBE_H
#define CVS_CLI_DESCRIBE_H

#include "base/strbuf.h"
#include "cli/option.h"

/* "-f, --format FORMAT". */
void cvs_describe_synopsis(cvs_strbuf *out, const cvs_option *option);
/* Its summary and what happens without it: "... (default: 0.05)". */
void cvs_describe_summary(cvs_strbuf *out, const cvs_option *option);
/* Its choices, the default marked; nothing where it has none. */
void cvs_describe_choices(cvs_strbuf *out, const cvs_option *option);

/* Frees a part that went into `whole`, which fails where the part had failed. */
void cvs_describe_end(cvs_strbuf *whole, cvs_strbuf *part);

#endif
