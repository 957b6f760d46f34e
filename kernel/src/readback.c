/* The twin of paint.pdf.readback.text_of: a content stream's text, as a viewer would copy it. */
#include "kernel.h"
#include <string.h>

typedef struct {
    const char *at, *end;
    PyObject *said, *table, *pieces; /* by face; of the face in force; what has been read */
    char *raw;                       /* the codes' bytes since the last face, said text or end of it */
    Py_ssize_t length;
    int is_said;
} Reader;

enum { FAILED = -1, NOT_READ = 0, READ = 1 };

static int take(PyObject *pieces, PyObject *piece)
{
    int status = piece == NULL || PyList_Append(pieces, piece) < 0 ? FAILED : READ;
    Py_XDECREF(piece);
    return status;
}

/* Say what the codes say that have been gathered. */
static int read_codes(Reader *reader)
{
    if (reader->length % 2)
        return NOT_READ;
    for (Py_ssize_t place = 0; place < reader->length; place += 2) {
        unsigned char *code = (unsigned char *)reader->raw + place;
        PyObject *number = PyLong_FromLong(code[0] << 8 | code[1]);
        PyObject *piece = number == NULL ? NULL : PyObject_GetItem(reader->table, number);
        Py_XDECREF(number);
        if (take(reader->pieces, piece) < 0)
            return FAILED;
    }
    reader->length = 0;
    return READ;
}

/* The end of a literal string without brackets in it, or NULL; its bytes are gathered. */
static const char *string_end(Reader *reader)
{
    Py_ssize_t before = reader->length;
    const char *at = reader->at + 1;
    for (; at < reader->end && *at != ')' && *at != '('; at++) {
        if (*at == '\\' && ++at >= reader->end)
            break;
        reader->raw[reader->length++] = at[-1] == '\\' && *at == 'r' ? '\r' : *at;
    }
    int is_whole = at < reader->end && *at == ')';
    if (!is_whole || reader->is_said)
        reader->length = before;
    return is_whole ? at + 1 : NULL;
}

static const char *past(const char *at, const char *end, const char *these)
{
    while (at < end && *at && strchr(these, *at))
        at++;
    return at;
}

static int starts(const char *at, const char *end, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* "/F1 9.5 Tf\n": its end, or NULL; ``name`` is where the name ends. */
static const char *face_end(const char *at, const char *end, const char **name)
{
    if (!starts(at, end, "/F"))
        return NULL;
    *name = past(at + 2, end, "0123456789");
    const char *size = *name + 1;
    if (*name == at + 2 || *name >= end || **name != ' ')
        return NULL;
    const char *after = past(size, end, "0123456789.");
    return after > size && starts(after, end, " Tf\n") ? after + 4 : NULL;
}

#define SAID "/Span<</ActualText<FEFF"

static const char *said_end(const char *at, const char *end, const char **digits)
{
    if (!starts(at, end, SAID))
        return NULL;
    *digits = past(at + strlen(SAID), end, "0123456789ABCDEF");
    return starts(*digits, end, ">>>BDC\n") ? *digits + 7 : NULL;
}

static int hex_value(char sign) { return sign <= '9' ? sign - '0' : sign - 'A' + 10; }

static PyObject *decoded(const char *digits, const char *end)
{
    Py_ssize_t length = (end - digits) / 2;
    char *bytes = PyMem_Malloc(length + 1);
    if (bytes == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t place = 0; place < length; place++)
        bytes[place] = (char)(hex_value(digits[2 * place]) << 4 | hex_value(digits[2 * place + 1]));
    int order = 1; /* big-endian */
    PyObject *text = PyUnicode_DecodeUTF16(bytes, length, NULL, &order);
    PyMem_Free(bytes);
    return text;
}

/* Read one token, or pass over what begins none. */
static int read_token(Reader *reader)
{
    const char *at = reader->at, *end = reader->end, *inner = NULL, *after;
    int status = READ;
    if (*at == '(') {
        after = string_end(reader);
    } else if ((after = face_end(at, end, &inner)) != NULL) {
        status = read_codes(reader);
        PyObject *name = PyUnicode_DecodeLatin1(at + 1, inner - at - 1, NULL);
        PyObject *table = name == NULL ? NULL : PyObject_GetItem(reader->said, name);
        Py_XDECREF(name);
        if (table == NULL)
            return FAILED;
        Py_SETREF(reader->table, table);
    } else if ((after = said_end(at, end, &inner)) != NULL) {
        const char *digits = at + strlen(SAID);
        status = read_codes(reader);
        reader->is_said = 1;
        if (status == READ)
            status = (inner - digits) % 4 ? NOT_READ : take(reader->pieces, decoded(digits, inner));
    } else if (starts(at, end, "EMC\n")) {
        after = at + 4;
        status = read_codes(reader);
        reader->is_said = 0;
    }
    reader->at = after == NULL ? at + 1 : after;
    return status;
}

PyObject *text_of(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyBytes_CheckExact(arguments[0]) || !PyDict_Check(arguments[1]))
        NOT_MINE;
    Py_ssize_t length = PyBytes_GET_SIZE(arguments[0]);
    Reader reader = {.at = PyBytes_AS_STRING(arguments[0]), .said = arguments[1]};
    reader.end = reader.at + length;
    reader.table = PyDict_New();
    reader.pieces = PyList_New(0);
    reader.raw = PyMem_Malloc(length + 1);
    PyObject *text = NULL, *nothing = PyUnicode_New(0, 0);
    int status = FAILED;
    if (reader.table != NULL && reader.pieces != NULL && nothing != NULL) {
        status = reader.raw == NULL ? (PyErr_NoMemory(), FAILED) : READ;
        while (status == READ && (reader.at += strcspn(reader.at, "(/E")) < reader.end)
            status = read_token(&reader);
        if (status == READ)
            status = read_codes(&reader);
    }
    if (status == READ)
        text = PyUnicode_Join(nothing, reader.pieces);
    else if (status == NOT_READ)
        text = Py_NewRef(Py_NotImplemented);
    Py_XDECREF(reader.table);
    Py_XDECREF(reader.pieces);
    Py_XDECREF(nothing);
    PyMem_Free(reader.raw);
    return text;
}
