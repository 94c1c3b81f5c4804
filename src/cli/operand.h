/* The words of a command line as input: files, or counts typed there. */
#ifndef CVS_CLI_OPERAND_H
#define CVS_CLI_OPERAND_H

#include "cli/arguments.h"

/* True for NAME=CONVERSIONS/VISITORS that is not the name of a file. */
bool cvs_operand_is_counts(const char *word);
/* True where the word can be read: counts, or a file that exists. */
bool cvs_operand_is_any(const char *word);

/* Refuses what cannot be meant, before anything is read: files beside counts, options of files with
 * counts, no input at all, an output that is an input. Errors: CVS_EUSAGE. */
CVS_WARN_UNUSED cvs_status cvs_operands_check(cvs_arguments *arguments, const char *command, cvs_error *error);

/* Reads the words: files (none: standard input) or counts. Errors: those of cvs_dataset_read. */
CVS_WARN_UNUSED cvs_status cvs_operands_read(const cvs_arguments *arguments, const cvs_read_options *options,
                                             cvs_dataset **out, cvs_error *error);

#endif
