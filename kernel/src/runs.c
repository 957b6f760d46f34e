/* The twin of compose.runs.set_runs: a fitted line as glyph runs. */
#include "fields.h"
#include "lines.h"

enum {
    TEXT, GLYPHS, USES, FACES, ADVANCES, CUTS, STEPS, FLEXIBLE, START_CUTS, END_CUTS, LEVELS, STRETCHES, SQUEEZES,
    HYPHEN, HYPHENS, TYPE_SIZE, CLASSES, PARTS
};

#define LONGEST ((int64_t)1 << 40) /* a size of which every sum over a paragraph is an int64 */

typedef struct {
    PyObject *parts[PARTS]; /* of the items */
    int64_t start, end, need, x, baseline;
    int hyphen, is_spread, is_justified;
} Setting;

static void let_go(PyObject **found, int count)
{
    for (int place = 0; place < count; place++)
        Py_XDECREF(found[place]);
}

/* compose.runs.ink_of, for a colour that was asked for lately. */
static PyObject *ink_of(PyObject *colour)
{
    static PyObject *function;
    static struct {
        PyObject *colour, *ink;
    } kept[64], *found;
    found = &kept[(uintptr_t)colour >> 4 & 63];
    if (found->colour != colour) {
        PyObject *called = ours(&function, "broadsheet.compose.runs", "ink_of");
        PyObject *ink = called ? PyObject_CallOneArg(called, colour) : NULL;
        if (ink == NULL)
            return NULL;
        PyObject *old[2] = {found->colour, found->ink};
        found->colour = Py_NewRef(colour);
        found->ink = ink;
        let_go(old, 2);
    }
    return Py_NewRef(found->ink);
}

/* What a run says of its face: the values of GlyphRun that a text.setting.FaceUse settles. */
typedef struct {
    PyObject *face, *key, *size, *ink, *condense, *writing;
    int64_t shift;
    int has_dots;
} Face;

/* A face that was used lately, or is read now. NULL without an error: not the kernel's. */
static const Face *face_of(PyObject *face)
{
    static Kind kind = {
        "broadsheet.text.setting", "FaceUse", 8,
        {"key", "size", "colour", "condense", "writing", "shift", "level", "dots"}, NULL, {0},
    };
    static Face kept[64];
    Face *found = &kept[(uintptr_t)face >> 4 & 63], read = {.face = face};
    PyObject *said[8];
    if (found->face == face)
        return found;
    if (read_fields(&kind, face, said) != DONE || said[6] != Py_False || !exact(said[5], &read.shift) ||
        (read.ink = ink_of(said[2])) == NULL)
        return NULL;
    PyObject *old[6] = {found->face, found->key, found->size, found->ink, found->condense, found->writing};
    *found = (Face){Py_NewRef(face),    Py_NewRef(said[0]), Py_NewRef(said[1]), read.ink,
                    Py_NewRef(said[3]), Py_NewRef(said[4]), read.shift,         said[7] != Py_False};
    let_go(old, 6);
    return found;
}

/* The run of a face, whose origin and advances are given. NULL without an error: not the kernel's. */
static PyObject *run_of(const Setting *line, PyObject *use, int64_t origin, PyObject *glyphs, const int64_t *row,
                        PyObject *text)
{
    static PyObject *type;
    const Face *face;
    PyObject *values[10] = {NULL}, *run = NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(glyphs);
    int64_t glyph[WORD];
    if (ours(&type, "broadsheet.tree.node", "GlyphRun") == NULL || (face = face_of(use)) == NULL)
        return NULL;
    int is_short = PyUnicode_GET_LENGTH(text) <= WORD;
    for (Py_ssize_t place = 0; is_short && place < count; place++)
        is_short = exact(PyTuple_GET_ITEM(glyphs, place), &glyph[place]);
    values[2] = Py_NewRef(face->key); /* first of all: what follows makes objects, and that may have others forgotten */
    values[3] = Py_NewRef(face->size);
    values[7] = Py_NewRef(face->ink);
    values[8] = Py_NewRef(face->condense);
    values[9] = Py_NewRef(face->writing);
    values[1] = number_of(line->baseline - face->shift);
    values[0] = number_of(origin);
    values[4] = is_short ? row_of(glyph, count) : Py_NewRef(glyphs);
    values[5] = row_of(row, count);
    values[6] = Py_NewRef(text);
    if (values[0] && values[1] && values[4] && values[5]) /* as many advances as glyphs, by the way they are made */
        run = whole_record(type, values, 10);
    let_go(values, 10);
    return run;
}

