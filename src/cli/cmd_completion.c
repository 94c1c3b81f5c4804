/* convstat completion: what a shell needs to complete commands, options and their values. */
#include "cli/completion.h"

#include "base/error.h"
#include "cli/choice.h"
#include "data/problem.h"
#include <string.h>

typedef void completion_writer(cvs_strbuf *out);

enum { BASH, ZSH, FISH, SHELLS };
static const char *choose_shell(size_t index) {
  static const char *const ids[SHELLS] = {[BASH] = "bash", [ZSH] = "zsh", [FISH] = "fish"};
  return index < SHELLS ? ids[index] : NULL;
}

static cvs_exit run_completion(cvs_arguments *arguments, cvs_error *error) {
  static completion_writer *const writers[SHELLS] = {
      [BASH] = cvs_completion_bash, [ZSH] = cvs_completion_zsh, [FISH] = cvs_completion_fish};
  const char *shell = arguments->words.word[0];
  const size_t index = cvs_choice_find(choose_shell, shell, strlen(shell));
  char shown[CVS_SHOWN_MAX];
  cvs_strbuf text = {0};
  if (index == CVS_CHOICES_MAX)
    return cvs_exit_of(
        cvs_fail(error, CVS_EUSAGE, "completion: %s is not one of bash, zsh, fish", cvs_show_value(shown, shell)));
  writers[index](&text);
  const cvs_status status = cvs_print(&text, error);
  cvs_strbuf_free(&text);
  return cvs_exit_of(status);
}

static const cvs_example examples[] = {
    {"source <(convstat completion bash)", "for this bash; put the line into ~/.bashrc to keep it"},
    {"source <(convstat completion zsh)", "for this zsh; put the line into ~/.zshrc, after compinit"},
    {"convstat completion fish | source", "for this fish; write it to ~/.config/fish/completions/convstat.fish"},
};

const cvs_command cvs_command_completion = {
    .name = "completion",
    .heading = "Look things up",
    .summary = "completion of commands, options and values for bash, zsh or fish",
    .operands = "bash|zsh|fish",
    .about = "Prints a script that lets the shell complete commands, options and their values.",
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .operand_choice = choose_shell,
    .operand_required = true,
    .run = run_completion,
};
