/* Saving a spool under a name, whole or not at all. */
#include "base/spool.h"

#include "base/error.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A chain of symbolic links longer than this is a loop (Linux gives up at 40 too); names tried for
 * the temporary file before giving up. */
enum { LINKS_MAX = 40, NAMES_MAX = 100 };

static cvs_status fail_save(cvs_error *error, const char *name, int number) {
  if (number == ENOMEM)
    return cvs_fail_memory(error);
  return cvs_fail_at(error, CVS_EIO, name, 0, "cannot be written: %s", strerror(number));
}

/* Keeps the folder of a path, with its last '/'; nothing where it has none. */
static void cut_to_folder(cvs_strbuf *path) {
  const char *slash = path->text ? strrchr(path->text, '/') : NULL;
  path->length = slash ? (size_t)(slash - path->text) + 1 : 0;
  if (path->text)
    path->text[path->length] = '\0';
}

/* Replaces `path` by what it links to, if anything: 1 it was a link, 0 it was none, -1 errno. */
static int follow_link(cvs_strbuf *path) {
  struct stat found;
  if (lstat(path->text, &found) != 0)
    return errno == ENOENT ? 0 : -1;
  if (!S_ISLNK(found.st_mode))
    return 0;
  char target[PATH_MAX];
  const ssize_t length = readlink(path->text, target, sizeof target);
  if (length < 0)
    return -1;
  if (target[0] == '/')
    cvs_strbuf_clear(path);
  else
    cut_to_folder(path);
  cvs_strbuf_add_bytes(path, target, (size_t)length);
  return 1;
}

/* The file behind all links of `path`, whether it exists or not. */
static cvs_status resolve(const char *path, cvs_strbuf *out, cvs_error *error) {
  cvs_strbuf_add(out, path);
  for (int i = 0; i < LINKS_MAX && !out->failed; i++) {
    const int followed = out->text ? follow_link(out) : 0;
    if (followed < 0)
      return fail_save(error, path, errno);
    if (followed == 0)
      return CVS_OK;
  }
  return out->failed ? cvs_fail_memory(error) : fail_save(error, path, ELOOP);
}

/* Opens a new file beside `target`. The kernel applies the umask, so nobody has to ask for it. */
static int open_beside(const char *target, cvs_strbuf *made) {
  for (int i = 0; i < NAMES_MAX; i++) {
    cvs_strbuf_clear(made);
    cvs_strbuf_add(made, target);
    cut_to_folder(made);
    cvs_strbuf_addf(made, ".convstat-%ld-%d.tmp", (long)getpid(), i);
    if (made->failed) {
      errno = ENOMEM;
      return -1;
    }
    const int descriptor = open(made->text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0 || errno != EEXIST)
      return descriptor;
  }
  return -1;
}

/* Writes the temporary file and gives it the target's name; removes it where anything fails. */
static cvs_status write_beside(cvs_spool *spool, const char *target, mode_t mode, const char *name, cvs_error *error) {
  cvs_strbuf made = {0};
  const int descriptor = open_beside(target, &made);
  if (descriptor < 0) {
    const int number = errno;
    cvs_strbuf_free(&made);
    return fail_save(error, name, number);
  }
  cvs_status status = cvs_spool_copy(spool, descriptor, name, error);
  if (status == CVS_OK && mode != 0 && fchmod(descriptor, mode) != 0)
    status = fail_save(error, name, errno);
  if (close(descriptor) != 0 && status == CVS_OK)
    status = fail_save(error, name, errno);
  if (status == CVS_OK && rename(made.text, target) != 0)
    status = fail_save(error, name, errno);
  if (status != CVS_OK)
    (void)unlink(made.text);
  cvs_strbuf_free(&made);
  return status;
}

/* A signal that ends the program waits until the temporary file is gone, so that none is left behind. */
static cvs_status replace(cvs_spool *spool, const char *target, mode_t mode, const char *name, cvs_error *error) {
  sigset_t ending;
  sigset_t before;
  (void)sigemptyset(&ending);
  (void)sigaddset(&ending, SIGINT);
  (void)sigaddset(&ending, SIGTERM);
  (void)sigaddset(&ending, SIGHUP);
  const bool waits = pthread_sigmask(SIG_BLOCK, &ending, &before) == 0;
  const cvs_status status = write_beside(spool, target, mode, name, error);
  if (waits)
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
  return status;
}

static cvs_status write_directly(cvs_spool *spool, const char *path, cvs_error *error) {
  const int descriptor = open(path, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0)
    return fail_save(error, path, errno);
  cvs_status status = cvs_spool_copy(spool, descriptor, path, error);
  if (close(descriptor) != 0 && status == CVS_OK)
    status = fail_save(error, path, errno);
  return status;
}

/* A file that exists keeps its permissions, and must allow writing although a rename would not ask. */
static cvs_status save_regular(cvs_spool *spool, const char *path, mode_t mode, cvs_error *error) {
  if (mode != 0 && access(path, W_OK) != 0)
    return fail_save(error, path, errno);
  cvs_strbuf target = {0};
  cvs_status status = resolve(path, &target, error);
  if (status == CVS_OK)
    status = replace(spool, cvs_strbuf_text(&target), mode, path, error);
  cvs_strbuf_free(&target);
  return status;
}

cvs_status cvs_spool_save(cvs_spool *spool, const char *path, cvs_error *error) {
  struct stat found;
  const bool exists = stat(path, &found) == 0;
  if (!exists && errno != ENOENT)
    return fail_save(error, path, errno);
  if (exists && !S_ISREG(found.st_mode))
    return write_directly(spool, path, error);
  return save_regular(spool, path, exists ? found.st_mode & 0777 : 0, error);
}
