/* text.breaks.settle_breaks over columns: where lines may break. What is rare is asked of the reference. */
#include "columns.h"

#define HAN 'H'
#define FIRST_IDEOGRAPH 0x2e80
#define UNDECIDED 0xff

static int is_wide_figure(Py_UCS4 code) { return code >= 0xff10 && code <= 0xff19; }

static int is_wide_point(Py_UCS4 code) { return code == 0xff0e || code == 0xff0c; }

/* What joins figures to one expression: hyphens, solidus, colon, ratio sign, interpuncts; a text with bullets for these
 * is not the kernel's. */
static int is_joint(Py_UCS4 code)
{
    static const Py_UCS2 joints[] = {'-', '/', 0x2010, 0xff1a, 0x2236, 0xb7, 0x2027, 0x30fb};
    return LISTED(joints, code);
}

/* Years, months, days, hours, minutes and the like, which stay with their figure. */
static int is_unit_of_time(Py_UCS4 code)
{
    static const Py_UCS2 units[] = {0x5e74, 0x6708, 0x65e5, 0x53f7, 0x6642, 0x65f6, 0x865f, 0x9ede,
                                    0x70b9, 0x5206, 0x79d2, 0xb144, 0xc6d4, 0xc77c, 0xc2dc, 0xcd08};
    return LISTED(units, code);
}

/* 比, 秒 and 米 between figures: 3比1, 37秒79, 6米81. */
static int is_written_joint(Py_UCS4 code) { return code == 0x6bd4 || code == 0x79d2 || code == 0x7c73; }

/* Units of a date or a time over a typed space (2026 年), but not words that begin with them (0：3 日本队). */
static int is_spaced_unit_of_time(Py_UCS4 code, Py_UCS4 behind)
{
    static const Py_UCS2 units[] = {0x5e74, 0x6708, 0x65e5, 0x53f7, 0x6642, 0x65f6, 0x9ede, 0x70b9};
    static const Py_UCS2 words[] = {0x8f7b, 0x8f15, 0x5ea6, 0x5e95, 0x521d, 0x7ec8, 0x7d42, 0x672c, 0x524d, 0x519b,
                                    0x8ecd, 0x5143, 0x5a92, 0x4f01, 0x7403, 0x9694, 0x4efb, 0x4ee3, 0x5916};
    return LISTED(units, code) && !LISTED(words, behind);
}

static int is_han_numeral(Py_UCS4 code)
{
    static const Py_UCS2 numerals[] = {0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94,
                                       0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341};
    return LISTED(numerals, code);
}

/* What may follow the number of an item. */
static int may_begin_item(Py_UCS4 code)
{
    return (code >= 0x3400 && code < 0xa000) || code == 0x201c || code == 0x300a || code == 0xff08;
}

static int is_letter_or_figure(Py_UCS4 code) { return code < 128 && Py_ISALNUM(code); }

/* Bullets, and the triangles of a minus or a move. */
static int is_bullet(Py_UCS4 code)
{
    static const Py_UCS2 bullets[] = {0x25c6, 0x25c7, 0x25b2, 0x25b3, 0x25bc, 0x25bd, 0x25b6, 0x25b7, 0x25ce};
    return LISTED(bullets, code);
}

/* Marks before the number of an item. */
static int is_stop(Py_UCS4 code)
{
    return code == 0xff1a || code == 0xff1b || code == 0x3002 || code == 0xff0c || code == 0x3001;
}

static int is_sign_of_figure(Py_UCS4 code) /* of a part of a hundred or a degree */
{
    return code == '%' || code == 0xff05 || code == 0x2030 || code == 0x2103 || code == 0xb0;
}

/* What no short figure of a range has beyond it: a point, the colon of a time, the sign of a score. */
static int is_inside_figure(Py_UCS4 code)
{
    return code == '.' || code == 0xff0e || code == ':' || code == 0xff1a || code == 0x2236;
}

static int is_figure(Py_UCS4 code) { return code >= '0' && code <= '9'; }

