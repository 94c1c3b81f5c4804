/* Completion for zsh, by its _arguments. */
#include "cli/completion.h"

#include "cli/describe.h"

static const char opening[] = "#compdef convstat\n"
                              "# zsh completion for convstat; made by 'convstat completion zsh'\n"
                              "_convstat() {\n"
                              "  local -a commands\n"
                              "  commands=(\n";

static const char middle[] = "  )\n"
                             "  if (( CURRENT == 2 )); then\n"
                             "    _describe command commands\n"
                             "    return\n"
                             "  fi\n"
                             "  local command=$words[2]\n"
                             "  shift words\n"
                             "  (( CURRENT-- ))\n"
                             "  case $command in\n";

static const char closing[] = "  esac\n"
                              "}\n"
                              "if [[ $funcstack[1] == _convstat ]]; then\n"
                              "  _convstat \"$@\"\n"
                              "else\n"
                              "  compdef _convstat convstat\n"
                              "fi\n";

/* Text within a specification: ':' and brackets would end it. */
static void add_escaped(cvs_strbuf *out, const char *text) {
  for (const char *c = text; *c; c++) {
    if (*c == ':' || *c == '[' || *c == ']' || *c == '\\')
      cvs_strbuf_add_char(out, '\\');
    cvs_strbuf_add_char(out, *c);
  }
}

static void add_action(cvs_strbuf *out, const cvs_option *option) {
  cvs_strbuf_addf(out, ":%s:", option->argument);
  if (option->kind == CVS_VALUE_CHOICES) {
    cvs_strbuf_add(out, "_values -s , gate ");
    cvs_completion_add_choices(out, option->choice, " ");
  } else if (option->choice) {
    cvs_strbuf_add_char(out, '(');
    cvs_completion_add_choices(out, option->choice, " ");
    cvs_strbuf_add_char(out, ')');
  } else if (cvs_completion_is_path(option)) {
    cvs_strbuf_add(out, "_files");
  }
}

/* '--name=[summary]:ARGUMENT:(choices)'. */
static void add_spelling(cvs_strbuf *out, const char *spelling, const cvs_option *option) {
  cvs_strbuf spec = {0};
  const bool is_list = option->kind == CVS_VALUE_CHOICES || option->kind == CVS_VALUE_COLUMNS;
  cvs_strbuf_add(&spec, is_list ? "*" : "");
  cvs_strbuf_add(&spec, spelling);
  cvs_strbuf_add_char(&spec, '[');
  add_escaped(&spec, option->summary);
  cvs_strbuf_add_char(&spec, ']');
  if (option->kind != CVS_VALUE_FLAG)
    add_action(&spec, option);
  cvs_strbuf_add(out, " \\\n      ");
  cvs_completion_add_quoted(out, cvs_strbuf_text(&spec));
  cvs_describe_end(out, &spec);
}

static void add_option(cvs_strbuf *out, const cvs_option *option) {
  cvs_strbuf name = {0};
  cvs_strbuf_addf(&name, "--%s%s", option->name, option->kind == CVS_VALUE_FLAG ? "" : "=");
  add_spelling(out, cvs_strbuf_text(&name), option);
  cvs_strbuf_clear(&name);
  cvs_strbuf_addf(&name, "-%c%s", option->letter, option->kind == CVS_VALUE_FLAG ? "" : "+");
  if (option->letter)
    add_spelling(out, cvs_strbuf_text(&name), option);
  cvs_describe_end(out, &name);
}

static void add_command(cvs_strbuf *out, const cvs_command *command) {
  cvs_strbuf_addf(out, "  %s)\n    _arguments -s -S", command->name);
  for (size_t g = 0; g < command->group_count; g++)
    for (size_t i = 0; i < command->group[g]->count; i++)
      add_option(out, &command->group[g]->option[i]);
  if (command->operand_choice) {
    cvs_strbuf_add(out, " \\\n      '1: :(");
    cvs_completion_add_choices(out, command->operand_choice, " ");
    cvs_strbuf_add(out, ")'");
  } else if (command->operands[0]) {
    cvs_strbuf_add(out, " \\\n      '*:file:_files'");
  }
  cvs_strbuf_add(out, "\n    ;;\n");
}

void cvs_completion_zsh(cvs_strbuf *out) {
  size_t count = 0;
  const cvs_command *const *commands = cvs_commands(&count);
  cvs_strbuf_add(out, opening);
  for (size_t i = 0; i < count; i++) {
    cvs_strbuf entry = {0};
    cvs_strbuf_addf(&entry, "%s:%s", commands[i]->name, commands[i]->summary);
    cvs_strbuf_add(out, commands[i]->heading ? "    " : "");
    if (commands[i]->heading)
      cvs_completion_add_quoted(out, cvs_strbuf_text(&entry));
    cvs_strbuf_add(out, commands[i]->heading ? "\n" : "");
    cvs_describe_end(out, &entry);
  }
  cvs_strbuf_add(out, middle);
  for (size_t i = 0; i < count; i++)
    if (commands[i]->heading)
      add_command(out, commands[i]);
  cvs_strbuf_add(out, closing);
}
