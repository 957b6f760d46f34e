/* The twin of preflight.critic.white.whites: where a line has white. The signs are those of the reference. */
#include "fields.h"

#define INK_OF_MARK 400
#define LONGEST ((int64_t)1 << 30) /* of lengths: products stay within 64 bits */

typedef enum { PLAIN, CLOSING, OPENING, SPACE } Sign;

static Sign sign_of(Py_UCS4 character)
{
    switch (character) {
    case ' ': case 0x3000:
        return SPACE;
    case 0xff0c: case 0x3002: case 0x3001: case 0xff1b: case 0xff1a: case 0xff01: case 0xff1f: case 0x201d:
    case 0x2019: case 0xff09: case 0x300b: case 0x300d: case 0x300f: case 0x3009: case 0x3011: case 0x3015:
    case 0x2026:
        return CLOSING;
    case 0x201c: case 0x2018: case 0xff08: case 0x300a: case 0x300c: case 0x300e: case 0x3008: case 0x3010:
    case 0x3014:
        return OPENING;
    default:
        return PLAIN;
    }
}

static int length_of(PyObject *object, int64_t *value)
{
    return exact(object, value) && *value < LONGEST && *value > -LONGEST;
}

static int add(PyObject *found, int64_t start, int64_t end, int64_t least)
{
    if (end - start < least)
        return DONE;
    PyObject *white = Py_BuildValue("LL", (long long)start, (long long)end);
    int status = white == NULL || PyList_Append(found, white) < 0 ? FAILED : DONE;
    Py_XDECREF(white);
    return status;
}

/* The white of a run at the characters before ``end``. */
static int look(PyObject *found, PyObject *text, PyObject *advances, int64_t pen, int64_t size, int64_t gap,
                Py_ssize_t end)
{
    int64_t ink = size * INK_OF_MARK / 1000, advance = 0, widest = 0, before = pen;
    Py_ssize_t count = PyTuple_GET_SIZE(advances);
    for (Py_ssize_t place = 0; place < count; place++) {
        if (!length_of(PyTuple_GET_ITEM(advances, place), &advance))
            return NOT_MINE_NOW;
        widest = place == 0 || advance > widest ? advance : widest;
    }
    int is_any = widest >= size + gap, status = DONE;
    Sign last = PLAIN;
    for (Py_ssize_t place = 0; place < end && status == DONE; place++, before = pen, pen += advance) {
        Sign sign = sign_of(PyUnicode_READ_CHAR(text, place)), left = last;
        last = sign;
        exact(PyTuple_GET_ITEM(advances, place), &advance);
        int is_chosen = is_any || sign == SPACE || (sign != PLAIN && advance >= ink + gap);
        if (!is_chosen)
            continue;
        if (sign == SPACE)
            status = add(found, pen, pen + advance, gap);
        else if (sign == OPENING) {
            int64_t clear = place && left != CLOSING ? before + size : pen;
            status = add(found, clear > pen ? clear : pen, place ? pen + size - ink : pen, gap);
        } else
            status = add(found, pen + (sign == CLOSING ? ink : size), pen + advance, gap);
    }
    return status;
}

static int look_at_run(PyObject *found, PyObject *run, int64_t least, int is_last)
{
    static Kind kind = {"broadsheet.tree.node", "GlyphRun", 5, {"text", "advances", "glyphs", "size", "x"}, NULL, {0}};
    PyObject *fields[5];
    int64_t size, x;
    int status = read_fields(&kind, run, fields);
    if (status != DONE)
        return status;
    if (!PyUnicode_CheckExact(fields[0]) || !PyTuple_CheckExact(fields[1]) || !PyTuple_CheckExact(fields[2]) ||
        !length_of(fields[3], &size) || size < 0 || !length_of(fields[4], &x))
        return NOT_MINE_NOW;
    Py_ssize_t length = PyUnicode_GET_LENGTH(fields[0]);
    if (length == 0 || length != PyTuple_GET_SIZE(fields[2]))
        return DONE;
    if (PyTuple_GET_SIZE(fields[1]) != length || length > 0x10000)
        return NOT_MINE_NOW;
    return look(found, fields[0], fields[1], x, size, size * least / 1000, length - is_last);
}

PyObject *whites(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    int64_t least;
    if (count != 3 || !PyTuple_CheckExact(arguments[0]) || !PyType_Check(arguments[1]) ||
        !length_of(arguments[2], &least) || least < 0)
        NOT_MINE;
    PyObject *nodes = arguments[0], *found = PyList_New(0);
    int status = found == NULL ? FAILED : DONE;
    Py_ssize_t length = PyTuple_GET_SIZE(nodes);
    for (Py_ssize_t place = 0; place < length && status == DONE; place++) {
        PyObject *run = PyTuple_GET_ITEM(nodes, place);
        if (Py_IS_TYPE(run, (PyTypeObject *)arguments[1]))
            status = look_at_run(found, run, least, run == PyTuple_GET_ITEM(nodes, length - 1));
        else if (PyObject_TypeCheck(run, (PyTypeObject *)arguments[1]))
            status = NOT_MINE_NOW; /* a kind of it that is another type */
    }
    if (status == DONE)
        return found;
    Py_XDECREF(found);
    if (status == FAILED)
        return NULL;
    NOT_MINE;
}
