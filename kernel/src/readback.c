/* The twin of paint.pdf.readback.text_of: a content stream's text, as a viewer would copy it. */
#include "kernel.h"
#include <string.h>

#define BLOCK 256
#define FACES 32

/* A face's table and the characters that its codes have been found to say, by their first byte: 0 where
 * nobody has looked yet, APART where it is no single character. */
typedef struct {
    PyObject *table;
    Py_UCS4 *blocks[BLOCK];
} Face;

#define APART 0xffffffffu

typedef struct {
    const char *at, *end;
    PyObject *said; /* tables by face */
    Face *faces[FACES], *face;
    int known;
    Py_UCS4 *text; /* what has been read */
    Py_ssize_t filled, room;
    char *raw; /* the codes' bytes since the last face, said text or end of it */
    Py_ssize_t length;
    int is_said;
} Reader;

enum { NOT_READ = NOT_MINE_NOW, READ = DONE };

static int make_room(Reader *reader, Py_ssize_t more)
{
    if (reader->filled + more <= reader->room)
        return READ;
    Py_ssize_t room = 2 * (reader->filled + more);
    Py_UCS4 *larger = PyMem_Realloc(reader->text, (size_t)room * sizeof(Py_UCS4));
    if (larger == NULL)
        return PyErr_NoMemory(), FAILED;
    reader->text = larger;
    reader->room = room;
    return READ;
}

static int take(Reader *reader, PyObject *piece)
{
    int status = piece == NULL ? FAILED : PyUnicode_Check(piece) ? READ : NOT_READ;
    Py_ssize_t length = status == READ ? PyUnicode_GET_LENGTH(piece) : 0;
    if (length)
        status = make_room(reader, length);
    if (length && status == READ) {
        if (PyUnicode_AsUCS4(piece, reader->text + reader->filled, length, 0) == NULL)
            status = FAILED;
        reader->filled += length;
    }
    Py_XDECREF(piece);
    return status;
}

/* Say what a code says that has not been met, and remember it. */
static int look_up(Reader *reader, int code)
{
    Py_UCS4 **block = &reader->face->blocks[code / BLOCK];
    if (*block == NULL && (*block = PyMem_Calloc(BLOCK, sizeof(Py_UCS4))) == NULL)
        return PyErr_NoMemory(), FAILED;
    PyObject *number = PyLong_FromLong(code);
    PyObject *piece = number == NULL ? NULL : PyObject_GetItem(reader->face->table, number);
    Py_XDECREF(number);
    if (piece != NULL && PyUnicode_Check(piece)) {
        int is_plain = PyUnicode_GET_LENGTH(piece) == 1 && PyUnicode_READ_CHAR(piece, 0);
        (*block)[code % BLOCK] = is_plain ? PyUnicode_READ_CHAR(piece, 0) : APART;
    }
    return take(reader, piece);
}

/* Say what the codes say that have been gathered. */
static int read_codes(Reader *reader)
{
    if (reader->length % 2)
        return NOT_READ;
    int status = make_room(reader, reader->length / 2);
    if (reader->length && reader->face == NULL)
        status = NOT_READ;
    for (Py_ssize_t place = 0; status == READ && place < reader->length; place += 2) {
        unsigned char *bytes = (unsigned char *)reader->raw + place;
        const Py_UCS4 *block = reader->face->blocks[bytes[0]];
        Py_UCS4 character = block == NULL ? 0 : block[bytes[1]];
        if (character == 0 || character == APART) {
            status = look_up(reader, bytes[0] << 8 | bytes[1]);
            if (status == READ)
                status = make_room(reader, reader->length / 2);
        } else
            reader->text[reader->filled++] = character;
    }
    reader->length = 0;
    return status;
}

static void forget(Face *face)
{
    for (int block = 0; block < BLOCK; block++)
        PyMem_Free(face->blocks[block]);
    Py_DECREF(face->table);
    PyMem_Free(face);
}

static int change_face(Reader *reader, PyObject *table)
{
    for (int place = 0; place < reader->known; place++)
        if (reader->faces[place]->table == table) {
            reader->face = reader->faces[place];
            return READ;
        }
    if (reader->known == FACES)
        return NOT_READ;
    reader->face = PyMem_Calloc(1, sizeof(Face));
    if (reader->face == NULL)
        return PyErr_NoMemory(), FAILED;
    reader->face->table = Py_NewRef(table);
    reader->faces[reader->known++] = reader->face;
    return READ;
}

/* The end of a literal string without brackets in it, or NULL; its bytes are gathered. */
static const char *string_end(Reader *reader)
{
    Py_ssize_t before = reader->length;
    const char *at = reader->at + 1;
    for (; at < reader->end && *at != ')' && *at != '('; at++) {
        int is_escaped = *at == '\\';
        if (is_escaped && ++at >= reader->end)
            break;
        reader->raw[reader->length++] = is_escaped && *at == 'r' ? '\r' : *at;
    }
    int is_whole = at < reader->end && *at == ')';
    if (!is_whole || reader->is_said)
        reader->length = before;
    return is_whole ? at + 1 : NULL;
}

/* Where a token may begin. */
static const char *next_token(const char *at, const char *end)
{
    while (at < end && *at != '(' && *at != '/' && *at != 'E')
        at++;
    return at;
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
        if ((status = read_codes(reader)) != READ)
            return status;
        PyObject *name = PyUnicode_DecodeLatin1(at + 1, inner - at - 1, NULL);
        PyObject *table = name == NULL ? NULL : PyObject_GetItem(reader->said, name);
        Py_XDECREF(name);
        if (table == NULL)
            return FAILED;
        status = change_face(reader, table);
        Py_DECREF(table);
    } else if ((after = said_end(at, end, &inner)) != NULL) {
        const char *digits = at + strlen(SAID);
        status = read_codes(reader);
        reader->is_said = 1;
        if (status == READ)
            status = (inner - digits) % 4 ? NOT_READ : take(reader, decoded(digits, inner));
    } else if (starts(at, end, "EMC\n")) {
        after = at + 4;
        status = read_codes(reader);
        reader->is_said = 0;
    }
    reader->at = after == NULL ? at + 1 : after;
    return status;
}

PyObject *text_of(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    if (count != 2 || !PyBytes_CheckExact(arguments[0]) || !PyDict_Check(arguments[1]))
        NOT_MINE;
    Py_ssize_t length = PyBytes_GET_SIZE(arguments[0]);
    Reader reader = {.at = PyBytes_AS_STRING(arguments[0]), .said = arguments[1]};
    reader.end = reader.at + length;
    reader.raw = PyMem_Malloc(length + 1);
    PyObject *text = NULL;
    int status = reader.raw == NULL ? (PyErr_NoMemory(), FAILED) : READ;
    while (status == READ && (reader.at = next_token(reader.at, reader.end)) < reader.end)
        status = read_token(&reader);
    if (status == READ)
        status = read_codes(&reader);
    if (status == READ)
        text = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, reader.text, reader.filled);
    else if (status == NOT_READ)
        text = Py_NewRef(Py_NotImplemented);
    for (int place = 0; place < reader.known; place++) {
        forget(reader.faces[place]);
    }
    PyMem_Free(reader.text);
    PyMem_Free(reader.raw);
    return text;
}
