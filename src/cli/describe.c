/* An option in words, out of its row. */
#include "cli/describe.h"

#include "cli/choice.h"
#include <string.h>

void cvs_describe_synopsis(cvs_strbuf *out, const cvs_option *option) {
  if (option->letter)
    cvs_strbuf_addf(out, "-%c, ", option->letter);
  cvs_strbuf_addf(out, "--%s", option->name);
  if (option->argument)
    cvs_strbuf_addf(out, " %s", option->argument);
}

/* A choice marks its default in the list of choices. */
void cvs_describe_summary(cvs_strbuf *out, const cvs_option *option) {
  const char *without = option->otherwise ? option->otherwise : option->choice ? NULL : option->fallback;
  cvs_strbuf_add(out, option->summary);
  if (without)
    cvs_strbuf_addf(out, " (default: %s)", without);
}

void cvs_describe_choices(cvs_strbuf *out, const cvs_option *option) {
  for (size_t i = 0; option->choice && i < CVS_CHOICES_MAX && option->choice(i); i++) {
    const char *id = option->choice(i);
    const bool is_default = option->fallback && strcmp(id, option->fallback) == 0;
    cvs_strbuf_addf(out, "%s%s%s", i > 0 ? ", " : "", id, is_default ? " (default)" : "");
  }
}

void cvs_describe_end(cvs_strbuf *whole, cvs_strbuf *part) {
  whole->failed = whole->failed || part->failed;
  cvs_strbuf_free(part);
}
