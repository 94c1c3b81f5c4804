/* A temporary file that several threads write to and that nobody else sees. */
#define _GNU_SOURCE /* O_TMPFILE */
#include "data/unit_file.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "data/problem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct cvs_unit_file {
  int descriptor;
  const char *directory;
  _Atomic uint64_t length;
};

/* A file with a name, which it loses at once. */
static int open_named(const char *directory) {
  cvs_strbuf path = {0};
  cvs_strbuf_add(&path, directory);
  cvs_strbuf_add(&path, "/convstat-XXXXXX");
  if (path.failed) {
    cvs_strbuf_free(&path);
    errno = ENOMEM;
    return -1;
  }
  const int descriptor = mkstemp(path.text);
  if (descriptor >= 0)
    (void)unlink(path.text);
  const int number = errno;
  cvs_strbuf_free(&path);
  errno = number;
  return descriptor;
}

/* A file without a name, where the file system has such; -1 and errno. */
static int open_unseen(const char *directory) {
#ifdef O_TMPFILE
  const int descriptor = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0)
    return descriptor;
#endif
  return open_named(directory);
}

/* The directory is part of the sentence: what stands before it is the name of the file that is read. */
static cvs_status fail_directory(cvs_error *error, const char *directory, const char *what, const char *why) {
  char shown[CVS_SHOWN_MAX];
  return cvs_fail(error, CVS_EIO, "%s in directory %s: %s (TMPDIR names another one)", what,
                  cvs_show_value(shown, directory), why);
}

cvs_status cvs_unit_file_new(const char *directory, cvs_unit_file **out, cvs_error *error) {
  *out = NULL;
  cvs_unit_file *file = cvs_calloc(1, sizeof *file);
  if (!file)
    return cvs_fail_memory(error);
  file->directory = directory ? directory : "/tmp";
  file->descriptor = open_unseen(file->directory);
  if (file->descriptor < 0) {
    const int number = errno;
    const char *name = file->directory;
    cvs_free(file);
    if (number == ENOMEM)
      return cvs_fail_memory(error);
    return fail_directory(error, name, "no temporary file can be made", strerror(number));
  }
  *out = file;
  return CVS_OK;
}

void cvs_unit_file_free(cvs_unit_file *file) {
  if (!file)
    return;
  (void)close(file->descriptor);
  cvs_free(file);
}

uint64_t cvs_unit_file_reserve(cvs_unit_file *file, uint64_t length) {
  return atomic_fetch_add(&file->length, length);
}

uint64_t cvs_unit_file_length(const cvs_unit_file *file) {
  return atomic_load(&file->length);
}

/* Each turn of both loops moves a byte or fails. */
cvs_status cvs_unit_file_write(const cvs_unit_file *file, uint64_t at, const void *bytes, size_t length,
                               cvs_error *error) {
  const char *from = bytes;
  while (length > 0) {
    const ssize_t written = pwrite(file->descriptor, from, length, (off_t)at);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return fail_directory(error, file->directory, "a temporary file cannot be written",
                            strerror(written < 0 ? errno : EIO));
    from += written;
    at += (uint64_t)written;
    length -= (size_t)written;
  }
  return CVS_OK;
}

cvs_status cvs_unit_file_read(const cvs_unit_file *file, uint64_t at, void *bytes, size_t length, cvs_error *error) {
  char *to = bytes;
  while (length > 0) {
    const ssize_t got = pread(file->descriptor, to, length, (off_t)at);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return fail_directory(error, file->directory, "a temporary file cannot be read",
                            got < 0 ? strerror(errno) : "it is too short");
    to += got;
    at += (uint64_t)got;
    length -= (size_t)got;
  }
  return CVS_OK;
}
