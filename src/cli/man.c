/* Man pages as troff (man(7) macros), generated from the tables of commands and options. */
#include "cli/man.h"

#include "cli/describe.h"
#include <convstat/convstat.h>
#include <ctype.h>
#include <string.h>

#define RELEASE_DATE "2026-11-21" /* of this version; a page must not change with the day it is built */

/* A word of troff: '\\' and '-' are escaped, and a line must not begin with a control character. */
static void add_word(cvs_strbuf *out, const char *word, size_t length) {
  if (word[0] == '.' || word[0] == '\'')
    cvs_strbuf_add(out, "\\&");
  for (size_t i = 0; i < length; i++)
    if (word[i] == '\\')
      cvs_strbuf_add(out, "\\e");
    else if (word[i] == '-')
      cvs_strbuf_add(out, "\\-");
    else
      cvs_strbuf_add_char(out, word[i]);
}

/* Text in lines of the source, and a paragraph for each newline. */
static void add_text(cvs_strbuf *out, const char *text) {
  enum { SOURCE_COLUMNS = 72 };
  size_t column = 0;
  while (*text) {
    const size_t length = strcspn(text, " \n");
    const bool is_full = column > 0 && column + 1 + length > SOURCE_COLUMNS;
    if (column > 0)
      cvs_strbuf_add_char(out, is_full ? '\n' : ' ');
    column = (is_full ? 0 : column + 1) + length;
    add_word(out, text, length);
    text += length;
    if (*text == '\n') {
      cvs_strbuf_add(out, "\n.PP\n");
      column = 0;
    }
    text += *text != '\0';
  }
  cvs_strbuf_add_char(out, '\n');
}

static void add_section(cvs_strbuf *out, const char *title) {
  cvs_strbuf_addf(out, ".SH %s\n", title);
}

/* `name` in capitals, as titles of man pages are. */
static void add_title(cvs_strbuf *out, const char *name) {
  cvs_strbuf_add(out, ".TH CONVSTAT");
  cvs_strbuf_add(out, name[0] ? "-" : "");
  for (const char *c = name; *c; c++)
    cvs_strbuf_add_char(out, (char)toupper((unsigned char)*c));
  cvs_strbuf_addf(out, " 1 " RELEASE_DATE " \"convstat %s\" \"User Commands\"\n", cvs_version());
}

static void add_exit_codes(cvs_strbuf *out) {
  add_section(out, "EXIT STATUS");
  for (cvs_exit code = 0; code < CVS_EXITS; code++) {
    cvs_strbuf_addf(out, ".TP\n.B %d\n", (int)code);
    add_text(out, cvs_exit_meaning(code));
  }
}

static void add_environment(cvs_strbuf *out) {
  static const struct {
    const char *name;
    const char *text;
  } rows[] = {
      {"NO_COLOR", "no colour on a terminal, where it is set and not empty"},
      {"COLUMNS", "the width of a terminal that does not tell its own"},
      {"LC_ALL, LC_CTYPE, LANG", "pictures in plain ASCII on a terminal where they do not name UTF-8"},
      {"TMPDIR", "where output that is too large for memory is held until it is complete (default: /tmp)"},
  };
  add_section(out, "ENVIRONMENT");
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    cvs_strbuf_addf(out, ".TP\n.B %s\n", rows[i].name);
    add_text(out, rows[i].text);
  }
}

static void add_option(cvs_strbuf *out, const cvs_option *option) {
  cvs_strbuf text = {0};
  cvs_describe_synopsis(&text, option);
  cvs_strbuf_add(out, ".TP\n.B ");
  add_text(out, cvs_strbuf_text(&text));
  cvs_strbuf_clear(&text);
  cvs_describe_summary(&text, option);
  add_text(out, cvs_strbuf_text(&text));
  cvs_strbuf_clear(&text);
  cvs_describe_choices(&text, option);
  if (text.length > 0) {
    cvs_strbuf_add(out, ".br\n");
    add_text(out, cvs_strbuf_text(&text));
  }
  cvs_describe_end(out, &text);
}

static void add_options(cvs_strbuf *out, const cvs_command *command) {
  if (command->group_count > 0)
    add_section(out, "OPTIONS");
  for (size_t g = 0; g < command->group_count; g++) {
    cvs_strbuf_addf(out, ".SS %s\n", command->group[g]->title);
    for (size_t i = 0; i < command->group[g]->count; i++)
      add_option(out, &command->group[g]->option[i]);
  }
}

static void add_examples(cvs_strbuf *out, const cvs_command *command) {
  if (command->example_count > 0)
    add_section(out, "EXAMPLES");
  for (size_t i = 0; i < command->example_count; i++) {
    cvs_strbuf_add(out, ".TP\n.B ");
    add_text(out, command->example[i].line);
    add_text(out, command->example[i].shows);
  }
}

void cvs_man_command(cvs_strbuf *out, const cvs_command *command) {
  add_title(out, command->name);
  add_section(out, "NAME");
  cvs_strbuf_addf(out, "convstat\\-%s \\- ", command->name);
  add_text(out, command->summary);
  add_section(out, "SYNOPSIS");
  cvs_strbuf_addf(out, ".B convstat %s\n", command->name);
  if (command->group_count > 0)
    cvs_strbuf_add(out, "[OPTIONS]\n");
  if (command->operands[0])
    add_text(out, command->operands);
  add_section(out, "DESCRIPTION");
  add_text(out, command->about);
  add_examples(out, command);
  add_options(out, command);
  add_exit_codes(out);
  add_environment(out);
  add_section(out, "SEE ALSO");
  cvs_strbuf_add(out, ".BR convstat (1)\n");
}

static void add_commands(cvs_strbuf *out) {
  size_t count = 0;
  const cvs_command *const *rows = cvs_commands(&count);
  add_section(out, "COMMANDS");
  for (size_t i = 0; i < count; i++) {
    if (!rows[i]->heading)
      continue;
    cvs_strbuf_addf(out, ".TP\n.B convstat %s%s", rows[i]->name, rows[i]->operands[0] ? " " : "");
    add_text(out, rows[i]->operands);
    add_text(out, rows[i]->summary);
  }
}

void cvs_man_program(cvs_strbuf *out) {
  add_title(out, "");
  add_section(out, "NAME");
  add_text(out, "convstat - statistics of A/B tests and conversion rates");
  add_section(out, "SYNOPSIS");
  cvs_strbuf_add(out, ".B convstat\nCOMMAND [OPTIONS] [FILE...]\n.br\n.B convstat help\n[COMMAND]\n");
  add_section(out, "DESCRIPTION");
  add_text(out, "Is the difference between variants real, how large is it, and may the data be trusted? "
                "convstat reads the visitors and conversions of each variant and answers for people, and for "
                "programs as JSON or CSV.\n"
                "Rates are written as 0.05 or 5%, lifts of 1 or more only with %, differences of rates as 0.005 or "
                "0.5pp, counts as 12000 or 12k. A value may begin with '-'. '--' ends the options. Output is "
                "written when it is complete: after a failure there is none.");
  add_commands(out);
  add_exit_codes(out);
  add_environment(out);
  add_examples(out, &cvs_command_test);
  add_section(out, "SEE ALSO");
  cvs_strbuf_add(out, ".BR convstat\\-test (1)\n");
}
