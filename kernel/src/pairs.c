/* Twins over a paragraph's characters and classes: text.breaks.settle_pairs, the breaks that two neighbouring
 * classes decide, and settle_figures; text.marks.places_of; text.itemise.settle_words. */
#include "kernel.h"

#define HAN 'H'
#define UNDECIDED 0xff
#define TABLE (128 * 128)

PyObject *settle_pairs(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 3 || !PyUnicode_CheckExact(arguments[0]) || !PyUnicode_IS_ASCII(arguments[0]) ||
        !PyBytes_CheckExact(arguments[1]) || PyBytes_GET_SIZE(arguments[1]) != TABLE ||
        !PyByteArray_CheckExact(arguments[2]))
        NOT_MINE;
    Py_ssize_t length = PyUnicode_GET_LENGTH(arguments[0]);
    if (PyByteArray_GET_SIZE(arguments[2]) < length)
        NOT_MINE;
    const Py_UCS1 *classes = PyUnicode_1BYTE_DATA(arguments[0]);
    const unsigned char *table = (unsigned char *)PyBytes_AS_STRING(arguments[1]);
    char *breaks = PyByteArray_AS_STRING(arguments[2]);
    PyObject *found = PyList_New(0);
    for (Py_ssize_t place = 1; found != NULL && place < length; place++) {
        if (classes[place - 1] == HAN && classes[place] == HAN)
            continue;
        unsigned char verdict = table[classes[place - 1] << 7 | classes[place]];
        if (verdict != UNDECIDED) {
            breaks[place] = (char)verdict;
            continue;
        }
        if (!add_place(found, place))
            Py_CLEAR(found);
    }
    return found;
}

PyObject *places_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    char wanted[128] = {0};
    for (Py_ssize_t place = 0; place < 2; place++)
        if (count != 2 || !PyUnicode_CheckExact(arguments[place]) || !PyUnicode_IS_ASCII(arguments[place]))
            NOT_MINE;
    for (Py_ssize_t place = 0; place < PyUnicode_GET_LENGTH(arguments[1]); place++)
        wanted[PyUnicode_1BYTE_DATA(arguments[1])[place]] = 1;
    const Py_UCS1 *classes = PyUnicode_1BYTE_DATA(arguments[0]);
    PyObject *found = PyList_New(0);
    for (Py_ssize_t place = 0; found != NULL && place < PyUnicode_GET_LENGTH(arguments[0]); place++) {
        if (!wanted[classes[place]])
            continue;
        if (!add_place(found, place))
            Py_CLEAR(found);
    }
    return found;
}

#define NO_BREAK 0

static int is_wide_figure(Py_UCS4 code) { return code >= 0xff10 && code <= 0xff19; }

static int is_wide_point(Py_UCS4 code) { return code == 0xff0e || code == 0xff0c; }

/* Years, months, days, hours, minutes and the like, which stay with their figure. */
static int is_unit_of_time(Py_UCS4 code)
{
    static const Py_UCS2 units[] = {0x5e74, 0x6708, 0x65e5, 0x53f7, 0x6642, 0x65f6, 0x865f, 0x9ede,
                                    0x70b9, 0x5206, 0x79d2, 0xb144, 0xc6d4, 0xc77c, 0xc2dc, 0xcd08};
    for (size_t unit = 0; unit < sizeof(units) / sizeof(units[0]); unit++)
        if (code == units[unit])
            return 1;
    return 0;
}

