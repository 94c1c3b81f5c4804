/* What the completion scripts of all shells have in common. */
#include "cli/completion.h"

#include "cli/choice.h"

bool cvs_completion_is_path(const cvs_option *option) {
  return option->kind == CVS_VALUE_PATH;
}

void cvs_completion_add_choices(cvs_strbuf *out, cvs_choice_fn *choice, const char *separator) {
  for (size_t i = 0; choice && i < CVS_CHOICES_MAX && choice(i); i++)
    cvs_strbuf_addf(out, "%s%s", i > 0 ? separator : "", choice(i));
}

void cvs_completion_add_quoted(cvs_strbuf *out, const char *text) {
  cvs_strbuf_add_char(out, '\'');
  for (const char *c = text; *c; c++)
    if (*c == '\'')
      cvs_strbuf_add(out, "'\\''");
    else
      cvs_strbuf_add_char(out, *c);
  cvs_strbuf_add_char(out, '\'');
}