static Py_UCS4 character(const Columns *columns, Py_ssize_t place)
{
    return place >= 0 && place < columns->count ? PyUnicode_READ_CHAR(columns->text, place) : 0;
}

static int is_decimal(const Columns *columns, Py_ssize_t place)
{
    return Py_UNICODE_ISDECIMAL(character(columns, place));
}

/* Whether a sign joins a range of one or two figures on either side (5～8, 10%—15%). */
static int joins_short_range(const Columns *columns, Py_ssize_t place)
{
    Py_UCS4 code = character(columns, place);
    if (code != 0xff5e && code != 0x301c && code != 0x2013 && code != 0x2014)
        return 0;
    Py_ssize_t end = place - is_sign_of_figure(character(columns, place - 1)), start = end;
    while (is_decimal(columns, start - 1) && end - start < 3)
        start--;
    if (end == start || end - start > 2 || is_inside_figure(character(columns, start - 1)))
        return 0;
    Py_UCS4 sign = character(columns, place + 1);
    Py_ssize_t from = place + 1 + (sign == '-' || sign == '+' || sign == 0x2212 || sign == 0xff0d), to = from;
    while (is_decimal(columns, to) && to - from < 3)
        to++;
    return to > from && to - from <= 2 && !(is_inside_figure(character(columns, to)) && is_decimal(columns, to + 1));
}

static void join_lightly(Columns *columns, Py_ssize_t place)
{
    if (columns->set_breaks[place] == FREE_BREAK)
        columns->set_breaks[place] = NAME_BREAK;
}

/* An ordinal with its figure, and over typed spaces with its unit (第5版, 第 5 版); 第 stands at a place. */
static void settle_ordinal(Columns *columns, Py_ssize_t place)
{
    Py_ssize_t start = place + 1 + (character(columns, place + 1) == ' '), end = start;
    while (is_decimal(columns, end) && end - start < 4)
        end++;
    if (end > start)
        join_lightly(columns, start);
    Py_UCS4 behind = character(columns, end + 1);
    if (start == place + 2 && end > start && end - start <= 3 && character(columns, end) == ' ' && behind >= 0x3400 &&
        behind < 0xa000)
        join_lightly(columns, end + 1);
}

/* Whether a bracket closes the area of a telephone number (（010）65128899). */
static int closes_area(const Columns *columns, Py_ssize_t place)
{
    Py_ssize_t start = place, end = place + 1;
    while (is_figure(character(columns, start - 1)) && place - start < 5)
        start--;
    while (is_figure(character(columns, end)) && end - place < 10)
        end++;
    return (place - start == 3 || place - start == 4) && (end - place == 8 || end - place == 9) &&
           character(columns, start) == '0' && character(columns, start - 1) == 0xff08;
}

/* Whether a letter stands by itself before an ideograph (A股). */
static int is_lone_letter(const Columns *columns, Py_ssize_t place)
{
    const Py_UCS1 *classes = columns->classes;
    return classes[place] == 'L' && classes[place + 1] == 'H' &&
           (place == 0 || (classes[place - 1] && strchr("HocpnfxmesN", classes[place - 1]) != NULL));
}

/* Keep figures together, and with the signs and units that they are read with, and bullets with what they stand
 * before; a paragraph's own at a fixed distance. */
