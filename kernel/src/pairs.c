/* Twins of text.breaks.settle_pairs and text.borders.settle_borders: what two neighbouring classes decide. */
#include "kernel.h"

#define HAN 'H'
#define TABLE (128 * 128)

/* What is written between two boxes, for a table's entry; 0 where the place is to be returned. */
typedef int (*Settle)(unsigned char entry, char *place);

static PyObject *settle(PyObject *const *arguments, Py_ssize_t count, Settle settled)
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
    char *places = PyByteArray_AS_STRING(arguments[2]);
    PyObject *found = PyList_New(0);
    for (Py_ssize_t place = 1; found != NULL && place < length; place++) {
        if (classes[place - 1] == HAN && classes[place] == HAN)
            continue;
        if (!settled(table[classes[place - 1] << 7 | classes[place]], &places[place])) {
            PyObject *number = PyLong_FromSsize_t(place);
            if (number == NULL || PyList_Append(found, number) < 0)
                Py_CLEAR(found);
            Py_XDECREF(number);
        }
    }
    return found;
}

static int pair(unsigned char verdict, char *place)
{
    if (verdict == 0xff)
        return 0;
    *place = (char)verdict;
    return 1;
}

static int border(unsigned char kind, char *place)
{
    if (kind == 1)
        *place = 0;
    return kind != 2;
}

PyObject *settle_pairs(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    return settle(arguments, count, pair);
}

PyObject *settle_borders(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    return settle(arguments, count, border);
}
