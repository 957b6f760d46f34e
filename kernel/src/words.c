/* What itemise does with Latin words over columns: their kerned widths, and where they may be hyphenated. */
#include "columns.h"
#include "lines.h"

#define SHORTEST_WORD 6 /* text.hyphenate; the function there has its say again */

static int is_one_use(const unsigned char *uses, Py_ssize_t low, Py_ssize_t high)
{
    for (Py_ssize_t place = low + 1; place < high; place++)
        if (uses[place] != uses[low])
            return 0;
    return 1;
}

static int set_word(Columns *columns, PyObject *words, Py_ssize_t low, Py_ssize_t high)
{
    PyObject *word = text_between(columns->text, low, high);
    PyObject *widths = word && PyDict_Check(words) ? Py_XNewRef(PyDict_GetItemWithError(words, word)) : NULL;
    if (word != NULL && widths == NULL && !PyErr_Occurred())
        widths = PyObject_GetItem(words, word); /* worked out when first asked for */
    int done = widths == NULL ? FAILED : DONE;
    if (widths != NULL && widths != Py_None) {
        if (!PyList_CheckExact(widths) || PyList_GET_SIZE(widths) != high - low)
            done = NOT_MINE_NOW;
        for (Py_ssize_t place = low; done == DONE && place < high; place++)
            if (!exact(PyList_GET_ITEM(widths, place - low), &columns->advances[place]))
                done = NOT_MINE_NOW;
    }
    Py_XDECREF(word);
    Py_XDECREF(widths);
    return done;
}

int set_words(Columns *columns)
{
    static Name name = {"words", NULL};
    const Py_UCS1 *classes = columns->classes;
    int done = DONE;
    for (Py_ssize_t number = 0; done == DONE && number < columns->part_count; number++) {
        const Part *part = &columns->parts[number];
        PyObject *words = NULL;
        for (Py_ssize_t low = part->start, high; done == DONE && low < part->end; low = high + 1) {
            for (high = low; high < part->end && is_latin(classes[high]);)
                high++;
            if (high < low + 2 || !is_one_use(columns->uses, low, high))
                continue;
            if (words == NULL && (words = attribute_of(part->setting, &name)) == NULL)
                return FAILED;
            done = set_word(columns, words, low, high);
        }
        Py_XDECREF(words);
    }
    return done;
}

static int is_one_of(const char *signs, Py_UCS4 code) { return code > 0 && code < 128 && strchr(signs, (int)code); }

/* Whether a word is part of a file name or a compound, which no hyphen may enter. */
static int is_in_file_name(const Columns *columns, Py_ssize_t low, Py_ssize_t high)
{
    return (low > 0 && is_one_of("/@.:_-", PyUnicode_READ_CHAR(columns->text, low - 1))) ||
           (high < columns->count && is_one_of("/@:_-", PyUnicode_READ_CHAR(columns->text, high)));
}

/* 1 where a place is inside one of the spans; -1: an error is set. */
static int is_inside(PyObject *spans, Py_ssize_t place)
{
    for (Py_ssize_t number = 0; spans != NULL && number < PyList_GET_SIZE(spans); number++) {
        Py_ssize_t start, end;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(spans, number), "nn", &start, &end))
            return -1;
        if (start <= place && place < end)
            return 1;
    }
    return 0;
}

static int hyphenate(Columns *columns, Py_ssize_t low, Py_ssize_t high)
{
    static PyObject *hyphenation;
    int64_t offset;
    PyObject *word = PyUnicode_Substring(columns->text, low, high), *offsets = NULL;
    int done = word ? DONE : FAILED;
    if (word != NULL && PyUnicode_IS_ASCII(word)) {
        if (ours(&hyphenation, "broadsheet.text.hyphenate", "hyphenation") != NULL)
            offsets = PyObject_CallOneArg(hyphenation, word);
        done = offsets == NULL ? FAILED : PyTuple_CheckExact(offsets) ? DONE : NOT_MINE_NOW;
    }
    for (Py_ssize_t number = 0; offsets != NULL && done == DONE && number < PyTuple_GET_SIZE(offsets); number++) {
        if (!exact(PyTuple_GET_ITEM(offsets, number), &offset) || offset < 0 || offset >= high - low)
            done = NOT_MINE_NOW;
        else if (columns->set_breaks[low + offset] == NO_BREAK)
            columns->set_breaks[low + offset] = HYPHEN_BREAK;
    }
    Py_XDECREF(word);
    Py_XDECREF(offsets);
    return done;
}

/* Start and end of each web or mail address; NULL without an error where there is none. */
static PyObject *addresses_of(const Columns *columns)
{
    static PyObject *addresses;
    if (!may_hold_address(columns) || ours(&addresses, "broadsheet.text.addresses", "addresses") == NULL)
        return NULL;
    PyObject *found = PyObject_CallOneArg(addresses, columns->text), *spans = found ? PySequence_List(found) : NULL;
    Py_XDECREF(found);
    return spans;
}

int set_hyphens(Columns *columns)
{
    const Py_UCS1 *classes = columns->classes;
    PyObject *spans = NULL;
    int done = DONE, is_asked = 0;
    for (Py_ssize_t low = 0, high; done == DONE && low < columns->count; low = high + 1) {
        for (high = low; high < columns->count && classes[high] == 'L';)
            high++;
        if (high < low + SHORTEST_WORD || is_in_file_name(columns, low, high))
            continue;
        if (!is_asked)
            spans = addresses_of(columns);
        is_asked = 1;
        int inside = PyErr_Occurred() ? -1 : is_inside(spans, low);
        if (inside <= 0)
            done = inside < 0 ? FAILED : hyphenate(columns, low, high);
    }
    Py_XDECREF(spans);
    return done;
}
