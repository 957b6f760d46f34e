/* Twins of text.marks.settle_marks and text.borders.settle_borders: what marks and borders of script become. */
#include "kernel.h"

#define TABLE (128 * 128)

enum { OPEN_BORDER, RIGID_BORDER, OTHER_BORDER, GAP_BORDERS };
enum { ADVANCES, CUTS, START_CUTS, END_CUTS, SQUEEZES };

/* Append what a gap can give; each of the three is an int. */
static int add_give(PyObject *gives, Py_ssize_t gap, PyObject *amount, PyObject *step)
{
    static PyObject *type;
    if (ours(&type, "broadsheet.text.items", "Give") == NULL)
        return 0;
    PyObject *number = PyLong_FromSsize_t(gap), *row = number ? PyTuple_Pack(3, number, amount, step) : NULL;
    PyObject *values = row ? PyTuple_Pack(1, row) : NULL; /* tuple.__new__: a tuple may keep more than its items */
    PyObject *give = values ? PyTuple_Type.tp_new((PyTypeObject *)type, values, NULL) : NULL;
    int added = give != NULL && PyList_Append(gives, give) == 0;
    Py_XDECREF(number);
    Py_XDECREF(row);
    Py_XDECREF(values);
    Py_XDECREF(give);
    return added;
}

static int set_at(PyObject *places, PyObject *place, PyObject *cut)
{
    return PyObject_IsTrue(cut) ? PyDict_SetItem(places, place, cut) == 0 : 1;
}

/* What is known to become of a mark, as a new reference; NULL without an error where that is not known. */
static PyObject *effect_of(PyObject *said, Py_ssize_t position, PyObject *place, PyObject *advance, PyObject *known)
{
    PyObject *text = PyTuple_GET_ITEM(said, 0), *around = PyTuple_GET_ITEM(said, 1), *effect = NULL;
    PyObject *key = PyTuple_New(4);
    if (key == NULL)
        return NULL;
    PyTuple_SET_ITEM(key, 0, PyUnicode_Substring(text, position, position + 1));
    PyTuple_SET_ITEM(key, 1, PyUnicode_Substring(around, position, position + 3));
    PyTuple_SET_ITEM(key, 2, Py_NewRef(advance));
    int paired = PySet_Contains(PyTuple_GET_ITEM(said, 2), place);
    PyTuple_SET_ITEM(key, 3, Py_NewRef(paired > 0 ? Py_True : Py_False));
    if (PyTuple_GET_ITEM(key, 0) && PyTuple_GET_ITEM(key, 1) && paired >= 0)
        effect = Py_XNewRef(PyDict_GetItemWithError(known, key));
    Py_DECREF(key);
    return effect;
}

/* Whether each is a tuple of three ints. */
static int are_triples(PyObject *rows)
{
    for (Py_ssize_t place = 0; place < PyTuple_GET_SIZE(rows); place++) {
        PyObject *row = PyTuple_GET_ITEM(rows, place);
        if (!PyTuple_CheckExact(row) || PyTuple_GET_SIZE(row) != 3 || !PyLong_CheckExact(PyTuple_GET_ITEM(row, 0)) ||
            !PyLong_CheckExact(PyTuple_GET_ITEM(row, 1)) || !PyLong_CheckExact(PyTuple_GET_ITEM(row, 2)))
            return 0;
    }
    return 1;
}

/* 1: done; 0: an error is set, or, without one, not the kernel's. */
static int apply(PyObject *effect, Py_ssize_t position, PyObject *place, PyObject *filled)
{
    int64_t advance, narrower, gap;
    if (!PyTuple_Check(effect) || PyTuple_GET_SIZE(effect) != 5)
        return 0;
    PyObject *advances = PyTuple_GET_ITEM(filled, ADVANCES), *gives = PyTuple_GET_ITEM(effect, 4);
    if (!exact(PyList_GET_ITEM(advances, position), &advance) || !exact(PyTuple_GET_ITEM(effect, 0), &narrower) ||
        !PyLong_CheckExact(PyTuple_GET_ITEM(effect, 2)) || !PyLong_CheckExact(PyTuple_GET_ITEM(effect, 3)) ||
        !PyTuple_CheckExact(gives) || !are_triples(gives))
        return 0;
    PyObject *width = PyLong_FromLongLong(advance - narrower);
    if (width == NULL || PyList_SetItem(advances, position, width) < 0 ||
        PyList_SetItem(PyTuple_GET_ITEM(filled, CUTS), position, Py_NewRef(PyTuple_GET_ITEM(effect, 1))) < 0 ||
        !set_at(PyTuple_GET_ITEM(filled, START_CUTS), place, PyTuple_GET_ITEM(effect, 2)) ||
        !set_at(PyTuple_GET_ITEM(filled, END_CUTS), place, PyTuple_GET_ITEM(effect, 3)))
        return 0;
    for (Py_ssize_t number = 0; number < PyTuple_GET_SIZE(gives); number++) {
        PyObject *give = PyTuple_GET_ITEM(gives, number);
        if (!exact(PyTuple_GET_ITEM(give, 0), &gap) ||
            !add_give(PyTuple_GET_ITEM(filled, SQUEEZES), position + (Py_ssize_t)gap, PyTuple_GET_ITEM(give, 1),
                      PyTuple_GET_ITEM(give, 2)))
            return 0;
    }
    return 1;
}