static void settle_figures(Columns *columns)
{
    int has_figures = memchr(columns->classes, 'D', columns->count) != NULL;
    unsigned char *breaks = columns->set_breaks;
    for (Py_ssize_t place = 0; place + 1 < columns->count; place++) {
        Py_UCS4 code = PyUnicode_READ_CHAR(columns->text, place);
        if (code >= 0x3400 && code < 0xa000) { /* ideographs */
            if (code == 0x7b2c)
                settle_ordinal(columns, place);
            continue;
        }
        if (code >= 0x25b2 && code <= 0x25ce && is_bullet(code)) {
            breaks[place + 1] = NO_BREAK;
            columns->flexible[1] &= place > 0;
        }
        if (code >= 0x2460 && code <= 0x2473 &&
            (place == 0 || is_stop(PyUnicode_READ_CHAR(columns->text, place - 1))))
            breaks[place + 1] = NO_BREAK;
        Py_UCS4 next = PyUnicode_READ_CHAR(columns->text, place + 1);
        if ((code == 0xff1e || code == 0xff1c) && Py_UNICODE_ISDECIMAL(next)) /* ＞60% */
            breaks[place + 1] = NO_BREAK;
        Py_UCS4 behind = place + 2 < columns->count ? PyUnicode_READ_CHAR(columns->text, place + 2) : 0;
        if (code >= 'A' && code <= 'Z' && (next == '.' || next == 0xff0e) && behind > 0x2fff &&
            !(place > 0 && is_letter_or_figure(PyUnicode_READ_CHAR(columns->text, place - 1))))
            breaks[place + 2] = NO_BREAK;
        if ((code == 0xb7 || code == 0x2022) && is_han_numeral(next) && is_han_numeral(character(columns, place - 1)))
            breaks[place + 1] = NO_BREAK; /* 一二·九 */
        if (is_lone_letter(columns, place) || (has_figures && joins_short_range(columns, place)) ||
            (has_figures && code == 0xff09 && closes_area(columns, place)))
            join_lightly(columns, place + 1);
        if (has_figures && Py_UNICODE_ISDECIMAL(code)) {
            if (is_unit_of_time(next))
                breaks[place + 1] = NO_BREAK;
            if (next == ' ' && is_spaced_unit_of_time(behind, character(columns, place + 3)))
                breaks[place + 2] = NO_BREAK;
            if ((is_joint(next) || is_written_joint(next)) && Py_UNICODE_ISDECIMAL(behind))
                breaks[place + 2] = NO_BREAK;
            if (is_written_joint(next) && Py_UNICODE_ISDECIMAL(behind))
                breaks[place + 1] = NO_BREAK;
            if ((next == '.' || next == 0xff0e) && may_begin_item(behind))
                breaks[place + 2] = NO_BREAK;
        }
        if (is_wide_figure(code)) {
            if (is_wide_figure(next) || next == 0xff05 || next == 0x2030 || next == 0x2103)
                breaks[place + 1] = NO_BREAK;
            if (is_wide_point(next) && is_wide_figure(behind))
                breaks[place + 1] = breaks[place + 2] = NO_BREAK;
            if (is_joint(next) && next > 0x7f && next != 0x2010 && is_wide_figure(behind))
                breaks[place + 2] = NO_BREAK;
            if (is_written_joint(next) && is_wide_figure(behind)) {
                breaks[place + 2] = NO_BREAK;
                if (next != 0x79d2)
                    breaks[place + 1] = NO_BREAK;
            }
        }
    }
}

/* The break before a box that the reference decides. */
static int ask_pair(Columns *columns, Py_ssize_t place)
{
    static PyObject *function;
    int64_t verdict;
    if (ours(&function, "broadsheet.text.breaks", "pair_break") == NULL)
        return FAILED;
    PyObject *said = PyObject_CallFunction(function, "OOnO", columns->text, columns->letters, place,
                                           columns->rules->tailored);
    int is_known = said != NULL && exact(said, &verdict) && verdict >= 0 && verdict < UNDECIDED;
    Py_XDECREF(said);
    if (!is_known)
        return said == NULL ? FAILED : NOT_MINE_NOW;
    columns->set_breaks[place] = (unsigned char)verdict;
    return DONE;
}

static int settle_pairs(Columns *columns)
{
    const Py_UCS1 *classes = columns->classes;
    for (Py_ssize_t place = 1; place < columns->count; place++) {
        if (classes[place - 1] == HAN && classes[place] == HAN)
            continue;
        unsigned char verdict = columns->rules->verdicts[classes[place - 1] << 7 | classes[place]];
        int done = verdict == UNDECIDED ? ask_pair(columns, place) : DONE;
        if (done != DONE)
            return done;
        if (verdict != UNDECIDED)
            columns->set_breaks[place] = verdict;
    }
    return DONE;
}

