/* What textstate.c asks of a run's setting: its codes and its natural widths. */
#include "show.h"

int read_truth(PyObject *object, int *value)
{
    *value = object == Py_True;
    return object == Py_True || object == Py_False;
}

/* Take a setting's values. */
static int read_setting(Setting *found)
{
    PyObject *setting = found->tuple, *units;
    if (!PyTuple_Check(setting) || PyTuple_GET_SIZE(setting) != 9)
        return NOT_MINE_NOW;
    found->font = PyTuple_GET_ITEM(setting, 0);
    found->turn = PyTuple_GET_ITEM(setting, 2);
    units = PyTuple_GET_ITEM(setting, 5);
    if (!PyBytes_CheckExact(found->font) || !PyBytes_CheckExact(found->turn) || !PyTuple_CheckExact(units) ||
        PyTuple_GET_SIZE(units) != 2 || !exact(PyTuple_GET_ITEM(setting, 1), &found->scale) ||
        !read_truth(PyTuple_GET_ITEM(setting, 3), &found->is_level) ||
        !read_truth(PyTuple_GET_ITEM(setting, 4), &found->is_small) ||
        !exact(PyTuple_GET_ITEM(units, 0), &found->units[0]) || !exact(PyTuple_GET_ITEM(units, 1), &found->units[1]) ||
        found->units[0] == 0 || found->units[1] == 0 || Py_ABS(found->units[1]) > EXACT / 0x100000)
        return NOT_MINE_NOW;
    found->codes = PyTuple_GET_ITEM(setting, 6);
    PyObject *is_plain = PyObject_GetAttrString(found->codes, "is_plain");
    if (is_plain == NULL)
        return FAILED;
    Py_DECREF(is_plain);
    if (is_plain != Py_True) {
        found->said = PyObject_GetAttrString(found->codes, "text");
        if (found->said == NULL)
            return FAILED;
        if (!PyDict_CheckExact(found->said))
            return NOT_MINE_NOW;
    }
    PyObject *widths = PyTuple_GET_ITEM(setting, 7);
    if (widths == Py_None)
        return DONE;
    if (!PyObject_CheckBuffer(widths))
        return NOT_MINE_NOW;
    if (PyObject_GetBuffer(widths, &found->widths, PyBUF_FORMAT | PyBUF_ND) < 0)
        return PyErr_ExceptionMatches(PyExc_BufferError) ? (PyErr_Clear(), NOT_MINE_NOW) : FAILED;
    found->has_widths = 1;
    const char *format = found->widths.format;
    int is_known = (strcmp(format, "H") == 0 && found->widths.itemsize == 2) ||
                   (strcmp(format, "I") == 0 && found->widths.itemsize == 4);
    return is_known && found->widths.ndim == 1 ? DONE : NOT_MINE_NOW;
}

void forget_settings(Settings *settings)
{
    while (settings->count) {
        Setting *known = &settings->known[--settings->count];
        if (known->has_widths)
            PyBuffer_Release(&known->widths);
        Py_XDECREF(known->said);
        Py_DECREF(known->tuple);
        Py_DECREF(known->face);
        Py_DECREF(known->writing);
    }
}

int find_setting(Settings *settings, PyObject *const *run, const Setting **setting)
{
    int64_t size, condense;
    if (!exact(run[SIZE], &size) || !exact(run[CONDENSE], &condense) || !PyUnicode_CheckExact(run[FACE]))
        return NOT_MINE_NOW;
    for (int place = 0; place < settings->count; place++) {
        const Setting *known = *setting = &settings->known[place];
        if (known->size == size && known->condense == condense && known->writing == run[WRITING] &&
            (known->face == run[FACE] || PyUnicode_Compare(known->face, run[FACE]) == 0))
            return DONE;
    }
    if (settings->count == SETTINGS)
        forget_settings(settings);
    Setting *found = &settings->known[settings->count];
    memset(found, 0, sizeof(Setting));
    *setting = found;
    PyObject *key = PyTuple_Pack(4, run[FACE], run[SIZE], run[CONDENSE], run[WRITING]);
    found->tuple = key == NULL ? NULL : PyObject_GetItem(settings->source, key);
    Py_XDECREF(key);
    if (found->tuple == NULL)
        return FAILED;
    settings->count++;
    found->face = Py_NewRef(run[FACE]);
    found->writing = Py_NewRef(run[WRITING]);
    found->size = size;
    found->condense = condense;
    return read_setting(found);
}

