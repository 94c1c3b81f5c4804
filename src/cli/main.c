/* convstat: A/B tests and conversion statistics on the command line. */
#include "cli/command.h"

#include <convstat/convstat.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* A standard stream that is closed must not become the descriptor of a file opened later: it is
 * held by one that fails when it is used. False where it cannot be held. */
static bool hold_standard_streams(void) {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
    const int useless = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (fcntl(descriptor, F_GETFD) == -1 && open("/dev/null", useless) != descriptor)
      return false;
  }
  return true;
}

int main(int argc, char **argv) {
  if (!hold_standard_streams())
    return CVS_EXIT_STREAM;
  cvs_init();
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen where it is written to, and ends in silence */
  signal(SIGXFSZ, SIG_IGN); /* and so is a file that may not grow */
  return cvs_program(argc, argv);
}
