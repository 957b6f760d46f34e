/* What paint.pdf.text.show_codes does, for textstate.c: codes as a Tj or TJ operator. The distances are
 * in millionths of a millipoint; the constants are those of the reference. */
#include "show.h"
#include <math.h>

#define TOLERANCE (4 * (int64_t)MILLIPOINT)
#define NEAR (2 * (int64_t)MILLIPOINT)

static int ascending(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

/* As qsort does, only that a line's few numbers are sorted before that has been called. */
static void sort(int64_t *numbers, Py_ssize_t count)
{
    if (count > 64) {
        qsort(numbers, (size_t)count, sizeof(int64_t), ascending);
        return;
    }
    for (Py_ssize_t next = 1; next < count; next++) {
        int64_t number = numbers[next];
        Py_ssize_t place = next;
        for (; place > 0 && numbers[place - 1] > number; place--)
            numbers[place] = numbers[place - 1];
        numbers[place] = number;
    }
}

/* Python's round(a / b): exact for what a double holds. */
static int64_t rounded(int64_t a, int64_t b) { return (int64_t)rint((double)a / (double)b); }

int common_spacing(const int64_t *extras, Py_ssize_t count, int64_t unit, int64_t *sorted, int64_t *spacing)
{
    memcpy(sorted, extras, count * sizeof(int64_t));
    sort(sorted, count);
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
    if (common <= -EXACT || common >= EXACT || near > EXACT / (unit < 0 ? -unit : unit))
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

char *put_decimal(char *out, int64_t value, int places)
{
    char digits[24];
    int count = 0, first = 0;
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    for (; size || count < places; size /= 10)
        digits[count++] = (char)('0' + size % 10); /* from the last one on */
    while (first < places && digits[first] == '0')
        first++;
    if (value < 0)
        *out++ = '-';
    if (first == places && count == places) /* nothing before the point, and nothing behind it */
        *out++ = '0';
    for (int place = count - 1; place >= places; place--)
        *out++ = digits[place];
    if (first < places)
        *out++ = '.';
    for (int place = places - 1; place >= first; place--)
        *out++ = digits[place];
    return out;
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

char *put_show(char *out, const uint16_t *codes, const int64_t *extras, Py_ssize_t count, int64_t step, int64_t unit)
{
    char *start = out;
    int parts = 1;
    *out++ = '[';
    *out++ = '(';
    if (count == 1 || strays_nowhere(extras, count - 1, step))
        for (Py_ssize_t place = 0; place < count; place++)
            out = put_code(out, codes[place]);
    else
        out = put_parts(out, codes, extras, count, step, unit, &parts);
    if (out == NULL)
        return NULL;
    if (parts == 1)
        memmove(start, start + 1, (size_t)(--out - start));
    memcpy(out, parts > 1 ? ")]TJ" : ")Tj", 4);
    return out + (parts > 1 ? 4 : 3);
}
