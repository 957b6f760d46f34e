/* The twin of paint.pdf.text.show_codes: a run of codes as a Tj or TJ operator. The distances are in
 * millionths of a millipoint; the constants are those of the reference. */
#include "kernel.h"
#include <math.h>

#define MILLIPOINT 1000000
#define TOLERANCE (4 * (int64_t)MILLIPOINT)
#define NEAR (2 * (int64_t)MILLIPOINT)
#define LONGEST_NUMBER 40

static int ascending(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

/* Python's round(a / b): exact for what a double holds. */
static int64_t rounded(int64_t a, int64_t b) { return (int64_t)rint((double)a / (double)b); }

static int64_t floored(int64_t a, int64_t b)
{
    int64_t whole = a / b;
    return whole * b != a && (a < 0) != (b < 0) ? whole - 1 : whole;
}

/* The Tc that most glyphs want, in its last place; the least of those that equally many want. */
static int common_spacing(const int64_t *extras, Py_ssize_t count, int64_t unit, int64_t *sorted, int64_t *spacing)
{
    memcpy(sorted, extras, count * sizeof(int64_t));
    qsort(sorted, count, sizeof(int64_t), ascending);
    int64_t mode = sorted[0], common = 0, near = 0;
    Py_ssize_t most = 0;
    for (Py_ssize_t start = 0, end; start < count; start = end) {
        for (end = start; end < count && sorted[end] == sorted[start];)
            end++;
        if (end - start > most) {
            most = end - start;
            mode = sorted[start];
        }
    }
    if (most == count) {
        common = mode;
        near = 1;
    } else
        for (Py_ssize_t place = 0; place < count; place++)
            if (-NEAR <= extras[place] - mode && extras[place] - mode <= NEAR) {
                common += extras[place];
                near++;
            }
    if (common <= -EXACT || common >= EXACT || near > EXACT / unit)
        return 0;
    *spacing = rounded(common, near * unit);
    return 1;
}

static int strays_nowhere(const int64_t *extras, Py_ssize_t count, int64_t step)
{
    int64_t least = extras[0], most = extras[0];
    for (Py_ssize_t place = 1; place < count; place++) {
        least = extras[place] < least ? extras[place] : least;
        most = extras[place] > most ? extras[place] : most;
    }
    int64_t stray = most - step > step - least ? most - step : step - least;
    return stray < TOLERANCE && stray * count < TOLERANCE;
}

static char *put_code(char *out, uint16_t code)
{
    for (int shift = 8; shift >= 0; shift -= 8) {
        char byte = (char)(code >> shift & 0xff);
        if (byte == '\\' || byte == '(' || byte == ')' || byte == '\r')
            *out++ = '\\';
        *out++ = byte == '\r' ? 'r' : byte;
    }
    return out;
}

/* value / 10 ** places, without needless zeros. */
static char *put_decimal(char *out, int64_t value, int places)
{
    char digits[32];
    int64_t scale = 1, size = value < 0 ? -value : value;
    for (int place = 0; place < places; place++)
        scale *= 10;
    if (value < 0)
        *out++ = '-';
    int64_t whole = size / scale, rest = size % scale;
    if (whole || !rest)
        out += sprintf(out, "%lld", (long long)whole);
    if (!rest)
        return out;
    int length = sprintf(digits, "%0*lld", places, (long long)rest);
    while (digits[length - 1] == '0')
        length--;
    *out++ = '.';
    memcpy(out, digits, length);
    return out + length;
}

/* A TJ number that moves right by the deviation, as short as will do, and what it leaves. */
static char *put_correction(char *out, int64_t *deviation, int64_t unit)
{
    int64_t number = 0, left = 0, scale = 1;
    int places;
    for (places = 0; places < 4; places++, scale *= 10) {
        number = rounded(*deviation * scale, unit);
        left = *deviation - floored(number * unit, scale);
        if (places == 3 || (-NEAR <= left && left <= NEAR))
            break;
    }
    *deviation = left;
    return put_decimal(out, -number, places);
}

static char *put_parts(char *out, const uint16_t *codes, const int64_t *extras, Py_ssize_t count, int64_t step,
                       int64_t unit, int *parts)
{
    int64_t deviation = 0;
    *parts = 1;
    out = put_code(out, codes[0]);
    for (Py_ssize_t place = 1; place < count; place++) {
        deviation += extras[place - 1] - step;
        if (deviation <= -TOLERANCE || deviation >= TOLERANCE) {
            if (deviation >= EXACT / 1000 || deviation <= -EXACT / 1000)
                return NULL;
            *out++ = ')';
            out = put_correction(out, &deviation, unit);
            *out++ = '(';
            ++*parts;
        }
        out = put_code(out, codes[place]);
    }
    return out;
}

/* The codes, and by how much each glyph's advance is more than its natural width. 1: read; 0: not
 * mine; -1: an error is set. */
static int read_run(PyObject *const *arguments, Py_ssize_t count, uint16_t *codes, int64_t *extras)
{
    for (Py_ssize_t place = 0; place < count; place++) {
        int64_t code, advance, width;
        PyObject *glyph = PyTuple_GET_ITEM(arguments[1], place);
        if (!exact(PySequence_Fast_GET_ITEM(arguments[0], place), &code) || code < 0 || code > 0xffff ||
            !exact(PyTuple_GET_ITEM(arguments[2], place), &advance) || advance > EXACT / MILLIPOINT ||
            advance < -EXACT / MILLIPOINT)
            return 0;
        PyObject *natural = PyObject_GetItem(arguments[3], glyph);
        if (natural == NULL)
            return -1;
        int known = exact(natural, &width);
        Py_DECREF(natural);
        if (!known)
            return 0;
        codes[place] = (uint16_t)code;
        extras[place] = advance * MILLIPOINT - width;
        if (extras[place] >= EXACT / 1024 / count || extras[place] <= -EXACT / 1024 / count)
            return 0;
    }
    return 1;
}

static PyObject *shown(const uint16_t *codes, const int64_t *extras, Py_ssize_t count, int64_t *sorted, char *room,
                       const int64_t *units)
{
    int64_t spacing = 0, step = 0;
    int is_level = count == 1, parts = 1;
    if (count > 1) {
        if (!common_spacing(extras, count - 1, units[0], sorted, &spacing))
            NOT_MINE;
        step = spacing * units[0];
        is_level = strays_nowhere(extras, count - 1, step);
    }
    char *start = room + 2, *out = start; /* "[(" goes before */
    if (is_level)
        for (Py_ssize_t place = 0; place < count; place++)
            out = put_code(out, codes[place]);
    else
        out = put_parts(out, codes, extras, count, step, units[1], &parts);
    if (out == NULL)
        NOT_MINE;
    *--start = '(';
    if (parts > 1)
        *--start = '[';
    memcpy(out, parts > 1 ? ")]TJ" : ")Tj", 4);
    out += parts > 1 ? 4 : 3;
    if (count == 1)
        return Py_BuildValue("Oy#", Py_None, start, (Py_ssize_t)(out - start));
    return Py_BuildValue("Ly#", (long long)spacing, start, (Py_ssize_t)(out - start));
}

PyObject *show_codes(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
    int64_t units[2];
    if (count != 5 || !(PyTuple_CheckExact(arguments[0]) || PyList_CheckExact(arguments[0])) ||
        !PyTuple_CheckExact(arguments[1]) || !PyTuple_CheckExact(arguments[2]) ||
        !PyTuple_CheckExact(arguments[4]) || PyTuple_GET_SIZE(arguments[4]) != 2 ||
        !exact(PyTuple_GET_ITEM(arguments[4], 0), &units[0]) || units[0] < 1 ||
        !exact(PyTuple_GET_ITEM(arguments[4], 1), &units[1]) || units[1] == 0)
        NOT_MINE;
    Py_ssize_t length = PySequence_Fast_GET_SIZE(arguments[0]);
    if (length < 1 || PyTuple_GET_SIZE(arguments[1]) != length || PyTuple_GET_SIZE(arguments[2]) != length)
        NOT_MINE;
    size_t numbers = (size_t)length * 2 * sizeof(int64_t), text = (size_t)length * (4 + LONGEST_NUMBER) + 16;
    char *memory = PyMem_Malloc(numbers + (size_t)length * sizeof(uint16_t) + text);
    if (memory == NULL)
        return PyErr_NoMemory();
    int64_t *extras = (int64_t *)memory, *sorted = extras + length;
    uint16_t *codes = (uint16_t *)(memory + numbers);
    PyObject *found = NULL;
    int is_mine = read_run(arguments, length, codes, extras);
    if (is_mine > 0)
        found = shown(codes, extras, length, sorted, (char *)(codes + length), units);
    else if (is_mine == 0)
        found = Py_NewRef(Py_NotImplemented);
    PyMem_Free(memory);
    return found;
}