/* Have the reference change the breaks. */
static int ask_reference(PyObject **function, const char *name, PyObject *const *arguments, size_t count)
{
    if (ours(function, "broadsheet.text.breaks", name) == NULL)
        return FAILED;
    PyObject *nothing = PyObject_Vectorcall(*function, arguments, count, NULL);
    Py_XDECREF(nothing);
    return nothing == NULL ? FAILED : DONE;
}

static int has_pictographs(const Columns *columns)
{
    Py_ssize_t count = PyUnicode_KIND(columns->text) == PyUnicode_4BYTE_KIND ? columns->count : 0;
    for (Py_ssize_t place = 0; place < count; place++) {
        Py_UCS4 code = PyUnicode_READ_CHAR(columns->text, place);
        if (code >= 0x1f1e6 && code <= 0x1faff)
            return 1;
    }
    return 0;
}

/* Whether some sign of a text stands between two characters that are no ideographs. */
static int has_between_others(const Columns *columns, Py_UCS4 sign)
{
    Py_ssize_t place = PyUnicode_FindChar(columns->text, sign, 0, columns->count, 1);
    for (; place >= 0; place = PyUnicode_FindChar(columns->text, sign, place + 1, columns->count, 1))
        if (place > 0 && place + 1 < columns->count && PyUnicode_READ_CHAR(columns->text, place - 1) < FIRST_IDEOGRAPH &&
            PyUnicode_READ_CHAR(columns->text, place + 1) < FIRST_IDEOGRAPH)
            return 1;
    return 0;
}

/* Units over others (km/h) or beside them, stars, hyphens of names (F-35), credits, signs of relation, and topics. */
static int may_hold_units(const Columns *columns)
{
    static const Py_UCS2 signs[] = {'/', 0xff0f, '-', '#', 0x2010, 0xff0d, 0xff0b, 0x2605, 0x2606, 0xff1c,
                                    0xff1d, 0xff1e, 0x2192};
    static const Py_UCS2 joints[] = {' ', 0xb7, 0x2027};
    for (size_t sign = 0; sign < sizeof(signs) / sizeof(signs[0]); sign++)
        if (PyUnicode_FindChar(columns->text, signs[sign], 0, columns->count, 1) >= 0)
            return 1;
    for (size_t sign = 0; sign < sizeof(joints) / sizeof(joints[0]); sign++)
        if (has_between_others(columns, joints[sign]))
            return 1;
    return 0;
}

/* A typed space between two ideographs or figures, which may be inside a name or a number, before a solidus, or
 * beside a bracket. */
static int may_hold_spaced(const Columns *columns)
{
    const Py_UCS1 *from = columns->classes, *last = columns->classes + columns->count - 1, *space;
    for (; from < last && (space = memchr(from, 'S', last - from)) != NULL; from = space + 1) {
        Py_ssize_t place = space - columns->classes;
        Py_UCS4 before = place ? PyUnicode_READ_CHAR(columns->text, place - 1) : 0;
        Py_UCS4 after = PyUnicode_READ_CHAR(columns->text, place + 1);
        if ((before >= 0x3400 && after >= 0x3400) || (is_figure(before) && is_figure(after)) || after == '/' ||
            after == '(' || before == ')')
            return 1;
    }
    return 0;
}

/* A run of 13 letters, figures and signs of Latin. */
static int may_hold_code(const Columns *columns)
{
    for (Py_ssize_t place = 0, run = 0; place < columns->count; place++) {
        run = is_latin(columns->classes[place]) ? run + 1 : 0;
        if (run == 13)
            return 1;
    }
    return 0;
}

