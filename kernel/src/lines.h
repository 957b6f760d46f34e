/* compose.justify for the twins that set lines. */
#ifndef BROADSHEET_LINES_H
#define BROADSHEET_LINES_H

#include "kernel.h"

/* Which gaps of a paragraph are flexible, a byte each, what others give: a tuple of text.items.Give, what a
 * flexible one takes before those take as much, over their limits, and letters a quarter of it (0 where they do
 * not), and the classes of the boxes. */
typedef struct {
    const char *flexible;
    PyObject *gives;
    int64_t own;
    const Py_UCS1 *classes;
} Glue;

/* The ways from glyph to glyph of the boxes from start on, so that they are longer by need; the last one is not
 * looked at. 0 where that is not the kernel's, or there is no memory. */
int fitted_row(const int64_t *steps, const Glue *glue, int64_t start, int64_t length, int64_t need, int64_t *row);

#define WORD 12 /* characters of a run that may come again */

/* Numbers as a tuple that is shared, where that was made lately. */
PyObject *row_of(const int64_t *values, Py_ssize_t count);

/* A stretch of a text; one no longer than a word is shared, where it was made lately. */
PyObject *text_between(PyObject *text, int64_t low, int64_t high);

/* The runs of a line whose room begins at x, of items without emphasis dots; NULL without an error where they are not
 * the kernel's. */
PyObject *plain_runs(PyObject *items, PyObject *line, PyObject *align, int64_t x, int64_t baseline);

#endif