/* 1 where every glyph says its own character, so that its number is its code. */
static int says_itself(PyObject *said, PyObject *glyphs, PyObject *text)
{
    Py_ssize_t count = PyTuple_GET_SIZE(glyphs);
    if (PyUnicode_GET_LENGTH(text) != count)
        return 0;
    for (Py_ssize_t place = 0; place < count; place++) {
        PyObject *character = PyDict_GetItemWithError(said, PyTuple_GET_ITEM(glyphs, place));
        if (character == NULL)
            return PyErr_Occurred() ? FAILED : 0;
        if (!PyUnicode_Check(character) || PyUnicode_GET_LENGTH(character) != 1 ||
            PyUnicode_READ_CHAR(character, 0) != PyUnicode_READ_CHAR(text, place))
            return 0;
    }
    return 1;
}

int codes_of_run(const Setting *setting, PyObject *run, PyObject *const *fields, PyObject **codes, PyObject **said)
{
    *said = NULL;
    int is_plain = setting->said == NULL ? 1 : says_itself(setting->said, fields[GLYPHS], fields[TEXT]);
    if (is_plain < 0)
        return FAILED;
    if (is_plain) {
        *codes = Py_NewRef(fields[GLYPHS]);
        return DONE;
    }
    PyObject *both = PyObject_CallMethod(setting->codes, "encode", "O", run);
    if (both == NULL)
        return FAILED;
    int is_mine = PyTuple_CheckExact(both) && PyTuple_GET_SIZE(both) == 2 &&
                  (PyTuple_CheckExact(PyTuple_GET_ITEM(both, 0)) || PyList_CheckExact(PyTuple_GET_ITEM(both, 0))) &&
                  PyUnicode_CheckExact(PyTuple_GET_ITEM(both, 1));
    if (is_mine) {
        *codes = Py_NewRef(PyTuple_GET_ITEM(both, 0));
        if (PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(both, 1)))
            *said = Py_NewRef(PyTuple_GET_ITEM(both, 1));
    }
    Py_DECREF(both);
    return is_mine ? DONE : NOT_MINE_NOW;
}

static int natural(const Setting *setting, PyObject *glyph, int64_t *width)
{
    int64_t number;
    if (!setting->has_widths) { /* an em high; the unit of what goes down is negative */
        *width = -1000 * setting->units[1];
        return 1;
    }
    if (!exact(glyph, &number) || number < 0 || number >= setting->widths.len / setting->widths.itemsize)
        return 0;
    int64_t thousandths = setting->widths.itemsize == 2 ? ((const uint16_t *)setting->widths.buf)[number]
                                                        : ((const uint32_t *)setting->widths.buf)[number];
    if (thousandths > 0x10000)
        return 0;
    *width = thousandths * setting->units[1];
    return 1;
}

int read_run(const Setting *setting, PyObject *const *fields, PyObject *coded, uint16_t *codes, int64_t *extras)
{
    Py_ssize_t count = PyTuple_GET_SIZE(fields[GLYPHS]);
    if (PySequence_Fast_GET_SIZE(coded) != count || PyTuple_GET_SIZE(fields[ADVANCES]) != count)
        return NOT_MINE_NOW;
    for (Py_ssize_t place = 0; place < count; place++) {
        int64_t code, advance, width;
        if (!exact(PySequence_Fast_GET_ITEM(coded, place), &code) || code < 0 || code > 0xffff ||
            !exact(PyTuple_GET_ITEM(fields[ADVANCES], place), &advance) || Py_ABS(advance) > EXACT / MILLIPOINT ||
            !natural(setting, PyTuple_GET_ITEM(fields[GLYPHS], place), &width))
            return NOT_MINE_NOW;
        codes[place] = (uint16_t)code;
        extras[place] = advance * MILLIPOINT - width;
        if (Py_ABS(extras[place]) >= EXACT / 1024 / count)
            return NOT_MINE_NOW;
    }
    return DONE;
}