/* Append what is made of a stretch of boxes in one face. */
static int add_run(const Setting *line, PyObject *runs, int64_t low, int64_t high, int64_t origin, const int64_t *row)
{
    PyObject *faces = line->parts[FACES];
    int use = (unsigned char)PyBytes_AS_STRING(line->parts[USES])[low];
    if (use >= PyTuple_GET_SIZE(faces))
        return 0;
    PyObject *glyphs = PyTuple_GetSlice(line->parts[GLYPHS], low, high);
    PyObject *text = text_between(line->parts[TEXT], low, high);
    PyObject *run = glyphs && text ? run_of(line, PyTuple_GET_ITEM(faces, use), origin, glyphs, row, text) : NULL;
    int added = run != NULL && PyList_Append(runs, run) == 0;
    Py_XDECREF(glyphs);
    Py_XDECREF(text);
    Py_XDECREF(run);
    return added;
}

/* What a hyphen is set with. 1: read; 0: not the kernel's, or an error is set. */
static int read_hyphen(const Setting *line, PyObject *hyphen, int64_t *width, int64_t *use)
{
    return PyTuple_CheckExact(hyphen) && PyTuple_GET_SIZE(hyphen) == 4 &&
           exact(PyTuple_GET_ITEM(hyphen, 1), width) && exact(PyTuple_GET_ITEM(hyphen, 2), use) && *use >= 0 &&
           *use < PyTuple_GET_SIZE(line->parts[FACES]) && PyUnicode_CheckExact(PyTuple_GET_ITEM(hyphen, 3));
}

/* Put the hyphen of the line's last word in the place of the one that breaking reckoned with. */
static int choose_hyphen(Setting *line)
{
    int64_t reckoned, width, use;
    if (!PyDict_CheckExact(line->parts[HYPHENS]) || !read_hyphen(line, line->parts[HYPHEN], &reckoned, &use))
        return 0;
    if (PyDict_GET_SIZE(line->parts[HYPHENS]) == 0)
        return 1;
    PyObject *key = number_of((unsigned char)PyBytes_AS_STRING(line->parts[USES])[line->end - 1]);
    PyObject *found = key ? PyDict_GetItemWithError(line->parts[HYPHENS], key) : NULL;
    Py_XDECREF(key);
    if (found == NULL)
        return !PyErr_Occurred();
    if (!read_hyphen(line, found, &width, &use))
        return 0;
    Py_SETREF(line->parts[HYPHEN], Py_NewRef(found));
    if (line->is_spread)
        line->need += reckoned - width;
    return 1;
}

static int add_hyphen(const Setting *line, PyObject *runs, int64_t origin)
{
    PyObject *hyphen = line->parts[HYPHEN];
    int64_t width, use;
    if (!read_hyphen(line, hyphen, &width, &use))
        return 0;
    PyObject *glyphs = PyTuple_Pack(1, PyTuple_GET_ITEM(hyphen, 0)), *face = PyTuple_GET_ITEM(line->parts[FACES], use);
    PyObject *run = glyphs ? run_of(line, face, origin, glyphs, &width, PyTuple_GET_ITEM(hyphen, 3)) : NULL;
    int added = run != NULL && PyList_Append(runs, run) == 0;
    Py_XDECREF(glyphs);
    Py_XDECREF(run);
    return added;
}

