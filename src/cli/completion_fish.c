/* Completion for fish: one line a command, an option, a word. */
#include "cli/completion.h"

/* What stands before every line about one command. */
static void begin_line(cvs_strbuf *out, const cvs_command *command) {
  cvs_strbuf_addf(out, "complete -c convstat -n '__fish_seen_subcommand_from %s'", command->name);
}

static void add_choices(cvs_strbuf *out, cvs_choice_fn *choice) {
  cvs_strbuf_add(out, " -a '");
  cvs_completion_add_choices(out, choice, " ");
  cvs_strbuf_add_char(out, '\'');
}

static void add_option(cvs_strbuf *out, const cvs_command *command, const cvs_option *option) {
  begin_line(out, command);
  cvs_strbuf_addf(out, " -l %s", option->name);
  if (option->letter)
    cvs_strbuf_addf(out, " -s %c", option->letter);
  if (option->kind != CVS_VALUE_FLAG)
    cvs_strbuf_add(out, cvs_completion_is_path(option) ? " -r -F" : " -x");
  if (option->choice)
    add_choices(out, option->choice);
  cvs_strbuf_add(out, " -d ");
  cvs_completion_add_quoted(out, option->summary);
  cvs_strbuf_add_char(out, '\n');
}

static void add_command(cvs_strbuf *out, const cvs_command *command) {
  cvs_strbuf_addf(out, "complete -c convstat -f -n __fish_use_subcommand -a %s -d ", command->name);
  cvs_completion_add_quoted(out, command->summary);
  cvs_strbuf_add_char(out, '\n');
  for (size_t g = 0; g < command->group_count; g++)
    for (size_t i = 0; i < command->group[g]->count; i++)
      add_option(out, command, &command->group[g]->option[i]);
  if (!command->operand_choice)
    return;
  begin_line(out, command);
  cvs_strbuf_add(out, " -f");
  add_choices(out, command->operand_choice);
  cvs_strbuf_add_char(out, '\n');
}

void cvs_completion_fish(cvs_strbuf *out) {
  size_t count = 0;
  const cvs_command *const *commands = cvs_commands(&count);
  cvs_strbuf_add(out, "# fish completion for convstat; made by 'convstat completion fish'\n");
  for (size_t i = 0; i < count; i++)
    if (commands[i]->heading)
      add_command(out, commands[i]);
}
