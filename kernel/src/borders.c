/* text.borders.settle_borders and what itemise does with typed spaces, over columns. */
#include "columns.h"

#define IDEOGRAPHIC_SPACE 0x3000
#define SPACE_STEP 2
#define GAP_STEP 6
#define COMBINING 'C'

enum { OPEN_BORDER, RIGID_BORDER, GAP_BORDERS };

int add_give(Gives *gives, Py_ssize_t gap, int64_t amount, int64_t step)
{
    if (gives->count == gives->size) {
        Py_ssize_t size = gives->size ? 2 * gives->size : 64;
        Give *more = PyMem_Realloc(gives->gives, size * sizeof(Give));
        if (more == NULL) {
            PyErr_NoMemory();
            return FAILED;
        }
        gives->gives = more;
        gives->size = size;
    }
    gives->gives[gives->count] = (Give){gap, amount, step, gives->count};
    gives->count++;
    return DONE;
}

/* The class that stands before a box; a combining mark counts as the character it stands on, but before another,
 * where it does not matter. */
static Py_UCS1 carrier(const Py_UCS1 *classes, Py_ssize_t right)
{
    Py_ssize_t before = right - 1;
    while (classes[right] != COMBINING && before > 0 && classes[before] == COMBINING)
        before--;
    return classes[before];
}

/* What a gap gives to lines. */
static int give_gap(Columns *columns, Py_ssize_t right, const int64_t *gap)
{
    if (gap[1] && add_give(&columns->squeezes, right, gap[1], GAP_STEP) != DONE)
        return FAILED;
    return gap[2] ? add_give(&columns->stretches, right, gap[2], 2) : DONE;
}

/* Whether the character before a box, or its own, is a mark that stands at the other one. */
static int is_bound(const Columns *columns, Py_ssize_t right)
{
    static const Py_UCS2 closers[] = {',', '.', ';', ':', '!', '?', ')', ']', '}', 0x201d, 0x2019, '#', '+'};
    static const Py_UCS2 openers[] = {'(', '[', '{', '#', '@', '+', 0x201c, 0x2018, 0x25b3, 0x25b2, 0x25bd, 0x25bc};
    Py_UCS4 before = PyUnicode_READ_CHAR(columns->text, right - 1), after = PyUnicode_READ_CHAR(columns->text, right);
    return LISTED(closers, after) || LISTED(openers, before);
}

/* Wide characters that are no letters have white of their own. */
static int is_symbol(Py_UCS4 code)
{
    return (code >= 0x2460 && code <= 0x2bff) || (code >= 0xff01 && code <= 0xff20) ||
           (code >= 0xff3b && code <= 0xff40) || (code >= 0xff5b && code <= 0xff65) ||
           (code >= 0xffe0 && code <= 0xffee) || (code >= 0x1f000 && code <= 0x1faff);
}

int settle_borders(Columns *columns)
{
    const Py_UCS1 *classes = columns->classes;
    const Rules *rules = columns->rules;
    for (Py_ssize_t right = 1; right < columns->count; right++) {
        if (classes[right - 1] == 'H' && classes[right] == 'H')
            continue;
        Py_UCS1 before = carrier(classes, right);
        int kind = rules->borders[before << 7 | classes[right]];
        int asks = kind >= GAP_BORDERS || before == 'A' || classes[right] == 'A';
        if (kind == RIGID_BORDER || (asks && is_bound(columns, right)))
            columns->flexible[right] = 0;
        else if (kind >= GAP_BORDERS && kind < GAP_BORDERS + WESTERN_CLASSES && rules->has_gaps &&
                 !is_symbol(PyUnicode_READ_CHAR(columns->text, right - (before == 'H' || before == 'k')))) {
            const int64_t *gap = rules->gaps[kind - GAP_BORDERS];
            columns->gaps[right] = gap[0];
            if (give_gap(columns, right, gap) != DONE)
                return FAILED;
        }
    }
    for (Py_ssize_t place = 0; place < columns->count; place++) { /* 3：1, 8：30, 9·18, 8:00—17:00: one unit */
        Py_UCS1 before = place ? classes[place - 1] : 0, after = place + 1 < columns->count ? classes[place + 1] : 0;
        int is_ratio = classes[place] == 'n' && before == 'D' && after == 'D';
        int is_point = classes[place] == 'i' && before && strchr("DLP", before) && (after == 'D' || after == 'L');
        if (is_ratio || is_point || (classes[place] == 'm' && before != 'm' && after != 'm'))
            columns->flexible[place] = columns->flexible[place + 1] = 0;
    }
    return DONE;
}

