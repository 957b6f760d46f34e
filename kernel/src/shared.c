/* Numbers, rows of numbers and words that come again are the same objects, as they are in the references: a layout
 * tree is mostly made of them. */
#include "lines.h"

PyObject *number_of(int64_t value)
{
    static struct {
        int64_t value;
        PyObject *object;
    } kept[1 << 16], *found;
    found = &kept[(uint64_t)value * 0x9E3779B97F4A7C15u >> 48];
    if (found->object == NULL || found->value != value) {
        PyObject *made = PyLong_FromLongLong(value);
        if (made == NULL)
            return NULL;
        Py_XSETREF(found->object, made);
        found->value = value;
    }
    return Py_NewRef(found->object);
}

static int is_row(PyObject *row, const int64_t *values, Py_ssize_t count)
{
    int64_t value;
    if (row == NULL || PyTuple_GET_SIZE(row) != count)
        return 0;
    for (Py_ssize_t place = 0; place < count; place++)
        if (!exact(PyTuple_GET_ITEM(row, place), &value) || value != values[place])
            return 0;
    return 1;
}

PyObject *row_of(const int64_t *values, Py_ssize_t count)
{
    static PyObject *kept[1 << 16];
    uint64_t hash = (uint64_t)count;
    for (Py_ssize_t place = 0; place < count; place++) {
        hash = (hash ^ (uint64_t)values[place]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    PyObject **found = &kept[hash >> 48];
    if (is_row(*found, values, count))
        return Py_NewRef(*found);
    PyObject *row = PyTuple_New(count);
    for (Py_ssize_t place = 0; row != NULL && place < count; place++) {
        PyObject *number = number_of(values[place]);
        if (number == NULL)
            Py_CLEAR(row);
        else
            PyTuple_SET_ITEM(row, place, number);
    }
    if (row != NULL)
        Py_XSETREF(*found, Py_NewRef(row));
    return row;
}

PyObject *text_between(PyObject *text, int64_t low, int64_t high)
{
    static PyObject *kept[1 << 12];
    if (high - low > WORD)
        return PyUnicode_Substring(text, low, high);
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    uint64_t hash = (uint64_t)(high - low);
    for (int64_t place = low; place < high; place++)
        hash = (hash ^ PyUnicode_READ(kind, data, place)) * 0x9E3779B97F4A7C15u;
    PyObject **found = &kept[hash >> 52];
    int is_same = *found != NULL && PyUnicode_GET_LENGTH(*found) == high - low;
    for (int64_t place = low; is_same && place < high; place++)
        is_same = PyUnicode_READ_CHAR(*found, place - low) == PyUnicode_READ(kind, data, place);
    if (!is_same) {
        PyObject *made = PyUnicode_Substring(text, low, high);
        if (made == NULL)
            return NULL;
        Py_XSETREF(*found, made);
    }
    return Py_NewRef(*found);
}

PyObject *packed(const int64_t *values, Py_ssize_t count)
{
    static PyObject *type, *code;
    if (code == NULL && (code = PyUnicode_InternFromString("q")) == NULL)
        return NULL;
    PyObject *bytes = PyBytes_FromStringAndSize((const char *)values, count * (Py_ssize_t)sizeof(int64_t));
    PyObject *both[2] = {code, bytes}, *found = NULL;
    if (bytes != NULL && ours(&type, "array", "array") != NULL)
        found = PyObject_Vectorcall(type, both, 2, NULL);
    Py_XDECREF(bytes);
    return found;
}

int open_packed(PyObject *object, Packed *packed)
{
    packed->values = NULL;
    if (!PyObject_CheckBuffer(object) || PyObject_GetBuffer(object, &packed->view, PyBUF_FORMAT | PyBUF_ND) < 0) {
        PyErr_Clear(); /* the reference may have more to say of it */
        return 0;
    }
    if (packed->view.ndim == 1 && packed->view.itemsize == sizeof(int64_t) && strcmp(packed->view.format, "q") == 0) {
        packed->values = packed->view.buf;
        packed->count = packed->view.len / (Py_ssize_t)sizeof(int64_t);
        return 1;
    }
    PyBuffer_Release(&packed->view);
    return 0;
}

void close_packed(Packed *packed)
{
    if (packed->values != NULL)
        PyBuffer_Release(&packed->view);
    packed->values = NULL;
}
