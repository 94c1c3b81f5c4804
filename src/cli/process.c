/* Another program, by posix_spawn. */
#include "cli/process.h"

#include "base/error.h"
#include "base/strbuf.h"
#include "cli/terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool is_in(const char *folder, size_t length, const char *name) {
  cvs_strbuf path = {0};
  cvs_strbuf_add_bytes(&path, folder, length);
  cvs_strbuf_add(&path, length > 0 ? "/" : "");
  cvs_strbuf_add(&path, name);
  const bool found = !path.failed && access(cvs_strbuf_text(&path), X_OK) == 0;
  cvs_strbuf_free(&path);
  return found;
}

bool cvs_process_exists(const char *name) {
  const char *path = cvs_environment("PATH");
  for (const char *at = path; at && *at;) {
    const size_t length = strcspn(at, ":");
    if (is_in(at, length, name))
      return true;
    at += at[length] == ':' ? length + 1 : length;
  }
  return false;
}

static cvs_status wait_for(pid_t child, const char *name, cvs_error *error) {
  int state = 0;
  pid_t ended = waitpid(child, &state, 0);
  while (ended < 0 && errno == EINTR) /* until the child ends */
    ended = waitpid(child, &state, 0);
  if (ended == child && WIFEXITED(state) && WEXITSTATUS(state) == 0)
    return CVS_OK;
  return cvs_fail(error, CVS_EIO, "%s has failed", name);
}

static int plan_descriptors(posix_spawn_file_actions_t *actions, int input, int output) {
  int number = posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);
  if (number == 0)
    number = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
  if (number == 0)
    number = posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  return number;
}

cvs_status cvs_process_run(const char *const *argument, int input, int output, cvs_error *error) {
  posix_spawn_file_actions_t actions;
  pid_t child = 0;
  int number = posix_spawn_file_actions_init(&actions);
  if (number != 0)
    return cvs_fail(error, CVS_EIO, "%s cannot be started: %s", argument[0], strerror(number));
  union { /* the strings are read only; POSIX says so of this argument and cannot in its type */
    const char *const *given;
    char *const *asked;
  } words = {argument};
  number = plan_descriptors(&actions, input, output);
  if (number == 0)
    number = posix_spawnp(&child, argument[0], &actions, NULL, words.asked, environ);
  (void)posix_spawn_file_actions_destroy(&actions);
  if (number != 0)
    return cvs_fail(error, CVS_EIO, "%s cannot be started: %s", argument[0], strerror(number));
  return wait_for(child, argument[0], error);
}
