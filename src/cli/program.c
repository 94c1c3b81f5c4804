/* From argv to a command: find it, parse its options, run it, say what went wrong. */
#include "cli/command.h"

#include "base/error.h"
#include "cli/choice.h"
#include "cli/help.h"
#include "cli/operand.h"
#include "cli/plot.h"
#include "data/problem.h"
#include <string.h>

/* A word in the place of a command: a slip, or the input of the main job. */
cvs_status cvs_command_unknown(const char *word, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  const char *meant = cvs_choice_suggest(cvs_choice_command, word);
  if (meant)
    return cvs_fail(error, CVS_EUSAGE, "unknown command %s; did you mean \"%s\"?", cvs_show_value(shown, word), meant);
  if (cvs_operand_is_any(word))
    return cvs_fail(error, CVS_EUSAGE, "unknown command %s; to test it, write 'convstat test %s'",
                    cvs_show_value(shown, word), word);
  return cvs_fail(error, CVS_EUSAGE, "unknown command %s; see 'convstat help'", cvs_show_value(shown, word));
}

static const cvs_command *find_command(const char *word, cvs_error *error) {
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
    return &cvs_command_help;
  if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
    return &cvs_command_version;
  const cvs_command *command = cvs_command_find(word);
  char shown[CVS_SHOWN_MAX];
  if (!command && word[0] == '-')
    (void)cvs_fail(error, CVS_EUSAGE, "option %s stands before the command; see 'convstat help'",
                   cvs_show_value(shown, word));
  else if (!command)
    (void)cvs_command_unknown(word, error);
  return command;
}

/* Commands with a choice of words take at most one of them. */
static cvs_status check_words(const cvs_command *command, const cvs_words *words, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  if (!command->operand_choice && command->operands[0])
    return CVS_OK;
  if (words->count > 0 && !command->operand_choice)
    return cvs_fail(error, CVS_EUSAGE, "%s takes no words (%s); see 'convstat help %s'", command->name,
                    cvs_show_value(shown, words->word[0]), command->name);
  if (words->count > 1)
    return cvs_fail(error, CVS_EUSAGE, "%s takes one word (%s is another); see 'convstat help %s'", command->name,
                    cvs_show_value(shown, words->word[1]), command->name);
  if (words->count == 0 && command->operand_required)
    return cvs_fail(error, CVS_EUSAGE, "%s needs a word, %s; see 'convstat help %s'", command->name, command->operands,
                    command->name);
  return CVS_OK;
}

static bool asks_for_help(int argc, char **argv) {
  for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
      return true;
  return false;
}

static cvs_exit run_command(const cvs_command *command, int argc, char **argv, cvs_error *error) {
  cvs_arguments arguments = {0};
  const cvs_option_set set = {command->name, command->group, command->group_count};
  const cvs_option_target target = {&arguments, &arguments.words, &arguments.arena};
  if (asks_for_help(argc, argv))
    return cvs_exit_of(cvs_help_print(command, error));
  cvs_status status = cvs_options_parse(&set, argc, argv, &target, error);
  if (status == CVS_OK)
    status = check_words(command, &arguments.words, error);
  if (status == CVS_OK)
    status = cvs_plot_check(&arguments, error);
  const cvs_exit code = status == CVS_OK ? command->run(&arguments, error) : cvs_exit_of(status);
  cvs_arena_free(&arguments.arena);
  return code;
}

int cvs_program(int argc, char **argv) {
  cvs_error error = {0};
  cvs_exit code = CVS_EXIT_USAGE;
  const cvs_command *command = argc > 1 ? find_command(argv[1], &error) : &cvs_command_help;
  if (command)
    code = run_command(command, argc > 2 ? argc - 2 : 0, argc > 2 ? argv + 2 : argv, &error);
  cvs_message_error(&error);
  return (int)code;
}
