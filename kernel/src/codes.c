/* The twin of paint.pdf.codes.said_by_fonts: what each glyph says, font by font. */
#include "fields.h"

#define FONTS 64
#define BLOCK 256

typedef struct {
    PyObject *face;
    int is_upright, is_plain; /* is_plain: no glyph has said two things */
    Py_UCS4 *blocks[BLOCK];   /* what a glyph says, by the first byte of its number, and 1; 0: it has not been met */
    uint16_t *met;            /* the glyphs in the order in which they were met */
    Py_ssize_t count, room;
} Font;

typedef struct {
    Font *fonts[FONTS];
    int count;
} Fonts;

static Font *find_font(Fonts *fonts, PyObject *face, int is_upright)
{
    for (int place = 0; place < fonts->count; place++) {
        Font *font = fonts->fonts[place];
        if (font->is_upright == is_upright && (font->face == face || PyUnicode_Compare(font->face, face) == 0))
            return font;
    }
    Font *font = fonts->count == FONTS ? NULL : PyMem_Calloc(1, sizeof(Font));
    if (font == NULL)
        return NULL;
    font->face = Py_NewRef(face);
    font->is_upright = is_upright;
    font->is_plain = 1;
    return fonts->fonts[fonts->count++] = font;
}

/* Note that a glyph says a character. */
static int say(Font *font, int glyph, Py_UCS4 character)
{
    Py_UCS4 **block = &font->blocks[glyph / BLOCK];
    if (*block == NULL && (*block = PyMem_Calloc(BLOCK, sizeof(Py_UCS4))) == NULL)
        return PyErr_NoMemory(), FAILED;
    Py_UCS4 *said = &(*block)[glyph % BLOCK];
    if (*said == character + 1)
        return DONE;
    if (*said) {
        font->is_plain = 0;
        return DONE;
    }
    *said = character + 1;
    if (font->count == font->room) {
        font->room = font->room ? 2 * font->room : 1024;
        uint16_t *larger = PyMem_Realloc(font->met, (size_t)font->room * sizeof(uint16_t));
        if (larger == NULL)
            return PyErr_NoMemory(), FAILED;
        font->met = larger;
    }
    font->met[font->count++] = (uint16_t)glyph;
    return DONE;
}

static int read_glyphs(Font *font, PyObject *glyphs, PyObject *text)
{
    Py_ssize_t count = PyTuple_GET_SIZE(glyphs);
    if (PyUnicode_GET_LENGTH(text) != count)
        font->is_plain = 0;
    for (Py_ssize_t place = 0; place < count && font->is_plain; place++) {
        int64_t glyph;
        if (!exact(PyTuple_GET_ITEM(glyphs, place), &glyph) || glyph < 0 || glyph > 0xffff)
            return NOT_MINE_NOW;
        if (say(font, (int)glyph, PyUnicode_READ_CHAR(text, place)) < 0)
            return FAILED;
    }
    return DONE;
}

static int read_run(Fonts *fonts, PyObject *run, PyObject *upright)
{
    static Kind kind = {"broadsheet.tree.node", "GlyphRun", 4, {"glyphs", "text", "face", "writing"}, NULL, {0}};
    PyObject *fields[4];
    int status = read_fields(&kind, run, fields);
    if (status == DONE && !(PyTuple_CheckExact(fields[0]) && PyUnicode_CheckExact(fields[1]) &&
                            PyUnicode_CheckExact(fields[2])))
        status = NOT_MINE_NOW;
    if (status == DONE && PyTuple_GET_SIZE(fields[0])) {
        Font *font = find_font(fonts, fields[2], fields[3] == upright);
        status = font == NULL ? NOT_MINE_NOW : read_glyphs(font, fields[0], fields[1]);
    }
    return status;
}

/* What a font's glyphs say: a dictionary in the order in which they were met. */
static PyObject *said_by(const Font *font)
{
    PyObject *said = PyDict_New();
    for (Py_ssize_t place = 0; said != NULL && place < font->count; place++) {
        int number = font->met[place];
        PyObject *glyph = PyLong_FromLong(number);
        PyObject *character = PyUnicode_FromOrdinal((int)font->blocks[number / BLOCK][number % BLOCK] - 1);
        if (glyph == NULL || character == NULL || PyDict_SetItem(said, glyph, character) < 0)
            Py_CLEAR(said);
        Py_XDECREF(glyph);
        Py_XDECREF(character);
    }
    return said;
}

static PyObject *result(const Fonts *fonts)
{
    PyObject *found = PyDict_New();
    for (int place = 0; found != NULL && place < fonts->count; place++) {
        const Font *font = fonts->fonts[place];
        PyObject *key = PyTuple_Pack(2, font->face, font->is_upright ? Py_True : Py_False);
        PyObject *said = font->is_plain ? said_by(font) : Py_NewRef(Py_None);
        if (key == NULL || said == NULL || PyDict_SetItem(found, key, said) < 0)
            Py_CLEAR(found);
        Py_XDECREF(key);
        Py_XDECREF(said);
    }
    return found;
}

static void forget(Fonts *fonts)
{
    for (int place = 0; place < fonts->count; place++) {
        Font *font = fonts->fonts[place];
        for (int block = 0; block < BLOCK; block++)
            PyMem_Free(font->blocks[block]);
        PyMem_Free(font->met);
        Py_DECREF(font->face);
        PyMem_Free(font);
    }
}

PyObject *said_by_fonts(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    PyObject *found = NULL;
    Fonts fonts = {.count = 0};
    if (count != 2 || !PyList_CheckExact(arguments[0]))
        NOT_MINE;
    int status = DONE;
    for (Py_ssize_t place = 0; status == DONE && place < PyList_GET_SIZE(arguments[0]); place++) {
        PyObject *run = Py_NewRef(PyList_GET_ITEM(arguments[0], place));
        status = read_run(&fonts, run, arguments[1]);
        Py_DECREF(run);
    }
    if (status == DONE)
        found = result(&fonts);
    else if (status == NOT_MINE_NOW)
        found = Py_NewRef(Py_NotImplemented);
    forget(&fonts);
    return found;
}
