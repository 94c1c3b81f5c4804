/* Saving a spool under a name, whole or not at all. Runs in a folder of its own. */
#include "base/spool.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static char folder[] = "/tmp/convstat-test-XXXXXX";

static cvs_status save(const char *text, const char *path, cvs_error *error) {
  cvs_spool *spool = NULL;
  assert_int_equal(cvs_spool_new(NULL, &spool, NULL), CVS_OK);
  cvs_spool_puts(spool, text);
  const cvs_status status = cvs_spool_save(spool, path, error);
  cvs_spool_free(spool);
  return status;
}

static void assert_holds(const char *path, const char *want) {
  char got[100] = "";
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  const size_t length = fread(got, 1, sizeof got - 1, file);
  got[length] = '\0';
  (void)fclose(file);
  assert_string_equal(got, want);
}

static mode_t mode_of(const char *path) {
  struct stat found;
  assert_int_equal(stat(path, &found), 0);
  return found.st_mode & 0777;
}

static int count_entries(void) {
  DIR *entries = opendir(".");
  assert_non_null(entries);
  int count = 0;
  while (readdir(entries))
    count++;
  (void)closedir(entries);
  return count - 2;
}

static void a_new_file_obeys_the_umask(void **state) {
  (void)state;
  const mode_t before = umask(027);

  assert_int_equal(save("hello\n", "new", NULL), CVS_OK);

  (void)umask(before);
  assert_holds("new", "hello\n");
  assert_int_equal(mode_of("new"), 0640);
  assert_int_equal(count_entries(), 1);
  assert_int_equal(unlink("new"), 0);
}

static void an_old_file_is_replaced_and_keeps_its_permissions(void **state) {
  (void)state;
  assert_int_equal(save("a long old text\n", "old", NULL), CVS_OK);
  assert_int_equal(chmod("old", 0604), 0);

  assert_int_equal(save("new\n", "old", NULL), CVS_OK);

  assert_holds("old", "new\n");
  assert_int_equal(mode_of("old"), 0604);
  assert_int_equal(count_entries(), 1);
  assert_int_equal(unlink("old"), 0);
}

static void a_link_is_followed_to_its_file(void **state) {
  (void)state;
  assert_int_equal(mkdir("sub", 0755), 0);
  assert_int_equal(symlink("sub/target", "link"), 0);
  assert_int_equal(symlink("link", "chain"), 0);

  assert_int_equal(save("first\n", "chain", NULL), CVS_OK); /* its end does not exist yet */
  assert_int_equal(save("second\n", "chain", NULL), CVS_OK);

  struct stat found;
  assert_int_equal(lstat("link", &found), 0);
  assert_true(S_ISLNK(found.st_mode));
  assert_holds("sub/target", "second\n");
  assert_int_equal(unlink("chain"), 0);
  assert_int_equal(unlink("link"), 0);
  assert_int_equal(unlink("sub/target"), 0);
  assert_int_equal(rmdir("sub"), 0);
}

static void a_circle_of_links_is_an_error(void **state) {
  (void)state;
  cvs_error error = {0};
  assert_int_equal(symlink("b", "a"), 0);
  assert_int_equal(symlink("a", "b"), 0);

  assert_int_equal(save("x", "a", &error), CVS_EIO);

  assert_string_equal(error.source, "a");
  assert_int_equal(unlink("a"), 0);
  assert_int_equal(unlink("b"), 0);
}

static void a_missing_folder_is_an_error(void **state) {
  (void)state;
  cvs_error error = {0};

  assert_int_equal(save("x", "missing/file", &error), CVS_EIO);

  assert_string_equal(error.source, "missing/file");
  assert_string_equal(error.message, "cannot be written: No such file or directory");
  assert_int_equal(count_entries(), 0);
}

static void a_folder_is_no_file(void **state) {
  (void)state;
  cvs_error error = {0};

  assert_int_equal(save("x", ".", &error), CVS_EIO);

  assert_string_equal(error.message, "cannot be written: Is a directory");
}

static void a_device_is_written_to_directly(void **state) {
  (void)state;
  cvs_error error = {0};

  assert_int_equal(save("x", "/dev/null", NULL), CVS_OK);
  assert_int_equal(save("x", "/dev/full", &error), CVS_EIO);

  assert_string_equal(error.source, "/dev/full");
  assert_string_equal(error.message, "cannot be written: No space left on device");
  struct stat found;
  assert_int_equal(stat("/dev/full", &found), 0);
  assert_true(S_ISCHR(found.st_mode));
}

static void a_failed_spool_leaves_the_old_file_alone(void **state) {
  (void)state;
  cvs_spool *spool = NULL;
  assert_int_equal(save("old\n", "file", NULL), CVS_OK);
  assert_int_equal(cvs_spool_new("/nonexistent", &spool, NULL), CVS_OK);
  for (int i = 0; i < 300000; i++)
    cvs_spool_puts(spool, "overflow");

  assert_int_equal(cvs_spool_save(spool, "file", NULL), CVS_EIO);

  assert_holds("file", "old\n");
  assert_int_equal(count_entries(), 1);
  assert_int_equal(unlink("file"), 0);
  cvs_spool_free(spool);
}

enum { LARGE = 64 << 20, PATIENCE = 20000 };

/* In a process of its own: it is to be killed. */
static _Noreturn void save_a_large_file(void) {
  static const char chunk[1 << 16] = "text";
  cvs_spool *spool = NULL;
  if (cvs_spool_new(NULL, &spool, NULL) != CVS_OK)
    _exit(1);
  for (size_t done = 0; done < LARGE; done += sizeof chunk)
    cvs_spool_write(spool, chunk, sizeof chunk);
  if (cvs_spool_save(spool, "large", NULL) != CVS_OK)
    _exit(2);
  for (int i = 0; i < PATIENCE; i++)
    (void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
  _exit(3);
}

static void a_signal_in_the_middle_leaves_no_half_written_file(void **state) {
  (void)state;
  struct stat found = {0};
  int how = 0;
  const pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0)
    save_a_large_file();

  for (int i = 0; i < PATIENCE && count_entries() == 0; i++)
    (void)nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
  assert_int_equal(kill(child, SIGTERM), 0);
  assert_int_equal(waitpid(child, &how, 0), child);

  assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGTERM);
  assert_int_equal(count_entries(), 1);
  assert_int_equal(stat("large", &found), 0);
  assert_int_equal(found.st_size, LARGE);
  assert_int_equal(unlink("large"), 0);
}

static int enter_folder(void **state) {
  (void)state;
  return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state) {
  (void)state;
  return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_new_file_obeys_the_umask),
      cmocka_unit_test(an_old_file_is_replaced_and_keeps_its_permissions),
      cmocka_unit_test(a_link_is_followed_to_its_file),
      cmocka_unit_test(a_circle_of_links_is_an_error),
      cmocka_unit_test(a_missing_folder_is_an_error),
      cmocka_unit_test(a_folder_is_no_file),
      cmocka_unit_test(a_device_is_written_to_directly),
      cmocka_unit_test(a_failed_spool_leaves_the_old_file_alone),
      cmocka_unit_test(a_signal_in_the_middle_leaves_no_half_written_file),
  };
  return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
