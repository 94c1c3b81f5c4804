/* What a file is called: the variant, where there is one file a variant. */
#ifndef CVS_DATA_FILE_NAME_H
#define CVS_DATA_FILE_NAME_H

#include <stddef.h>

/* The name without its folders and without what tells the kind of file (.csv, .tsv.gz, .txt.zst ...; other endings
 * belong to the name: "v1.2"): points into `path`, *length bytes. A name that is nothing but an ending stays whole. */
const char *cvs_file_stem(const char *path, size_t *length);

#endif
