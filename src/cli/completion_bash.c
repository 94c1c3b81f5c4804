/* Completion for bash. */
#include "cli/completion.h"

#include "cli/describe.h"

static const char opening[] =
    "# bash completion for convstat; made by 'convstat completion bash'\n"
    "_convstat() {\n"
    "  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
    "  local choices='' list='' head=''\n"
    "  COMPREPLY=()\n"
    "  # bash makes three words of --name=value\n"
    "  if [ \"$word\" = = ]; then\n"
    "    word=''\n"
    "  elif [ \"$previous\" = = ]; then\n"
    "    previous=${COMP_WORDS[COMP_CWORD-2]}\n"
    "  fi\n"
    "  case $command,$previous in\n";

static const char middle[] = "  *)\n"
                             "    case $command in\n";

/* An empty answer leaves the word to bash, which completes file names. */
static const char closing[] = "    esac\n"
                              "    ;;\n"
                              "  esac\n"
                              "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                              "    choices='%s --help --version'\n"
                              "  fi\n"
                              "  if [ -n \"$list\" ] && [ \"$word\" != \"${word%%,*}\" ]; then\n"
                              "    head=${word%%,*},\n"
                              "    word=${word##*,}\n"
                              "  fi\n"
                              "  if [ -n \"$choices\" ]; then\n"
                              "    mapfile -t COMPREPLY < <(compgen -P \"$head\" -W \"$choices\" -- \"$word\")\n"
                              "  fi\n"
                              "}\n"
                              "complete -o default -F _convstat convstat\n";

static void add_value(cvs_strbuf *out, const cvs_command *command, const cvs_option *option) {
  if (option->kind == CVS_VALUE_FLAG)
    return;
  cvs_strbuf_addf(out, "  %s,--%s", command->name, option->name);
  if (option->letter)
    cvs_strbuf_addf(out, " | %s,-%c", command->name, option->letter);
  cvs_strbuf_add(out, ")\n");
  if (option->choice) {
    cvs_strbuf_add(out, "    choices='");
    cvs_completion_add_choices(out, option->choice, " ");
    cvs_strbuf_add(out, "'\n");
  }
  if (option->kind == CVS_VALUE_CHOICES)
    cvs_strbuf_add(out, "    list=yes\n");
  cvs_strbuf_add(out, "    ;;\n");
}

static void add_values(cvs_strbuf *out, const cvs_command *command) {
  for (size_t g = 0; g < command->group_count; g++)
    for (size_t i = 0; i < command->group[g]->count; i++)
      add_value(out, command, &command->group[g]->option[i]);
}

/* Options where the word begins with a dash; else what the command's word may be. */
static void add_words(cvs_strbuf *out, const cvs_command *command) {
  cvs_strbuf_addf(out, "    %s)\n      case $word in\n      -*) choices='", command->name);
  for (size_t g = 0; g < command->group_count; g++)
    for (size_t i = 0; i < command->group[g]->count; i++)
      cvs_strbuf_addf(out, "%s--%s", g + i > 0 ? " " : "", command->group[g]->option[i].name);
  cvs_strbuf_add(out, command->group_count > 0 ? "' ;;\n" : "--help' ;;\n");
  if (command->operand_choice) {
    cvs_strbuf_add(out, "      *) choices='");
    cvs_completion_add_choices(out, command->operand_choice, " ");
    cvs_strbuf_add(out, "' ;;\n");
  }
  cvs_strbuf_add(out, "      esac\n      ;;\n");
}

void cvs_completion_bash(cvs_strbuf *out) {
  size_t count = 0;
  const cvs_command *const *commands = cvs_commands(&count);
  cvs_strbuf names = {0};
  cvs_completion_add_choices(&names, cvs_choice_command, " ");
  cvs_strbuf_add(out, opening);
  for (size_t i = 0; i < count; i++)
    add_values(out, commands[i]);
  cvs_strbuf_add(out, middle);
  for (size_t i = 0; i < count; i++)
    if (commands[i]->heading)
      add_words(out, commands[i]);
  cvs_strbuf_addf(out, closing, cvs_strbuf_text(&names));
  cvs_describe_end(out, &names);
}
