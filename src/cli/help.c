/* Help on a screen, made from the tables of commands and options. */
#include "cli/help.h"

#include "cli/describe.h"
#include "cli/layout.h"
#include <convstat/convstat.h>
#include <string.h>

enum {
  COMMAND_COLUMN = 14, /* where a command's summary begins */
  OPTION_COLUMN = 26,  /* where an option's text begins */
};

static void add_examples(cvs_strbuf *out, const cvs_command *command, size_t count) {
  for (size_t i = 0; i < count && i < command->example_count; i++) {
    cvs_strbuf_addf(out, "  %s\n", command->example[i].line);
    cvs_layout_wrap(out, command->example[i].shows, 0, 6);
  }
}

static void add_commands(cvs_strbuf *out) {
  size_t count = 0;
  const cvs_command *const *rows = cvs_commands(&count);
  const char *heading = "";
  for (size_t i = 0; i < count; i++) {
    if (!rows[i]->heading)
      continue;
    if (strcmp(rows[i]->heading, heading) != 0)
      cvs_strbuf_addf(out, "\n%s\n", rows[i]->heading);
    heading = rows[i]->heading;
    cvs_strbuf_addf(out, "  %s", rows[i]->name);
    cvs_layout_wrap(out, rows[i]->summary, 2 + strlen(rows[i]->name), COMMAND_COLUMN);
  }
}

static void add_exit_codes(cvs_strbuf *out) {
  cvs_strbuf_add(out, "\nExit code\n");
  for (cvs_exit code = 0; code < CVS_EXITS; code++)
    cvs_strbuf_addf(out, "  %d  %s\n", (int)code, cvs_exit_meaning(code));
}

void cvs_help_overview(cvs_strbuf *out) {
  enum { FIRST_EXAMPLES = 2 };
  cvs_strbuf_addf(out, "convstat %s: statistics of A/B tests and conversion rates\n\n", cvs_version());
  cvs_strbuf_addf(out, "The main job: %s\n", cvs_command_test.summary);
  add_examples(out, &cvs_command_test, FIRST_EXAMPLES);
  add_commands(out);
  add_exit_codes(out);
  cvs_strbuf_add(out, "\n'convstat help COMMAND' tells all about a command.\n");
}

static void add_option(cvs_strbuf *out, const cvs_option *option) {
  cvs_strbuf synopsis = {0};
  cvs_strbuf text = {0};
  cvs_describe_synopsis(&synopsis, option);
  cvs_describe_summary(&text, option);
  cvs_strbuf_addf(out, "  %s", cvs_strbuf_text(&synopsis));
  cvs_layout_wrap(out, cvs_strbuf_text(&text), 2 + synopsis.length, OPTION_COLUMN);
  cvs_strbuf_clear(&text);
  cvs_describe_choices(&text, option);
  if (text.length > 0)
    cvs_layout_wrap(out, cvs_strbuf_text(&text), 0, OPTION_COLUMN);
  cvs_describe_end(out, &synopsis);
  cvs_describe_end(out, &text);
}

void cvs_help_command(cvs_strbuf *out, const cvs_command *command) {
  cvs_strbuf title = {0};
  cvs_strbuf_addf(&title, "convstat %s: %s", command->name, command->summary);
  cvs_layout_wrap(out, cvs_strbuf_text(&title), 0, 0);
  cvs_describe_end(out, &title);
  cvs_strbuf_addf(out, "\nUsage: convstat %s%s%s%s\n\n", command->name, command->group_count > 0 ? " [OPTIONS]" : "",
                  command->operands[0] ? " " : "", command->operands);
  cvs_layout_wrap(out, command->about, 0, 0);
  if (command->example_count > 0)
    cvs_strbuf_add(out, "\nExamples\n");
  add_examples(out, command, command->example_count);
  for (size_t g = 0; g < command->group_count; g++) {
    cvs_strbuf_addf(out, "\n%s\n", command->group[g]->title);
    for (size_t i = 0; i < command->group[g]->count; i++)
      add_option(out, &command->group[g]->option[i]);
  }
}

cvs_status cvs_help_print(const cvs_command *command, cvs_error *error) {
  cvs_strbuf text = {0};
  if (command == &cvs_command_help)
    cvs_help_overview(&text);
  else
    cvs_help_command(&text, command);
  const cvs_status status = cvs_print(&text, error);
  cvs_strbuf_free(&text);
  return status;
}
