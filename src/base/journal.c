/* A text file that only grows, whole lines at a time. */
#include "base/journal.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 16 };

static cvs_status fail_read(cvs_error *error, const char *path) {
  return cvs_fail_at(error, CVS_EIO, path, 0, "cannot be read: %s", strerror(errno));
}

static cvs_status fail_write(cvs_error *error, const char *path, int number) {
  return cvs_fail_at(error, CVS_EIO, path, 0, "cannot be written: %s", strerror(number));
}

/* --- reading --- */

static cvs_status take_all(int descriptor, const char *path, cvs_strbuf *out, cvs_error *error) {
  char block[BLOCK];
  while (out->length <= CVS_JOURNAL_BYTES_MAX) {
    const ssize_t got = read(descriptor, block, sizeof block);
    if (got < 0 && errno != EINTR)
      return fail_read(error, path);
    if (got == 0)
      return out->failed ? cvs_fail_memory(error) : CVS_OK;
    if (got > 0)
      cvs_strbuf_add_bytes(out, block, (size_t)got);
    if (out->failed)
      return cvs_fail_memory(error);
  }
  return cvs_fail_at(error, CVS_ELIMIT, path, 0, "has more than %zu bytes", CVS_JOURNAL_BYTES_MAX);
}

cvs_status cvs_journal_read(const char *path, cvs_strbuf *out, cvs_error *error) {
  const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return errno == ENOENT ? CVS_OK : fail_read(error, path);
  const cvs_status status = take_all(descriptor, path, out, error);
  (void)close(descriptor);
  return status;
}

/* --- appending --- */

/* Nobody else appends until the file is closed. */
static cvs_status lock_file(int descriptor, const char *path, size_t known, cvs_error *error) {
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  struct stat found;
  if (fcntl(descriptor, F_SETLK, &whole) != 0 && (errno == EACCES || errno == EAGAIN))
    return cvs_fail_at(error, CVS_EIO, path, 0, "is being written by somebody else, try again");
  if (fstat(descriptor, &found) != 0)
    return fail_write(error, path, errno);
  if (!S_ISREG(found.st_mode))
    return cvs_fail_at(error, CVS_EIO, path, 0, "is no regular file");
  if ((uint64_t)found.st_size != (uint64_t)known)
    return cvs_fail_at(error, CVS_EIO, path, 0, "was written by somebody else meanwhile, try again");
  return CVS_OK;
}

/* 0, or errno. */
static int write_all(int descriptor, const cvs_strbuf *lines) {
  size_t done = 0;
  while (done < lines->length) {
    const ssize_t put = write(descriptor, lines->text + done, lines->length - done);
    if (put < 0 && errno != EINTR)
      return errno;
    if (put > 0)
      done += (size_t)put;
  }
  return fsync(descriptor) != 0 ? errno : 0;
}

cvs_status cvs_journal_append(const char *path, size_t known, const cvs_strbuf *lines, cvs_error *error) {
  if (lines->length == 0)
    return CVS_OK;
  const int descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return fail_write(error, path, errno);
  cvs_status status = lock_file(descriptor, path, known, error);
  if (status == CVS_OK) {
    const int number = write_all(descriptor, lines);
    if (number != 0)
      status = fail_write(error, path, number);
    /* What was written of the lines is taken back, so that none of them is there. */
    if (number != 0 && ftruncate(descriptor, (off_t)known) != 0)
      status = fail_write(error, path, number);
  }
  if (close(descriptor) != 0 && status == CVS_OK)
    status = fail_write(error, path, errno);
  return status;
}