/* A word space gives and takes before anything else. */
static int set_word_space(Columns *columns, Py_ssize_t place)
{
    int64_t em = columns->rules->em, natural = columns->advances[place];
    int64_t least = floored(floored(em * 250, 1000) * 3, 4);
    int64_t most = floored(em * (columns->rules->is_spaced ? 750 : 500), 1000);
    columns->flexible[place + 1] = (unsigned char)columns->rules->is_spaced;
    if (natural > least && add_give(&columns->squeezes, place + 1, natural - least, SPACE_STEP) != DONE)
        return FAILED;
    return add_give(&columns->stretches, place + 1, most > natural ? most - natural : 0, 1);
}

/* A space that is the gap between Han and Latin, or at a figure. */
static int set_typed_gap(Columns *columns, Py_ssize_t place, Py_UCS1 before, Py_UCS1 after)
{
    int is_figure = (before && strchr("DPR", before)) || (after && strchr("DPR", after));
    const int64_t *gap = columns->rules->gaps[is_figure ? 1 : 0];
    columns->advances[place] = gap[0];
    return give_gap(columns, place + 1, gap);
}

/* Whether an ideograph stands at a place, or within the bracket that does. */
static int is_wide(const Columns *columns, Py_ssize_t place, Py_UCS1 bracket, int step)
{
    if (place >= 0 && place < columns->count && columns->classes[place] == bracket)
        place += step;
    return place >= 0 && place < columns->count && (columns->classes[place] == 'H' || columns->classes[place] == 'k');
}

/* Whether spaces stand on one side only of Latin between ideographs. */
static int parts_clauses(const Columns *columns, Py_ssize_t start, Py_ssize_t end)
{
    static const char expression[] = "LDAPRnit"; /* Latin and figures, with what joins them */
    const Py_UCS1 *classes = columns->classes;
    if (start == 0 || end == columns->count)
        return 0;
    if (is_wide(columns, end, 'o', 1) && is_among("LDAPR", classes[start - 1])) {
        Py_ssize_t place = start - 1;
        while (place > 0 && strchr(expression, classes[place]))
            place--;
        return classes[place] == 'H' || classes[place] == 'k';
    }
    if (is_wide(columns, start - 1, 'c', -1) && is_among("LDAPR", classes[end])) {
        Py_ssize_t place = end;
        while (place < columns->count - 1 && strchr(expression, classes[place]))
            place++;
        return classes[place] == 'H' || classes[place] == 'k';
    }
    return 0;
}

/* Whether a bracket that is no quotation mark, or a symbol, stands at a place. */
static int is_bracket(const Columns *columns, Py_ssize_t place, Py_UCS1 letter)
{
    if (place < 0 || place >= columns->count)
        return 0;
    Py_UCS4 code = PyUnicode_READ_CHAR(columns->text, place);
    return columns->classes[place] == letter ? code < 0x2018 || code > 0x201d
                                             : columns->classes[place] == 'H' && is_symbol(code);
}

/* Whether spaces stand between two ideographs, or beside a bracket, and their writer wants to see them. */
static int are_seen(const Columns *columns, Py_ssize_t start, Py_ssize_t end)
{
    int is_closed = is_bracket(columns, start - 1, 'c'), is_opened = is_bracket(columns, end, 'o');
    int is_wide_before = is_closed || is_wide(columns, start - 1, 'c', -1);
    int is_wide_after = is_opened || is_wide(columns, end, 'o', 1), has_lists = columns->rules->has_lists;
    int is_latin_before = start > 0 && is_among("LDAPR", columns->classes[start - 1]);
    int is_latin_after = end < columns->count && is_among("LDAPR", columns->classes[end]);
    return (is_wide_before && is_wide_after) || (is_wide_before && is_latin_after && (is_closed || has_lists)) ||
           (is_latin_before && is_wide_after && (is_opened || has_lists));
}