/* Signs of relation and ratio in Latin text, and prices in a row. */
static int may_hold_formula(const Columns *columns)
{
    static const Py_UCS2 signs[] = {'=', 0x2192, 0x2248, 0x2236};
    if (memchr(columns->classes, 'A', columns->count) == NULL)
        return 0;
    for (size_t sign = 0; sign < sizeof(signs) / sizeof(signs[0]); sign++)
        if (PyUnicode_FindChar(columns->text, signs[sign], 0, columns->count, 1) >= 0)
            return 1;
    return has_between_others(columns, '/');
}

/* 10.1038/…, the number of a paper (DOI). */
static int is_start_of_paper(const Columns *columns, Py_ssize_t place)
{
    return character(columns, place + 1) == '0' && character(columns, place + 2) == '.' &&
           is_figure(character(columns, place + 3)) && is_figure(character(columns, place + 6));
}

int may_hold_address(const Columns *columns)
{
    if (memchr(columns->classes, 'A', columns->count) == NULL)
        return 0;
    for (Py_ssize_t place = 0; place + 3 < columns->count; place++) {
        Py_UCS4 code = PyUnicode_READ_CHAR(columns->text, place);
        if (code == '@' || (code == '1' && is_start_of_paper(columns, place)) ||
            (code == ':' && PyUnicode_READ_CHAR(columns->text, place + 1) == '/') ||
            (code == 'w' && PyUnicode_READ_CHAR(columns->text, place + 1) == 'w'))
            return 1;
    }
    return 0;
}

/* Part no name of the house's list. */
static int settle_names(Columns *columns)
{
    static Name name = {"names", NULL};
    PyObject *names = attribute_of(columns->parts[0].setting, &name);
    int is_some = names ? PyObject_IsTrue(names) : FAILED, done = is_some < 0 ? FAILED : DONE;
    PyObject *found = is_some > 0 ? PyObject_CallMethod(names, "found", "O", columns->text) : NULL;
    PyObject *spans = found ? PySequence_List(found) : NULL;
    if (is_some > 0 && spans == NULL)
        done = FAILED;
    for (Py_ssize_t number = 0; spans != NULL && done == DONE && number < PyList_GET_SIZE(spans); number++) {
        Py_ssize_t start, end;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(spans, number), "nn", &start, &end))
            done = FAILED;
        for (Py_ssize_t place = start + 1; done == DONE && place > 0 && place < end && place < columns->count; place++)
            if (columns->set_breaks[place] != FORCED_BREAK)
                columns->set_breaks[place] = NO_BREAK;
    }
    Py_XDECREF(names);
    Py_XDECREF(found);
    Py_XDECREF(spans);
    return done;
}

int settle_breaks(Columns *columns)
{
    static PyObject *signs, *pictographs, *units, *spaces, *codes, *formulas, *addresses;
    memset(columns->set_breaks, columns->rules->verdicts[HAN << 7 | HAN], columns->count + 1);
    columns->set_breaks[0] = NO_BREAK;
    columns->set_breaks[columns->count] = FORCED_BREAK;
    PyObject *all[4] = {columns->text, columns->letters, columns->rules->tailored, columns->breaks};
    PyObject *both[2] = {columns->text, columns->breaks};
    int done = settle_pairs(columns);
    if (done == DONE && columns->rules->has_signs)
        done = ask_reference(&signs, "settle_signs", all, 4);
    if (done == DONE && has_pictographs(columns))
        done = ask_reference(&pictographs, "settle_pictographs", both, 2);
    if (done == DONE)
        settle_figures(columns);
    if (done == DONE && may_hold_units(columns))
        done = ask_reference(&units, "settle_units", both, 2);
    if (done == DONE && !columns->rules->is_spaced && may_hold_spaced(columns))
        done = ask_reference(&spaces, "settle_spaces", both, 2);
    if (done == DONE && may_hold_code(columns))
        done = ask_reference(&codes, "settle_codes", both, 2);
    if (done == DONE && may_hold_formula(columns))
        done = ask_reference(&formulas, "settle_formulas", both, 2);
    if (done == DONE && may_hold_address(columns))
        done = ask_reference(&addresses, "settle_addresses", both, 2);
    return done == DONE ? settle_names(columns) : done;
}
