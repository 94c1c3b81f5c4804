/* What a text is made of: shared by the files that begin it and take pieces of it. */
#ifndef CVS_DATA_TEXT_STATE_H
#define CVS_DATA_TEXT_STATE_H

#include "data/text.h"
#include <pthread.h>

struct cvs_text {
  cvs_input *input;
  cvs_decoder *decoder;
  pthread_mutex_t lock; /* of all that follows, once pieces are taken */
  bool is_plain;        /* [position, end) of the input is what has not been read */
  uint64_t position;
  uint64_t end;
  char *held; /* held[held_begin, held_end) is read and stands before what has not been */
  size_t held_capacity;
  size_t held_begin;
  size_t held_end;
  bool ended;         /* nothing is left to read behind what is held */
  cvs_status failure; /* or this is */
  cvs_error error;
  uint64_t line;
  uint64_t pieces; /* taken so far */
  bool finished;   /* no more are to come */
};

/* Fails: the file ends before the size that it had. */
cvs_status cvs_text_fail_shorter(const cvs_text *text, cvs_error *error);

/* Up to `capacity` >= 16 bytes from behind what is held; 0: none, see `ended` and `failure`. */
size_t cvs_text_read_on(cvs_text *text, char *out, size_t capacity);

/* Bytes of the whole lines, ended by LF or CR, at the beginning. */
size_t cvs_text_whole_lines(const char *text, size_t length);

#endif