static PyObject *runs_of(const Setting *line, const int64_t *row)
{
    const char *uses = PyBytes_AS_STRING(line->parts[USES]);
    PyObject *runs = PyList_New(0);
    int64_t origin = line->x, high;
    for (int64_t low = line->start; runs != NULL && low < line->end; low = high) {
        for (high = low; high < line->end && uses[high] == uses[low];)
            high++;
        const int64_t *part = row + (low - line->start);
        if (!add_run(line, runs, low, high, origin, part))
            Py_CLEAR(runs);
        for (int64_t place = 0; place < high - low && origin > -EXACT && origin < EXACT; place++)
            origin += part[place];
        if (origin <= -EXACT || origin >= EXACT)
            Py_CLEAR(runs);
    }
    if (runs != NULL && line->hyphen && !add_hyphen(line, runs, origin))
        Py_CLEAR(runs);
    PyObject *found = runs ? PyList_AsTuple(runs) : NULL;
    Py_XDECREF(runs);
    return found;
}

/* What a dictionary has for a box, 0 where it has nothing. */
static int cut_at(PyObject *cuts, int64_t box, int64_t *cut)
{
    *cut = 0;
    if (!PyDict_CheckExact(cuts))
        return 0;
    if (PyDict_GET_SIZE(cuts) == 0)
        return 1;
    PyObject *key = number_of(box), *found = key ? PyDict_GetItemWithError(cuts, key) : NULL;
    Py_XDECREF(key);
    return found ? exact(found, cut) : !PyErr_Occurred();
}

static int has_types(const Setting *line)
{
    static const int tuples[5] = {GLYPHS, ADVANCES, CUTS, STRETCHES, SQUEEZES}, bytes[2] = {USES, FLEXIBLE};
    PyObject *const *parts = line->parts;
    for (int place = 0; place < 5; place++)
        if (!PyTuple_CheckExact(parts[tuples[place]]) ||
            (place < 3 && PyTuple_GET_SIZE(parts[tuples[place]]) < line->end))
            return 0;
    for (int place = 0; place < 2; place++)
        if (!PyBytes_CheckExact(parts[bytes[place]]) || PyBytes_GET_SIZE(parts[bytes[place]]) < line->end)
            return 0;
    return PyTuple_CheckExact(parts[FACES]) && PyUnicode_CheckExact(parts[TEXT]) &&
           PyUnicode_GET_LENGTH(parts[TEXT]) >= line->end && PyUnicode_CheckExact(parts[CLASSES]) &&
           PyUnicode_IS_ASCII(parts[CLASSES]) && PyUnicode_GET_LENGTH(parts[CLASSES]) >= line->end &&
           PyDict_CheckExact(parts[LEVELS]) && PyDict_GET_SIZE(parts[LEVELS]) == 0;
}

/* The line's boxes, what it needs, and where its room's first glyph stands by its alignment. 1: read; 0: not the
 * kernel's, or an error is set. */
static int read_line(Setting *setting, PyObject *line, PyObject *align)
{
    static Kind kind = {
        "broadsheet.compose.line", "Line", 6, {"start", "end", "room", "natural", "ending", "hyphen"}, NULL, {0},
    };
    static PyObject *aligns[4];
    PyObject *said[6];
    int64_t room, natural;
    if (read_fields(&kind, line, said) != DONE || !exact(said[0], &setting->start) || !exact(said[1], &setting->end) ||
        !exact(said[2], &room) || !exact(said[3], &natural) || !PyUnicode_CheckExact(said[4]) ||
        !PyBool_Check(said[5]) || setting->start < 0 ||
        ours(&aligns[0], "broadsheet.model.style", "Align.JUSTIFIED") == NULL ||
        ours(&aligns[1], "broadsheet.model.style", "Align.SPREAD") == NULL ||
        ours(&aligns[2], "broadsheet.model.style", "Align.CENTRE") == NULL ||
        ours(&aligns[3], "broadsheet.model.style", "Align.END") == NULL)
        return 0;
    int is_last = PyUnicode_CompareWithASCIIString(said[4], "last") == 0;
    int is_squeezed = natural > room && PyUnicode_CompareWithASCIIString(said[4], "justified") == 0;
    int is_spread = is_squeezed || align == aligns[1] || (align == aligns[0] && (!is_last || natural > room));
    int64_t slack = room - natural, half = slack / 2 - (slack < 0 && slack % 2);
    setting->need = is_spread ? slack : 0;
    setting->is_spread = is_spread;
    setting->is_justified = align == aligns[0];
    if (!is_spread)
        setting->x += align == aligns[2] ? half : align == aligns[3] ? slack : 0;
    setting->hyphen = said[5] == Py_True;
    return 1;
}