PyObject *settle_figures(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 3 || !PyUnicode_CheckExact(arguments[0]) || !PyByteArray_CheckExact(arguments[1]) ||
        !PyBool_Check(arguments[2]) || PyByteArray_GET_SIZE(arguments[1]) <= PyUnicode_GET_LENGTH(arguments[0]))
        NOT_MINE;
    Py_ssize_t length = PyUnicode_GET_LENGTH(arguments[0]);
    int kind = PyUnicode_KIND(arguments[0]), has_figures = arguments[2] == Py_True;
    const void *text = PyUnicode_DATA(arguments[0]);
    char *breaks = PyByteArray_AS_STRING(arguments[1]);
    for (Py_ssize_t place = 0; place + 1 < length; place++) {
        Py_UCS4 code = PyUnicode_READ(kind, text, place), next = PyUnicode_READ(kind, text, place + 1);
        if (code >= 0x3400 && code < 0xa000) /* ideographs */
            continue;
        Py_UCS4 behind = place + 2 < length ? PyUnicode_READ(kind, text, place + 2) : 0;
        if (has_figures && Py_UNICODE_ISDECIMAL(code)) {
            if (is_unit_of_time(next))
                breaks[place + 1] = NO_BREAK;
            if ((next == '-' || next == '/' || next == 0x2010) && Py_UNICODE_ISDECIMAL(behind))
                breaks[place + 2] = NO_BREAK;
        }
        if (is_wide_figure(code)) {
            if (is_wide_figure(next) || next == 0xff05 || next == 0x2030 || next == 0x2103)
                breaks[place + 1] = NO_BREAK;
            if (is_wide_point(next) && is_wide_figure(behind))
                breaks[place + 1] = breaks[place + 2] = NO_BREAK;
        }
    }
    Py_RETURN_NONE;
}

/* Give the boxes from low on a word's widths. 1: done; 0: not the kernel's. */
static int set_word(PyObject *advances, Py_ssize_t low, Py_ssize_t high, PyObject *widths)
{
    if (!PyList_CheckExact(widths) || PyList_GET_SIZE(widths) != high - low)
        return 0;
    for (Py_ssize_t place = low; place < high; place++)
        PyList_SetItem(advances, place, Py_NewRef(PyList_GET_ITEM(widths, place - low)));
    return 1;
}

/* -1: one of them is no use. */
static int are_one_use(PyObject *uses, Py_ssize_t low, Py_ssize_t high)
{
    int64_t first = 0, use;
    int is_one = exact(PyList_GET_ITEM(uses, low), &first) ? 1 : -1;
    for (Py_ssize_t place = low + 1; place < high && is_one == 1; place++)
        is_one = exact(PyList_GET_ITEM(uses, place), &use) ? use == first : -1;
    return is_one;
}

PyObject *settle_words(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    int64_t start, end;
    if (count != 5 || !PyTuple_CheckExact(arguments[0]) || PyTuple_GET_SIZE(arguments[0]) != 2 ||
        !PyTuple_CheckExact(arguments[1]) || PyTuple_GET_SIZE(arguments[1]) != 2 || !PyList_CheckExact(arguments[2]) ||
        !PyDict_CheckExact(arguments[3]) || !PyList_CheckExact(arguments[4]) ||
        !exact(PyTuple_GET_ITEM(arguments[1], 0), &start) || !exact(PyTuple_GET_ITEM(arguments[1], 1), &end))
        NOT_MINE;
    PyObject *text = PyTuple_GET_ITEM(arguments[0], 0), *letters = PyTuple_GET_ITEM(arguments[0], 1);
    if (!PyUnicode_CheckExact(text) || !PyUnicode_CheckExact(letters) || !PyUnicode_IS_ASCII(letters) || start < 0 ||
        end > PyUnicode_GET_LENGTH(letters) || end > PyUnicode_GET_LENGTH(text) ||
        end > PyList_GET_SIZE(arguments[2]) || end > PyList_GET_SIZE(arguments[4]))
        NOT_MINE;
    const Py_UCS1 *classes = PyUnicode_1BYTE_DATA(letters);
    for (Py_ssize_t low = start, high; low < end; low = high + 1) {
        for (high = low; high < end && (classes[high] == 'L' || classes[high] == 'D' || classes[high] == 'A');)
            high++;
        int is_word = high < low + 2 ? 0 : are_one_use(arguments[2], low, high);
        if (is_word < 0)
            NOT_MINE;
        if (!is_word)
            continue;
        PyObject *word = PyUnicode_Substring(text, low, high);
        PyObject *widths = word ? PyDict_GetItemWithError(arguments[3], word) : NULL;
        Py_XDECREF(word);
        if (widths == NULL)
            return PyErr_Occurred() ? NULL : PyLong_FromSsize_t(low);
        if (widths != Py_None && !set_word(arguments[4], low, high, widths))
            NOT_MINE;
    }
    return PyLong_FromLongLong(end);
}
