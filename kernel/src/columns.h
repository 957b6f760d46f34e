/* A paragraph's items while they are made: text.columns.Columns as plain arrays, and the steps that fill them. */
#ifndef BROADSHEET_COLUMNS_H
#define BROADSHEET_COLUMNS_H

#include "kernel.h"

#define WESTERN_CLASSES 5 /* text.borders.RIGID */

/* text.rules.Rules, read once and kept with it. */
typedef struct {
    PyObject *table, *tailored, *marks, *own; /* its own; what the bytes below are of, too */
    PyObject *held[2];
    const unsigned char *verdicts, *borders;
    int64_t em, gaps[WESTERN_CLASSES][3];
    int has_gaps, is_spaced, is_paired, has_signs, has_clauses, has_lists;
} Rules;

typedef struct {
    int64_t gap, amount, step, number;
} Give;

typedef struct {
    Give *gives;
    Py_ssize_t count, size;
} Gives;

/* A part of the paragraph: its characters from start on, its setting, and the number of that one's first face. */
typedef struct {
    PyObject *text, *setting, *hyphen;
    Py_ssize_t start, end, base;
} Part;

typedef struct {
    const Rules *rules;
    Part *parts;
    Py_ssize_t part_count, count; /* count: of characters; gaps, breaks and flexible have one entry more */
    PyObject *text, *letters, *breaks; /* letters: the classes; breaks: a bytearray */
    PyObject *start_cuts, *end_cuts, *faces;
    PyObject **glyphs;
    const Py_UCS1 *classes;
    unsigned char *set_breaks, *flexible, *uses;
    int64_t *advances, *cuts, *gaps;
    Gives squeezes, stretches;
    void *memory;
} Columns;

/* A paragraph's rules, and what holds them, as a new reference; NULL: not the kernel's, or an error is set. */
PyObject *known_rules(PyObject *object, const Rules **rules);

/* Open the columns of a paragraph and fill in what each character is by itself. To be closed in any case. */
int open_columns(Columns *columns, PyObject *parts, const Rules *rules);
void close_columns(Columns *columns);

/* Each gives DONE, NOT_MINE_NOW or FAILED. */
int settle_breaks(Columns *columns);
int set_words(Columns *columns);
int set_marks(Columns *columns);
int join_dashes(Columns *columns);
int settle_borders(Columns *columns);
int settle_blanks(Columns *columns);
int set_hyphens(Columns *columns);

int add_give(Gives *gives, Py_ssize_t gap, int64_t amount, int64_t step);

/* Whether a text may hold a web or mail address. */
int may_hold_address(const Columns *columns);

/* The classes of a text, as text.charclass.classify has them: a new reference. */
PyObject *classes_of(PyObject *text, PyObject *table);

/* What a character is set with: a text.setting.Setting's box. */
typedef struct {
    PyObject *glyph; /* NULL where it was not asked for yet */
    int64_t width;
    int use;
} Box;

/* What holds a setting's boxes for the kernel, of kept_with, and what it holds. */
typedef struct KnownBoxes KnownBoxes;
PyObject *kept_boxes(PyObject *boxes);
KnownBoxes *known_boxes(PyObject *capsule);

/* The box of a character; NULL where it is not the kernel's, maybe with an error. */
const Box *box_of(PyObject *boxes, KnownBoxes *known, Py_UCS4 code);

/* Whether a code point is in a list. */
static inline int is_listed(const Py_UCS2 *codes, size_t count, Py_UCS4 code)
{
    for (size_t place = 0; place < count; place++)
        if (code == codes[place])
            return 1;
    return 0;
}
#define LISTED(codes, code) is_listed(codes, sizeof(codes) / sizeof(codes[0]), code)

/* Whether a class is one of Latin text: letters, figures, other signs. */
static inline int is_latin(Py_UCS1 letter) { return letter == 'L' || letter == 'D' || letter == 'A'; }

/* Whether a letter is among others; the text's edge, 0, is among any, as "" is in Python. */
static inline int is_among(const char *letters, Py_UCS1 letter) { return letter == 0 || strchr(letters, letter); }

#endif