/* The line's runs, its last glyph's advance given; NULL without an error: not the kernel's. */
static PyObject *spread(Setting *line, int64_t last)
{
    PyObject *const *parts = line->parts, *found = NULL;
    int64_t em, count = line->end - line->start;
    if (!exact(parts[TYPE_SIZE], &em) || em < 0 || em >= LONGEST || count >= LONGEST >> 20)
        return NULL;
    const Glue glue = {PyBytes_AS_STRING(parts[FLEXIBLE]), parts[line->need > 0 ? STRETCHES : SQUEEZES],
                       line->need > 0 && line->is_justified ? em / 2 : 0, PyUnicode_1BYTE_DATA(parts[CLASSES])};
    int64_t *row = PyMem_Malloc(count * sizeof(int64_t));
    Packed steps = {0};
    if (row == NULL)
        return PyErr_NoMemory();
    if (open_packed(parts[STEPS], &steps) && steps.count >= line->end &&
        fitted_row(steps.values, &glue, line->start, count, line->need, row)) {
        row[count - 1] = last;
        found = runs_of(line, row);
    }
    close_packed(&steps);
    PyMem_Free(row);
    return found;
}

static PyObject *set(Setting *line)
{
    int64_t cut, advance, behind, at_start;
    PyObject *const *parts = line->parts;
    if (!has_types(line) || (line->hyphen && !choose_hyphen(line)) ||
        !exact(PyTuple_GET_ITEM(parts[ADVANCES], line->end - 1), &advance) ||
        !exact(PyTuple_GET_ITEM(parts[CUTS], line->end - 1), &cut) || !cut_at(parts[END_CUTS], line->end - 1, &behind))
        return NULL;
    int64_t last = advance + cut - behind;
    if (!exact(PyTuple_GET_ITEM(parts[CUTS], line->start), &cut) || !cut_at(parts[START_CUTS], line->start, &at_start))
        return NULL;
    line->x -= cut + at_start;
    return spread(line, last);
}

/* The parts of a paragraph's items. */
static int read_items(Setting *line, PyObject *items)
{
    static Kind kind = {
        "broadsheet.text.items", "Items", PARTS,
        {"text", "glyphs", "uses", "faces", "advances", "cuts", "steps", "flexible", "start_cuts", "end_cuts", "levels",
         "stretches", "squeezes", "hyphen", "hyphens", "em", "classes"},
        NULL, {0},
    };
    PyObject *said[PARTS];
    if (read_fields(&kind, items, said) != DONE)
        return 0;
    for (int part = 0; part < PARTS; part++)
        line->parts[part] = Py_NewRef(said[part]);
    return 1;
}

/* A line's runs; NULL without an error: not the kernel's. */
static PyObject *runs_between(PyObject *items, PyObject *line_object, PyObject *align, Setting *line)
{
    PyObject *found = NULL;
    if (read_line(line, line_object, align)) {
        if (line->end <= line->start)
            return PyTuple_New(0);
        if (read_items(line, items))
            found = set(line);
    }
    let_go(line->parts, PARTS);
    return found;
}

PyObject *plain_runs(PyObject *items, PyObject *line, PyObject *align, int64_t x, int64_t baseline)
{
    static Kind kind = {"broadsheet.text.items", "Items", 1, {"faces"}, NULL, {0}};
    Setting setting = {.x = x, .baseline = baseline};
    PyObject *faces;
    if (read_fields(&kind, items, &faces) != DONE || !PyTuple_CheckExact(faces))
        return NULL;
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(faces); place++) {
        const Face *face = face_of(PyTuple_GET_ITEM(faces, place));
        if (face == NULL || face->has_dots)
            return NULL;
    }
    return runs_between(items, line, align, &setting);
}

PyObject *set_runs(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    Setting line = {.start = 0};
    if (count != 5 || !exact(arguments[3], &line.x) || !exact(arguments[4], &line.baseline))
        NOT_MINE;
    PyObject *found = runs_between(arguments[0], arguments[1], arguments[2], &line);
    if (found == NULL && !PyErr_Occurred())
        NOT_MINE;
    return found;
}
