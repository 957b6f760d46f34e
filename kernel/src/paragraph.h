/* A paragraph's items as plain arrays, and what both breakers ask of them: the twins of Items and of
 * compose.firstfit, function by function and under their names. */
#ifndef BROADSHEET_PARAGRAPH_H
#define BROADSHEET_PARAGRAPH_H

#include "kernel.h"

typedef struct {
    Py_ssize_t count; /* of boxes; pens, gaps, breaks and flexible have one entry more */
    const Py_UCS1 *classes;
    PyObject *text; /* a character to each box */
    const unsigned char *breaks, *flexible;
    int64_t *pens, *gaps, *start_cuts, *end_cuts;
    int64_t *squeezes, *flexibles; /* running sums with two entries more than boxes: compose.firstfit.Sums */
    int64_t hyphen, em, shrink, stretch;
    int64_t wider; /* the stretch by which a runt may be spared in optimum fit */
    PyObject *held[6]; /* what the pointers above point into */
    int64_t *memory;
} Paragraph;

typedef struct {
    int64_t end, ink;
} Piece;

typedef enum { JUSTIFIED, LAST, EMERGENCY, OVERFULL, ENDINGS } Ending;

typedef struct {
    int64_t start, end, room, natural;
    Ending ending;
    int hyphen;
} Line;

typedef struct {
    Line *lines;
    Py_ssize_t count, size;
} Lines;

/* 1: read; 0: not the kernel's; -1: an error is set. What was read is to be closed in any case. */
int open_paragraph(Paragraph *read, PyObject *items, PyObject *spacing);
void close_paragraph(Paragraph *read);

/* The rooms of a breaker's lines; NULL and no error where they are not the kernel's. */
int64_t *read_rooms(PyObject *rooms, Py_ssize_t *count);

/* An attribute's exact int. 1: read; 0: not the kernel's; -1: an error is set. */
int read_number(PyObject *object, Name *name, int64_t *value);

int64_t content_start(const Paragraph *items, int64_t start);
int64_t content_end(const Paragraph *items, int64_t start, int64_t end);
int64_t gaps(const Paragraph *items, int64_t start, int64_t end);
int64_t natural_width(const Paragraph *items, int64_t start, int64_t end);
int is_runt(const Paragraph *items, int64_t start, int64_t end);
Piece piece_of(const Paragraph *items, int64_t start);
Line fitted_line(const Paragraph *items, int64_t start, int64_t after, int64_t room);
int64_t next_line(const Paragraph *items, int64_t start, Piece piece, int64_t room, Line *line);
int64_t bisect_right(const int64_t *numbers, int64_t low, int64_t high, int64_t number);

int add_line(Lines *lines, Line line);

/* The lines as broadsheet's records, in a tuple; frees them. */
PyObject *lines_as_records(Lines *lines);

#endif
