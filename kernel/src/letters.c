/* The twin of text.charclass.letters_of, and classify as the twin of items_of needs it. */
#include "columns.h"

#define PLANE 0x10000
#define MOST_OPENED 64

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

/* Whether there is room for a code point's letter; what a table is asked for may change the room. */
static int is_in(PyObject *flat, Py_UCS4 code) { return (Py_ssize_t)code < PyByteArray_GET_SIZE(flat); }

PyObject *letters_of(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyUnicode_CheckExact(arguments[0]) || !PyDict_Check(arguments[1]))
        NOT_MINE;
    static Name name = {"flat", NULL};
    PyObject *flat = attribute_of(arguments[1], &name);
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
        unsigned char letter = is_in(flat, code) ? (unsigned char)PyByteArray_AS_STRING(flat)[code] : 0;
        if (letter == 0 && (letter = letter_of(arguments[1], code)) != 0 && is_in(flat, code))
            PyByteArray_AS_STRING(flat)[code] = (char)letter;
        if (letter == 0 || letter > 127)
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

static int is_opening(Py_UCS4 code) { return code == 0x201c || code == 0x2018; }

static int is_closing(Py_UCS4 code) { return code == 0x201d || code == 0x2019; }

/* Whether a mark at a place has Latin or an edge of the text on one side at least, as a single quotation mark
 * or an apostrophe that becomes Latin has. */
static int is_beside_latin(const Py_UCS1 *classes, Py_ssize_t place, Py_ssize_t length)
{
    return (place > 0 && strchr("LDAS", classes[place - 1])) ||
           (place + 1 < length && strchr("LDAS", classes[place + 1]));
}

/* Whether every quotation mark stays what its letter says: each is of a pair with an ideograph inside one of them,
 * or by itself among what is no Latin. What is not plain is left to the reference. */
static int has_plain_quotes(PyObject *text, const Py_UCS1 *classes)
{
    Py_ssize_t opened[MOST_OPENED], length = PyUnicode_GET_LENGTH(text);
    int depth = 0;
    if (PyUnicode_FindChar(text, 0xff0b, 0, length, 1) >= 0) /* a plus that fills an em, which letters do not tell */
        return 0;
    for (Py_ssize_t place = 0; place < length; place++) {
        if (classes[place] == 'H')
            continue;
        Py_UCS4 code = PyUnicode_READ_CHAR(text, place);
        if (code == '-' || code == '+' || code == '/' || code == 0xd7 || code == 0xff0d)
            return 0;
        if (is_opening(code)) {
            if (depth == MOST_OPENED || is_beside_latin(classes, place, length))
                return 0;
            opened[depth++] = place;
        } else if (is_closing(code)) {
            if (is_beside_latin(classes, place, length))
                return 0;
            if (depth > 0 && PyUnicode_READ_CHAR(text, opened[depth - 1]) + 1 == code) {
                Py_ssize_t start = opened[--depth];
                if (classes[start + 1] != 'H' && classes[place - 1] != 'H')
                    return 0;
            }
        }
    }
    return 1;
}

PyObject *classes_of(PyObject *text, PyObject *table)
{
    static PyObject *classify;
    PyObject *both[2] = {text, table}, *letters = letters_of(NULL, both, 2);
    if (letters == NULL)
        return NULL;
    if (letters != Py_NotImplemented && has_plain_quotes(text, PyUnicode_1BYTE_DATA(letters)))
        return letters;
    Py_DECREF(letters);
    if (ours(&classify, "broadsheet.text.charclass", "classify") == NULL)
        return NULL;
    return PyObject_Vectorcall(classify, both, 2, NULL);
}
