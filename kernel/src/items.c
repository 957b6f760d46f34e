/* Twins of text.itemise and text.items: a paragraph's boxes, and where they stand. */
#include "kernel.h"

PyObject *boxes_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyUnicode_CheckExact(arguments[0]) || !PyDict_Check(arguments[1]))
        NOT_MINE;
    PyObject *text = arguments[0], *boxes = arguments[1];
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    PyObject *columns[3] = {PyList_New(length), PyList_New(length), PyList_New(length)};
    PyObject *found = NULL;
    if (columns[0] == NULL || columns[1] == NULL || columns[2] == NULL)
        goto failed;
    for (Py_ssize_t place = 0; place < length; place++) {
        PyObject *character = PyUnicode_FromOrdinal((int)PyUnicode_READ_CHAR(text, place));
        if (character == NULL)
            goto failed;
        PyObject *box = PyDict_GetItemWithError(boxes, character);
        if (box != NULL)
            Py_INCREF(box);
        else if (!PyErr_Occurred())
            box = PyObject_GetItem(boxes, character); /* worked out when first asked for */
        Py_DECREF(character);
        if (box == NULL)
            goto failed;
        if (!PyTuple_Check(box) || PyTuple_GET_SIZE(box) != 3) {
            Py_DECREF(box);
            found = Py_NewRef(Py_NotImplemented);
            goto failed;
        }
        for (int column = 0; column < 3; column++)
            PyList_SET_ITEM(columns[column], place, Py_NewRef(PyTuple_GET_ITEM(box, column)));
        Py_DECREF(box);
    }
    found = PyTuple_Pack(3, columns[0], columns[1], columns[2]);
failed:
    for (int column = 0; column < 3; column++)
        Py_XDECREF(columns[column]);
    return found;
}

PyObject *pens_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyList_CheckExact(arguments[0]) || !PyList_CheckExact(arguments[1]))
        NOT_MINE;
    PyObject *advances = arguments[0], *gaps = arguments[1];
    Py_ssize_t length = PyList_GET_SIZE(advances);
    int64_t pen, advance, gap;
    if (PyList_GET_SIZE(gaps) != length + 1 || !exact(PyList_GET_ITEM(gaps, 0), &pen))
        NOT_MINE;
    PyObject *pens = PyTuple_New(length + 1);
    for (Py_ssize_t place = 0; pens != NULL; place++) {
        PyObject *number = PyLong_FromLongLong(pen);
        if (number == NULL) {
            Py_CLEAR(pens);
            break;
        }
        PyTuple_SET_ITEM(pens, place, number);
        if (place == length)
            break;
        int known = exact(PyList_GET_ITEM(advances, place), &advance) &&
                    exact(PyList_GET_ITEM(gaps, place + 1), &gap);
        if (!known || (pen += advance + gap) >= EXACT || pen <= -EXACT) {
            Py_DECREF(pens);
            NOT_MINE;
        }
    }
    return pens;
}

PyObject *steps_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyTuple_CheckExact(arguments[0]) || !PyList_CheckExact(arguments[1]))
        NOT_MINE;
    PyObject *pens = arguments[0], *cuts = arguments[1];
    Py_ssize_t length = PyList_GET_SIZE(cuts);
    int64_t pen, next, cut, ahead = 0;
    if (PyTuple_GET_SIZE(pens) != length + 1 || !exact(PyTuple_GET_ITEM(pens, 0), &pen))
        NOT_MINE;
    PyObject *steps = PyTuple_New(length);
    if (steps == NULL || length == 0)
        return steps;
    if (!exact(PyList_GET_ITEM(cuts, 0), &cut))
        goto not_mine;
    for (Py_ssize_t place = 0; place < length; place++, pen = next, cut = ahead) {
        ahead = 0;
        if (!exact(PyTuple_GET_ITEM(pens, place + 1), &next))
            goto not_mine;
        if (place + 1 < length && !exact(PyList_GET_ITEM(cuts, place + 1), &ahead))
            goto not_mine;
        PyObject *number = PyLong_FromLongLong(next - pen + cut - ahead);
        if (number == NULL) {
            Py_DECREF(steps);
            return NULL;
        }
        PyTuple_SET_ITEM(steps, place, number);
    }
    return steps;
not_mine:
    Py_DECREF(steps);
    NOT_MINE;
}
