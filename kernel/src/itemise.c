/* The twin of text.itemise.items_of: a paragraph's items. Lines across the page are the kernel's; vertical ones are
 * not, nor are quotation marks inside Latin, crosses (×××) and bullets (•). What is rare in Chinese is asked of the
 * reference's own helpers. */
#include "columns.h"

enum {
    TEXT, CLASSES, GLYPHS, USES, FACES, ADVANCES, CUTS, GAPS, BREAKS, FLEXIBLE, START_CUTS, END_CUTS, SQUEEZES,
    STRETCHES, HYPHEN, EM, PENS, STEPS, LEVELS, HYPHENS, FIELDS
};

static PyObject *numbers_of(const int64_t *numbers, Py_ssize_t count)
{
    PyObject *row = PyTuple_New(count);
    for (Py_ssize_t place = 0; row != NULL && place < count; place++) {
        PyObject *number = number_of(numbers[place]);
        if (number == NULL)
            Py_CLEAR(row);
        else
            PyTuple_SET_ITEM(row, place, number);
    }
    return row;
}

static PyObject *glyphs_of(const Columns *columns)
{
    PyObject *row = PyTuple_New(columns->count);
    for (Py_ssize_t place = 0; row != NULL && place < columns->count; place++)
        PyTuple_SET_ITEM(row, place, Py_NewRef(columns->glyphs[place]));
    return row;
}

/* text.items.pens_of and steps_of. 0 where a number is beyond the kernel's, or an error is set. */
static int set_pens(const Columns *columns, PyObject **values)
{
    Py_ssize_t count = columns->count;
    int64_t pen = columns->gaps[0], *pens = PyMem_Malloc((2 * (size_t)count + 1) * sizeof(int64_t));
    if (pens == NULL)
        return PyErr_NoMemory() != NULL;
    int64_t *steps = pens + count + 1;
    int is_mine = 1;
    for (Py_ssize_t place = 0; is_mine && place < count; place++) {
        int64_t width = columns->advances[place] + columns->gaps[place + 1];
        pens[place] = pen;
        steps[place] = width + columns->cuts[place] - (place + 1 < count ? columns->cuts[place + 1] : 0);
        pen += width;
        is_mine = pen < EXACT && pen > -EXACT;
    }
    pens[count] = pen;
    if (is_mine) {
        values[PENS] = packed(pens, count + 1);
        values[STEPS] = packed(steps, count);
    }
    PyMem_Free(pens);
    return is_mine && values[PENS] && values[STEPS];
}