/* Whether a part of the paragraph, and with it a face, ends at spaces: what a run-in lead leads follows. */
static int is_end_of_part(const Columns *columns, Py_ssize_t start, Py_ssize_t end)
{
    for (Py_ssize_t number = 0; number + 1 < columns->part_count; number++)
        if (columns->parts[number].end >= start && columns->parts[number].end <= end)
            return 1;
    return 0;
}

/* Whether spaces stand in a row of names or short words, and not inside a name. */
static int parts_names(const Columns *columns, Py_ssize_t start, Py_ssize_t end)
{
    const unsigned char *breaks = columns->set_breaks;
    if (breaks[end] == NO_BREAK)
        return 0;
    int is_alone = start > 1 && columns->classes[start - 2] == 'S' && columns->classes[end] == 'H'; /* no 19 时 30 */
    int follows = breaks[start - 1] == NAME_BREAK && columns->classes[start - 2] == 'H'; /* not the letter of A股 */
    return (columns->classes[start - 1] == 'H' && (is_alone || follows)) ||
           (breaks[end + 1] == NAME_BREAK && columns->classes[end] == 'H' && columns->classes[end + 1] == 'H');
}

/* A space behind these is a word space before an ideograph, too. */
static int ends_sentence(Py_UCS4 code) { return code && code < 0x80 && strchr(",.:;!?", (int)code) != NULL; }

/* Typed spaces in a row, from start to end. */
static int set_spaces(Columns *columns, Py_ssize_t start, Py_ssize_t end)
{
    Py_UCS1 before = start ? columns->classes[start - 1] : 0, after = end < columns->count ? columns->classes[end] : 0;
    int is_spaced = columns->rules->is_spaced, is_between = before && after, is_first = 1, done = DONE;
    int in_words = is_spaced || (is_between && is_among("LDAPRG", before) && is_among("LDAPRG", after)) ||
                   (before == 'A' && after && is_among("Hk", after) &&
                    ends_sentence(PyUnicode_READ_CHAR(columns->text, start - 1)));
    int is_held = columns->set_breaks[end] == NO_BREAK || columns->set_breaks[end] == NAME_BREAK;
    int is_bound = before == 'D' && (after == 'L' || after == 'D') && is_held; /* 75 μg */
    int has_clauses = columns->rules->has_clauses || is_end_of_part(columns, start, end);
    int is_seen = are_seen(columns, start, end) || (has_clauses && parts_clauses(columns, start, end));
    int is_edge = (is_among("LDAS", before) && is_among("cpnfx", after)) ||
                  (is_among("opnfx", before) && is_among("LDAS", after));
    if (is_between && parts_names(columns, start, end)) {
        int is_em = PyUnicode_READ_CHAR(columns->text, start) == IDEOGRAPHIC_SPACE;
        int64_t em = columns->rules->em;
        done = add_give(&columns->stretches, start + 1, is_em ? em : floored(em * 500, 1000), 1);
    }
    for (Py_ssize_t place = start; done == DONE && place < end; place++) {
        columns->flexible[place] = 0;
        if (PyUnicode_READ_CHAR(columns->text, place) == IDEOGRAPHIC_SPACE)
            continue;
        columns->flexible[place + 1] = 0;
        if (is_bound && is_first)
            done = DONE; /* as wide as it is, whatever the line needs */
        else if (in_words && is_first)
            done = set_word_space(columns, place);
        else if (is_seen && !is_spaced)
            columns->advances[place] = floored(columns->rules->em * 500, 1000);
        else {
            columns->advances[place] = 0;
            if (is_first && !is_edge)
                done = columns->rules->has_gaps ? set_typed_gap(columns, place, before, after) : NOT_MINE_NOW;
        }
        is_first = 0;
    }
    return done;
}

int settle_blanks(Columns *columns)
{
    int done = DONE;
    for (Py_ssize_t start = 0, end; done == DONE && start < columns->count; start = end) {
        end = start + 1;
        if (columns->classes[start] == 'N') {
            columns->advances[start] = 0;
            columns->flexible[start] = columns->flexible[end] = 0;
        } else if (columns->classes[start] == 'S') {
            while (end < columns->count && columns->classes[end] == 'S')
                end++;
            done = set_spaces(columns, start, end);
        }
    }
    return done;
}
