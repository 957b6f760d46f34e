/* Twins of text.charclass, text.itemise and text.items: a paragraph's classes, its boxes, and where they stand. */
#include "kernel.h"

#define PLANE 0x10000

/* One code point's letter by a ClassTable; 0 where it is none, or an error is set. */
static unsigned char letter_of(PyObject *table, Py_UCS4 code)
{
    unsigned char letter = 0;
    PyObject *number = PyLong_FromUnsignedLong(code), *said = number ? PyObject_GetItem(table, number) : NULL;
    if (said != NULL && PyUnicode_CheckExact(said) && PyUnicode_IS_ASCII(said) && PyUnicode_GET_LENGTH(said) == 1)
        letter = PyUnicode_1BYTE_DATA(said)[0];
    Py_XDECREF(number);
    Py_XDECREF(said);
    return letter;
}

PyObject *letters_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyUnicode_CheckExact(arguments[0]) || !PyDict_Check(arguments[1]))
        NOT_MINE;
    PyObject *flat = PyObject_GetAttrString(arguments[1], "flat");
    if (flat == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear(); /* a table without one will do for the reference */
        NOT_MINE;
    }
    if (flat == NULL)
        return NULL;
    int is_mine = PyByteArray_CheckExact(flat) && PyByteArray_GET_SIZE(flat) == PLANE;
    Py_ssize_t length = PyUnicode_GET_LENGTH(arguments[0]);
    PyObject *letters = is_mine ? PyUnicode_New(length, 127) : NULL;
    for (Py_ssize_t place = 0; letters != NULL && place < length; place++) {
        Py_UCS4 code = PyUnicode_READ_CHAR(arguments[0], place);
        unsigned char letter = code < PLANE ? (unsigned char)PyByteArray_AS_STRING(flat)[code] : 0;
        if (letter == 0 && (letter = letter_of(arguments[1], code)) != 0 && code < PLANE &&
            PyByteArray_GET_SIZE(flat) == PLANE)
            PyByteArray_AS_STRING(flat)[code] = (char)letter;
        if (letter == 0)
            Py_CLEAR(letters);
        else
            PyUnicode_1BYTE_DATA(letters)[place] = letter;
    }
    Py_DECREF(flat);
    if (letters == NULL && PyErr_ExceptionMatches(PyExc_LookupError))
        PyErr_Clear(); /* a character that the table has nothing for stays what it is */
    if (letters == NULL && !PyErr_Occurred())
        NOT_MINE;
    return letters;
}

/* Boxes that were asked for, by character, in pages that are made when they are needed. */
typedef struct {
    PyObject **pages[0x1100];
} Known;

static void forget(PyObject *capsule)
{
    Known *known = PyCapsule_GetPointer(capsule, NULL);
    for (int page = 0; known != NULL && page < 0x1100; page++)
        if (known->pages[page] != NULL) {
            for (int place = 0; place < 0x100; place++)
                Py_XDECREF(known->pages[page][place]);
            PyMem_Free(known->pages[page]);
        }
    PyMem_Free(known);
}

/* A new store of boxes, in a capsule that the dictionary keeps. */
static PyObject *new_known(PyObject *boxes, PyObject *name)
{
    Known *known = PyMem_Calloc(1, sizeof(Known));
    PyObject *capsule = known ? PyCapsule_New(known, NULL, forget) : PyErr_NoMemory();
    if (capsule == NULL)
        PyMem_Free(known);
    else if (PyObject_SetAttr(boxes, name, capsule) < 0)
        Py_CLEAR(capsule);
    return capsule;
}

/* The capsule in which a dictionary of boxes keeps them for the kernel; NULL without an error where it cannot. */
static PyObject *known_of(PyObject *boxes)
{
    static PyObject *name;
    if (name == NULL && (name = PyUnicode_InternFromString("kernel_known")) == NULL)
        return NULL;
    PyObject *capsule = PyObject_GetAttr(boxes, name);
    if (capsule == NULL)
        return PyErr_Clear(), NULL;
    if (capsule == Py_None)
        Py_SETREF(capsule, new_known(boxes, name));
    else if (!PyCapsule_CheckExact(capsule))
        Py_CLEAR(capsule);
    return capsule;
}

/* The box of a character as a new reference. */
static PyObject *box_of(PyObject *boxes, Known *known, Py_UCS4 code)
{
    PyObject **page = known ? known->pages[code >> 8] : NULL;
    if (page != NULL && page[code & 0xff] != NULL)
        return Py_NewRef(page[code & 0xff]);
    PyObject *character = PyUnicode_FromOrdinal((int)code);
    PyObject *box = character ? PyObject_GetItem(boxes, character) : NULL; /* worked out when first asked for */
    Py_XDECREF(character);
    if (box == NULL || known == NULL)
        return box;
    if ((page = known->pages[code >> 8]) == NULL) /* it may have been made meanwhile */
        page = known->pages[code >> 8] = PyMem_Calloc(0x100, sizeof(PyObject *));
    if (page != NULL)
        Py_XSETREF(page[code & 0xff], Py_NewRef(box));
    return box;
}

PyObject *boxes_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyUnicode_CheckExact(arguments[0]) || !PyDict_Check(arguments[1]))
        NOT_MINE;
    PyObject *text = arguments[0], *boxes = arguments[1];
    Py_ssize_t length = PyUnicode_GET_LENGTH(text);
    PyObject *columns[3] = {PyList_New(length), PyList_New(length), PyList_New(length)};
    PyObject *found = NULL, *capsule = NULL;
    if (columns[0] == NULL || columns[1] == NULL || columns[2] == NULL)
        goto failed;
    capsule = known_of(boxes); /* held, for what finds a box may put another in its place */
    Known *known = capsule ? PyCapsule_GetPointer(capsule, NULL) : NULL;
    if (PyErr_Occurred())
        goto failed;
    for (Py_ssize_t place = 0; place < length; place++) {
        PyObject *box = box_of(boxes, known, PyUnicode_READ_CHAR(text, place));
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
    Py_XDECREF(capsule);
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