static int by_gap(const void *a, const void *b)
{
    const Give *one = a, *other = b;
    if (one->gap != other->gap)
        return one->gap < other->gap ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

/* A text.items.Give. */
static PyObject *give_of(PyTypeObject *type, const Give *give)
{
    PyObject *made = type->tp_alloc(type, 3);
    const int64_t numbers[3] = {give->gap, give->amount, give->step};
    if (made != NULL)
        forget_hash(made);
    for (int place = 0; made != NULL && place < 3; place++) {
        PyObject *number = number_of(numbers[place]);
        if (number == NULL)
            Py_CLEAR(made);
        else
            PyTuple_SET_ITEM(made, place, number);
    }
    return made;
}

/* What glue gives, by its gap; of one gap in the order it was found. */
static PyObject *gives_of(Gives *gives)
{
    static PyObject *type;
    if (ours(&type, "broadsheet.text.items", "Give") == NULL)
        return NULL;
    if (gives->count > 1)
        qsort(gives->gives, gives->count, sizeof(Give), by_gap);
    PyObject *row = PyTuple_New(gives->count);
    for (Py_ssize_t place = 0; row != NULL && place < gives->count; place++) {
        PyObject *give = give_of((PyTypeObject *)type, &gives->gives[place]);
        if (give == NULL)
            Py_CLEAR(row);
        else
            PyTuple_SET_ITEM(row, place, give);
    }
    return row;
}

/* The hyphen of each part by the number of its face among the paragraph's; none of a single part. */
static PyObject *hyphens_of(const Columns *columns)
{
    PyObject *found = PyDict_New();
    for (Py_ssize_t number = 0; found != NULL && columns->part_count > 1 && number < columns->part_count; number++) {
        PyObject *hyphen = columns->parts[number].hyphen;
        PyObject *base = PyLong_FromSsize_t(columns->parts[number].base);
        PyObject *use = base ? PyNumber_Add(base, PyTuple_GET_ITEM(hyphen, 2)) : NULL;
        PyObject *own = use ? PyTuple_Pack(4, PyTuple_GET_ITEM(hyphen, 0), PyTuple_GET_ITEM(hyphen, 1), use,
                                           PyTuple_GET_ITEM(hyphen, 3))
                            : NULL;
        if (own == NULL || PyDict_SetItem(found, use, own) < 0)
            Py_CLEAR(found);
        Py_XDECREF(base);
        Py_XDECREF(use);
        Py_XDECREF(own);
    }
    return found;
}

/* The items; NULL without an error: not the kernel's. */
static PyObject *made_items(Columns *columns)
{
    static PyObject *type;
    PyObject *values[FIELDS] = {NULL}, *items = NULL;
    Py_ssize_t count = columns->count;
    values[TEXT] = Py_NewRef(columns->text);
    values[CLASSES] = Py_NewRef(columns->letters);
    values[GLYPHS] = glyphs_of(columns);
    values[USES] = PyBytes_FromStringAndSize((const char *)columns->uses, count);
    values[FACES] = PyList_AsTuple(columns->faces);
    values[ADVANCES] = numbers_of(columns->advances, count);
    values[CUTS] = numbers_of(columns->cuts, count);
    values[GAPS] = numbers_of(columns->gaps, count + 1);
    values[BREAKS] = PyBytes_FromStringAndSize((const char *)columns->set_breaks, count + 1);
    values[FLEXIBLE] = PyBytes_FromStringAndSize((const char *)columns->flexible, count + 1);
    values[START_CUTS] = Py_NewRef(columns->start_cuts);
    values[END_CUTS] = Py_NewRef(columns->end_cuts);
    values[SQUEEZES] = gives_of(&columns->squeezes);
    values[STRETCHES] = gives_of(&columns->stretches);
    values[HYPHEN] = Py_NewRef(columns->parts[0].hyphen);
    values[EM] = PyLong_FromLongLong(columns->rules->em);
    values[LEVELS] = PyDict_New();
    values[HYPHENS] = hyphens_of(columns);
    int is_whole = !PyErr_Occurred() && set_pens(columns, values) &&
                   ours(&type, "broadsheet.text.items", "Items") != NULL;
    if (is_whole)
        items = PyObject_Vectorcall(type, values, FIELDS, NULL);
    for (int field = 0; field < FIELDS; field++)
        Py_XDECREF(values[field]);
    return items;
}

/* Whether a quotation mark is to have the Latin face's glyph. */
static int has_latin_quotes(const Columns *columns)
{
    for (Py_ssize_t place = 0; place < columns->count; place++) {
        if (columns->classes[place] != 'A')
            continue;
        Py_UCS4 code = PyUnicode_READ_CHAR(columns->text, place);
        if (code == 0x201c || code == 0x201d || code == 0x2018 || code == 0x2019)
            return 1;
    }
    return 0;
}

/* Whether a dash by itself may be one of Latin (said—then), which has the Latin face's glyph. */
static int may_hold_latin_dash(const Columns *columns)
{
    Py_ssize_t place = PyUnicode_FindChar(columns->text, 0x2014, 0, columns->count, 1);
    for (; place >= 0; place = PyUnicode_FindChar(columns->text, 0x2014, place + 1, columns->count, 1)) {
        Py_UCS4 before = place ? PyUnicode_READ_CHAR(columns->text, place - 1) : 0;
        int is_letter = before >= 'a' && before <= 'z';
        int is_mark = before == 0x2019 || before == 0x201d || (before && before < 128 && strchr(".,!?)", (int)before));
        if (is_letter || is_mark)
            return 1;
    }
    return 0;
}

/* What is not an ideograph is looked at; the work for plain ideographs ends before. */
static int settle(Columns *columns, int hyphenates)
{
    int is_plain = 1;
    if (PyUnicode_FindChar(columns->text, 0xd7, 0, columns->count, 1) >= 0 ||
        PyUnicode_FindChar(columns->text, 0x2022, 0, columns->count, 1) >= 0)
        return NOT_MINE_NOW;
    for (Py_ssize_t place = 0; is_plain && place < columns->count; place++)
        is_plain = columns->classes[place] == 'H';
    if (is_plain)
        return DONE;
    if (has_latin_quotes(columns) || may_hold_latin_dash(columns))
        return NOT_MINE_NOW;
    int done = set_words(columns);
    if (done == DONE)
        done = set_marks(columns);
    if (done == DONE)
        done = join_dashes(columns);
    if (done == DONE)
        done = settle_borders(columns);
    if (done == DONE)
        done = settle_blanks(columns);
    return done == DONE && hyphenates ? set_hyphens(columns) : done;
}

PyObject *items_of(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    static Name name = {"vertical", NULL};
    const Rules *rules;
    Columns columns;
    PyObject *vertical = count == 3 ? attribute_of(arguments[1], &name) : NULL;
    int is_across = vertical == Py_False && PyBool_Check(arguments[2]);
    Py_XDECREF(vertical);
    PyObject *held = is_across ? known_rules(arguments[1], &rules) : NULL, *items = NULL;
    if (held == NULL) {
        if (PyErr_Occurred())
            return NULL;
        NOT_MINE;
    }
    int done = open_columns(&columns, arguments[0], rules);
    if (done == DONE)
        done = settle_breaks(&columns);
    if (done == DONE)
        done = settle(&columns, arguments[2] == Py_True);
    if (done == DONE)
        items = made_items(&columns);
    close_columns(&columns);
    Py_DECREF(held);
    if (items == NULL && !PyErr_Occurred())
        NOT_MINE;
    return items;
}
