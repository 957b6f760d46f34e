/* The twin of text.hyphenate.positions_in: a language's patterns are found in its file as it was read, by a table of
 * where each begins. Understanding them one by one takes longer than everything that a page asks of them. */
#include "kernel.h"

#define LONGEST_WORD 254

typedef struct {
    PyObject *file;   /* bytes: one pattern a line, its digits between its letters */
    uint32_t *starts; /* a hash table of open addressing: where a pattern begins, and one more; 0: nothing */
    size_t mask;
} Index;

static const char kind[] = "broadsheet_kernel.patterns";

static void forget(PyObject *capsule)
{
    Index *index = PyCapsule_GetPointer(capsule, kind);
    Py_XDECREF(index->file);
    PyMem_Free(index->starts);
    PyMem_Free(index);
}

static int is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/* FNV-1a, letter by letter. */
#define NO_LETTERS 2166136261u
static uint32_t hashed(uint32_t hash, char letter) { return (hash ^ (unsigned char)letter) * 16777619u; }

/* Whether the pattern of a line has just these letters. */
static int has_letters(const char *line, const char *letters, size_t count)
{
    for (size_t place = 0; place < count; line++)
        if (!is_digit(*line) && *line != letters[place++])
            return 0;
    while (is_digit(*line))
        line++;
    return *line == '\n' || *line == '\0'; /* bytes of Python end in a zero */
}

/* Where the table has some letters, or could take them. */
static size_t slot_of(const Index *index, const char *letters, size_t count, uint32_t hash)
{
    const char *file = PyBytes_AS_STRING(index->file);
    size_t slot = hash & index->mask;
    while (index->starts[slot] != 0 && !has_letters(file + index->starts[slot] - 1, letters, count))
        slot = (slot + 1) & index->mask;
    return slot;
}

static void add_line(const Index *index, const char *line, const char *end)
{
    char letters[LONGEST_WORD + 2];
    size_t count = 0;
    uint32_t hash = NO_LETTERS;
    for (const char *at = line; at < end; at++)
        if (!is_digit(*at)) {
            if (count == sizeof(letters))
                return; /* no word that is ours is as long */
            letters[count++] = *at;
            hash = hashed(hash, *at);
        }
    if (count > 0) /* of two with the same letters the later one counts */
        index->starts[slot_of(index, letters, count, hash)] = (uint32_t)(line - PyBytes_AS_STRING(index->file)) + 1;
}

/* 1: the table is made; 0: not the kernel's, or an error is set. */
static int read_file(PyObject *patterns, Index *index)
{
    index->file = PyObject_GetAttrString(patterns, "file");
    if (index->file == NULL || !PyBytes_CheckExact(index->file) || PyBytes_GET_SIZE(index->file) >= UINT32_MAX)
        return 0;
    const char *file = PyBytes_AS_STRING(index->file), *end = file + PyBytes_GET_SIZE(index->file);
    size_t size = 2;
    if (memchr(file, '\0', end - file) != NULL)
        return 0;
    for (const char *at = file; at != NULL && at < end; at = memchr(at, '\n', end - at), at += at != NULL)
        size++;
    for (index->mask = 1; index->mask < 2 * size; index->mask *= 2)
        ;
    index->starts = PyMem_Calloc(index->mask, sizeof(uint32_t));
    index->mask--;
    if (index->starts == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    for (const char *line = file; line < end;) {
        const char *stop = memchr(line, '\n', end - line);
        stop = stop == NULL ? end : stop;
        add_line(index, line, stop);
        line = stop + 1;
    }
    return 1;
}

/* The table of some patterns; NULL: none can be made or kept, or an error is set. */
static PyObject *known_index(PyObject *patterns, Index **index)
{
    PyObject *capsule = kept_with(patterns, kind, sizeof(Index), forget);
    Index *known = capsule ? PyCapsule_GetPointer(capsule, kind) : NULL;
    if (known != NULL && known->starts == NULL && !read_file(patterns, known)) {
        Py_CLEAR(known->file);
        Py_CLEAR(capsule);
    }
    *index = known;
    return capsule;
}

/* Raise the values of the places that a pattern with these letters has digits for. */
static void raise_values(const char *line, char *values, size_t count)
{
    for (size_t place = 0; place < count || is_digit(*line); line++)
        if (!is_digit(*line))
            place++;
        else if (*line - '0' > values[place])
            values[place] = (char)(*line - '0');
}

static PyObject *odd_places(const char *values, Py_ssize_t first, Py_ssize_t last)
{
    PyObject *places = PyList_New(0);
    for (Py_ssize_t place = first; places != NULL && place <= last; place++) {
        PyObject *number = values[place + 1] % 2 ? PyLong_FromSsize_t(place) : NULL;
        if (number != NULL && PyList_Append(places, number) < 0)
            Py_CLEAR(places);
        Py_XDECREF(number);
    }
    return places;
}

/* A word of ASCII letters in small letters and between points, as patterns are compared with it; 0: it is another. */
static int dot(PyObject *word, char *dotted)
{
    if (!PyUnicode_CheckExact(word) || !PyUnicode_IS_ASCII(word) || PyUnicode_GET_LENGTH(word) > LONGEST_WORD)
        return 0;
    Py_ssize_t length = PyUnicode_GET_LENGTH(word);
    dotted[0] = dotted[length + 1] = '.';
    for (Py_ssize_t place = 0; place < length; place++) {
        Py_UCS1 letter = PyUnicode_1BYTE_DATA(word)[place];
        if (!Py_ISALPHA(letter))
            return 0;
        dotted[place + 1] = (char)Py_TOLOWER(letter);
    }
    return 1;
}

PyObject *positions_in(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    int64_t left, right;
    char dotted[LONGEST_WORD + 2], values[LONGEST_WORD + 4] = {0};
    if (count != 4 || !exact(arguments[2], &left) || !exact(arguments[3], &right) || left < 1 || right < 0 ||
        !dot(arguments[1], dotted))
        NOT_MINE;
    Index *index;
    PyObject *capsule = known_index(arguments[0], &index);
    if (capsule == NULL && PyErr_Occurred())
        return NULL;
    if (capsule == NULL)
        NOT_MINE;
    Py_ssize_t length = PyUnicode_GET_LENGTH(arguments[1]);
    for (Py_ssize_t start = 0; start <= length; start++) {
        uint32_t hash = NO_LETTERS;
        for (Py_ssize_t end = start; end < length + 2; end++) {
            hash = hashed(hash, dotted[end]);
            uint32_t line = index->starts[slot_of(index, dotted + start, end + 1 - start, hash)];
            if (line != 0)
                raise_values(PyBytes_AS_STRING(index->file) + line - 1, values + start, end + 1 - start);
        }
    }
    Py_DECREF(capsule);
    return odd_places(values, left, length - right);
}