static int has_types(PyObject *const *arguments)
{
    PyObject *said = arguments[2], *filled = arguments[4];
    if (!PyList_CheckExact(arguments[0]) || !PyTuple_CheckExact(said) || PyTuple_GET_SIZE(said) != 3 ||
        !PyDict_CheckExact(arguments[3]) || !PyTuple_CheckExact(filled) || PyTuple_GET_SIZE(filled) != 5)
        return 0;
    return PyUnicode_CheckExact(PyTuple_GET_ITEM(said, 0)) && PyUnicode_CheckExact(PyTuple_GET_ITEM(said, 1)) &&
           PyFrozenSet_CheckExact(PyTuple_GET_ITEM(said, 2)) && PyList_CheckExact(PyTuple_GET_ITEM(filled, ADVANCES)) &&
           PyList_CheckExact(PyTuple_GET_ITEM(filled, CUTS)) && PyDict_CheckExact(PyTuple_GET_ITEM(filled, START_CUTS)) &&
           PyDict_CheckExact(PyTuple_GET_ITEM(filled, END_CUTS)) &&
           PyList_CheckExact(PyTuple_GET_ITEM(filled, SQUEEZES));
}

PyObject *settle_marks(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    int64_t number, position = 0;
    if (count != 5 || !has_types(arguments) || !exact(arguments[1], &number) || number < 0)
        NOT_MINE;
    PyObject *places = arguments[0], *filled = arguments[4];
    Py_ssize_t length = PyUnicode_GET_LENGTH(PyTuple_GET_ITEM(arguments[2], 0));
    if (PyList_GET_SIZE(PyTuple_GET_ITEM(filled, ADVANCES)) != length ||
        PyList_GET_SIZE(PyTuple_GET_ITEM(filled, CUTS)) != length)
        NOT_MINE;
    for (Py_ssize_t place = 0; place < PyList_GET_SIZE(places); place++) /* before anything is changed */
        if (!exact(PyList_GET_ITEM(places, place), &position) || position < 0 || position >= length)
            NOT_MINE;
    for (; number < PyList_GET_SIZE(places); number++) {
        PyObject *place = PyList_GET_ITEM(places, number);
        exact(place, &position);
        PyObject *advance = PyList_GET_ITEM(PyTuple_GET_ITEM(filled, ADVANCES), position);
        PyObject *effect = effect_of(arguments[2], position, place, advance, arguments[3]);
        if (effect == NULL)
            break;
        int is_applied = apply(effect, position, place, filled);
        Py_DECREF(effect);
        if (!is_applied) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_TypeError, "an effect that is none");
            return NULL;
        }
    }
    return PyErr_Occurred() ? NULL : PyLong_FromLongLong(number);
}

static int set_gap(PyObject *filled, Py_ssize_t right, PyObject *gap)
{
    static PyObject *steps[2];
    if (ours(&steps[0], "broadsheet.text.items", "GAP_STEP") == NULL)
        return 0;
    if (steps[1] == NULL && (steps[1] = PyLong_FromLong(2)) == NULL)
        return 0;
    if (PyList_SetItem(PyTuple_GET_ITEM(filled, 1), right, Py_NewRef(PyTuple_GET_ITEM(gap, 0))) < 0)
        return 0;
    for (int side = 0; side < 2; side++)
        if (PyObject_IsTrue(PyTuple_GET_ITEM(gap, 1 + side)) &&
            !add_give(PyTuple_GET_ITEM(filled, 2 + side), right, PyTuple_GET_ITEM(gap, 1 + side), steps[side]))
            return 0;
    return 1;
}

PyObject *settle_borders(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 4 || !PyUnicode_CheckExact(arguments[0]) || !PyUnicode_IS_ASCII(arguments[0]) ||
        !PyBytes_CheckExact(arguments[1]) || PyBytes_GET_SIZE(arguments[1]) != TABLE ||
        !PyTuple_CheckExact(arguments[2]) || !are_triples(arguments[2]) || !PyTuple_CheckExact(arguments[3]) ||
        PyTuple_GET_SIZE(arguments[3]) != 4)
        NOT_MINE;
    PyObject *gaps = arguments[2], *filled = arguments[3], *flexible = PyTuple_GET_ITEM(filled, 0);
    Py_ssize_t length = PyUnicode_GET_LENGTH(arguments[0]);
    const Py_UCS1 *classes = PyUnicode_1BYTE_DATA(arguments[0]);
    const unsigned char *table = (unsigned char *)PyBytes_AS_STRING(arguments[1]);
    if (!PyByteArray_CheckExact(flexible) || PyByteArray_GET_SIZE(flexible) < length)
        NOT_MINE;
    for (int place = 1; place < 4; place++)
        if (!PyList_CheckExact(PyTuple_GET_ITEM(filled, place)))
            NOT_MINE;
    if (PyList_GET_SIZE(PyTuple_GET_ITEM(filled, 1)) < length)
        NOT_MINE;
    PyObject *found = PyList_New(0);
    for (Py_ssize_t right = 1; found != NULL && right < length; right++) {
        int kind = table[classes[right - 1] << 7 | classes[right]], settled = 1;
        if (kind == RIGID_BORDER)
            PyByteArray_AS_STRING(flexible)[right] = 0;
        else if (kind == OTHER_BORDER)
            settled = add_place(found, right);
        else if (kind >= GAP_BORDERS && kind - GAP_BORDERS < PyTuple_GET_SIZE(gaps))
            settled = set_gap(filled, right, PyTuple_GET_ITEM(gaps, kind - GAP_BORDERS));
        if (!settled)
            Py_CLEAR(found);
    }
    return found;
}
