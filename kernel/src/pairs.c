/* Twins over class strings: text.breaks.settle_pairs, the breaks that two neighbouring classes decide, and
 * text.marks.places_of. */
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
        PyObject *number = PyLong_FromSsize_t(place);
        if (number == NULL || PyList_Append(found, number) < 0)
            Py_CLEAR(found);
        Py_XDECREF(number);
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
        PyObject *number = PyLong_FromSsize_t(place);
        if (number == NULL || PyList_Append(found, number) < 0)
            Py_CLEAR(found);
        Py_XDECREF(number);
    }
    return found;
}
