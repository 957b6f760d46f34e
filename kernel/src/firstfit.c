/* The twin of compose.firstfit.first_fit; its functions have the reference's names and order. */
#include "paragraph.h"
#include <math.h>

#define NAME_LOOSENESS 2.5

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

int64_t bisect_right(const int64_t *numbers, int64_t low, int64_t high, int64_t number)
{
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (number < numbers[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

int64_t content_start(const Paragraph *items, int64_t start)
{
    while (start < items->count && items->classes[start] == 'S')
        start++;
    return start;
}

int64_t content_end(const Paragraph *items, int64_t start, int64_t end)
{
    while (end > start && (items->classes[end - 1] == 'S' || items->classes[end - 1] == 'N'))
        end--;
    return end;
}

int64_t natural_width(const Paragraph *items, int64_t start, int64_t end)
{
    if (end <= start)
        return 0;
    int64_t width = items->pens[end] - items->gaps[end] - items->pens[start];
    width -= items->start_cuts[start] + items->end_cuts[end - 1];
    return items->breaks[end] == HYPHEN_BREAK ? width + items->hyphen : width;
}

int is_runt(const Paragraph *items, int64_t start, int64_t end)
{
    int characters = 0;
    for (int64_t place = start; place < end && characters < 2; place++)
        characters += strchr("HGLDk", items->classes[place]) != NULL;
    return end > start && characters <= 1;
}

Piece piece_of(const Paragraph *items, int64_t start)
{
    int64_t forced = start + 1;
    while (items->breaks[forced] != FORCED_BREAK)
        forced++;
    return (Piece){forced, content_end(items, start, forced)};
}

static int64_t squeeze(const Paragraph *items, int64_t start, int64_t end)
{
    return end > start + 1 ? items->squeezes[end] - items->squeezes[start + 1] : 0;
}

int64_t gaps(const Paragraph *items, int64_t start, int64_t end)
{
    return end > start + 1 ? items->flexibles[end] - items->flexibles[start + 1] : 0;
}

/* What a line gives over what it may give; 0 where it may not give so much. */
static int tightness(const Paragraph *items, int64_t start, int64_t end, int64_t need, double *found)
{
    int64_t limit = squeeze(items, start, end) + gaps(items, start, end) * items->shrink;
    *found = limit ? (double)need / (double)limit : 0.0;
    return need <= limit;
}

static double looseness(const Paragraph *items, int64_t start, int64_t end, int64_t slack)
{
    int64_t places = gaps(items, start, end);
    return (double)slack / (double)MAX(1, places) / (double)MAX(1, items->stretch);
}

Line fitted_line(const Paragraph *items, int64_t start, int64_t after, int64_t room)
{
    int64_t end = content_end(items, start, after);
    int hyphen = items->breaks[after] == HYPHEN_BREAK && end == after;
    int64_t natural = natural_width(items, start, end);
    Ending ending = items->breaks[after] == FORCED_BREAK && natural <= room ? LAST : JUSTIFIED;
    return (Line){start, end, room, natural, ending, hyphen};
}

static int64_t past_blanks(const Paragraph *items, int64_t position, int64_t forced)
{
    while (position < forced && items->classes[position ? position - 1 : items->count - 1] == 'S')
        position++;
    return MIN(position, forced);
}

static int64_t last_that_fits(const Paragraph *items, int64_t start, int64_t forced, int64_t room)
{
    int64_t reach = items->pens[start] + items->start_cuts[start] + room + 2 * items->em;
    int64_t position = past_blanks(items, bisect_right(items->pens, 0, items->count + 1, reach), forced);
    for (; position > start; position--)
        if (items->breaks[position] != NO_BREAK) {
            int64_t end = content_end(items, start, position);
            if (end > start && natural_width(items, start, end) <= room)
                return position;
        }
    return 0;
}

/* The break before the name that a line would end in, or that one where the line would be too loose; its spaces
 * may take half an em more. */
static int64_t before_name(const Paragraph *items, int64_t start, int64_t out, int64_t room)
{
    int64_t place = out - 1;
    while (place > start && (items->breaks[place] == NO_BREAK || items->breaks[place] == NAME_BREAK))
        place--;
    int64_t end = content_end(items, start, place);
    if (end <= start)
        return out;
    int64_t slack = room - natural_width(items, start, end);
    for (int64_t box = start; box < end; box++)
        slack -= items->classes[box] == 'S' ? items->em / 2 : 0;
    return looseness(items, start, end, slack) <= NAME_LOOSENESS ? place : out;
}

/* The next break that parts no name. */
static int64_t next_break(const Paragraph *items, int64_t position, int64_t forced)
{
    for (int64_t after = position + 1; after <= forced; after++)
        if (items->breaks[after] != NO_BREAK && items->breaks[after] != NAME_BREAK)
            return after;
    return 0;
}

static int prefers_squeeze(const Paragraph *items, int64_t start, int64_t out, int64_t squeezed, int64_t room)
{
    int64_t end = content_end(items, start, squeezed), need = natural_width(items, start, end) - room;
    double tight;
    int kind = items->breaks[squeezed];
    if (!tightness(items, start, end, need, &tight) ||
        ((kind == HYPHEN_BREAK || kind == WORD_PART_BREAK) && need > 0))
        return 0;
    if (!out)
        return 1;
    int64_t slack = room - natural_width(items, start, content_end(items, start, out));
    return pow(tight, 3.0) < pow(looseness(items, start, out, slack), 3.0);
}

static int is_opening(const Paragraph *items, int64_t place)
{
    switch (PyUnicode_READ_CHAR(items->text, place)) {
    case '(': case '[': case '{': case '<': case '#': case 0x201c: case 0x2018:
        return 1;
    default:
        return 0;
    }
}

static int is_inside(Py_UCS4 sign) { return sign == '.' || sign == ',' || sign == '\'' || sign == 0x2019; }

static int is_parted(const Paragraph *items, int64_t place)
{
    const Py_UCS1 *classes = items->classes;
    if (classes[place - 1] != 'A' || !strchr("LD", classes[place]) || is_opening(items, place - 1))
        return 0;
    return !is_inside(PyUnicode_READ_CHAR(items->text, place - 1)) || classes[place - 2] != classes[place];
}

static int may_begin(const Paragraph *items, int64_t place)
{
    int may_be_first = !strchr("cpnfxitmePkA", items->classes[place]) || is_opening(items, place);
    return may_be_first && !strchr("oR", items->classes[place - 1]) && !is_opening(items, place - 1);
}

static int is_outside_numbers(const Paragraph *items, int64_t place)
{
    int is_number = items->classes[place] == 'D' && strchr("DA", items->classes[place - 1]);
    return !is_number && may_begin(items, place);
}

static int64_t cut(const Paragraph *items, int64_t start, int64_t end)
{
    int (*const good[3])(const Paragraph *, int64_t) = {is_parted, is_outside_numbers, may_begin};
    int64_t half = start + (end - start + 1) / 2;
    for (int way = 0; way < 3; way++)
        for (int64_t place = end; place > half; place--)
            if (good[way](items, place))
                return place;
    return end;
}

static int64_t emergency(const Paragraph *items, int64_t start, Piece piece, int64_t room, Line *line)
{
    int64_t reach = items->pens[start] + items->start_cuts[start] + room;
    int64_t end = bisect_right(items->pens, 0, items->count + 1, reach) - 1;
    end = MIN(MAX(end, start + 1), piece.end);
    while (end > start + 1 && natural_width(items, start, end) > room)
        end--;
    end = end < piece.end ? cut(items, start, end) : end;
    while (end < piece.end && items->classes[end] == 'C')
        end++;
    int64_t natural = natural_width(items, start, end);
    *line = (Line){start, end, room, natural, natural <= room ? EMERGENCY : OVERFULL, 0};
    return piece.ink > end ? end : piece.end;
}

int64_t next_line(const Paragraph *items, int64_t start, Piece piece, int64_t room, Line *line)
{
    int64_t end = MAX(start, piece.ink), natural = end > start ? natural_width(items, start, end) : 0;
    if (natural <= room) {
        *line = (Line){start, end, room, natural, LAST, 0};
        return piece.end;
    }
    int64_t last = last_that_fits(items, start, piece.end, room);
    int64_t out = items->breaks[last] == NAME_BREAK ? before_name(items, start, last, room) : last;
    int64_t reach =
        bisect_right(items->pens, 0, items->count + 1, items->pens[start] + 2 * (room + items->em));
    int64_t squeezed = next_break(items, MAX(last, start), past_blanks(items, reach, piece.end));
    if (squeezed && prefers_squeeze(items, start, out, squeezed, room))
        out = squeezed;
    if (!out)
        return emergency(items, start, piece, room, line);
    *line = fitted_line(items, start, out, room);
    return out;
}

/* The two lines parted at the last break that leaves no runt; 0 where they would not fit, or the first would
 * be one itself. */
static int pulled_down(const Paragraph *items, const Line *before, const Line *last, Piece piece, Line *pulled)
{
    int64_t after = last->start - 1;
    while (after > before->start &&
           ((items->breaks[after] != FREE_BREAK && items->breaks[after] != UNIT_BREAK) ||
            is_runt(items, after, piece.ink)))
        after--;
    if (after <= before->start)
        return 0;
    pulled[1] = fitted_line(items, content_start(items, after), piece.end, last->room);
    pulled[0] = fitted_line(items, before->start, after, before->room);
    return pulled[1].ending == LAST && pulled[0].natural <= pulled[0].room &&
           !is_runt(items, pulled[0].start, pulled[0].end);
}

#define RUNT_LOOSENESS 1.5 /* compose.firstfit */

/* Mends the last two lines where the last is a runt; returns how many they are then. */
static int without_runt(const Paragraph *items, Line *ending, Piece piece)
{
    Line before = ending[0], last = ending[1], pulled[2];
    if (before.ending != JUSTIFIED || !is_runt(items, last.start, last.end))
        return 2;
    int64_t need = natural_width(items, before.start, piece.ink) - before.room;
    double tight, loose = 1.0;
    int can_squeeze = tightness(items, before.start, piece.ink, need, &tight);
    int can_pull = pulled_down(items, &before, &last, piece, pulled);
    if (can_pull)
        loose = looseness(items, before.start, pulled[0].end, before.room - pulled[0].natural);
    if (can_squeeze && (loose >= 1 || tight <= loose)) {
        ending[0] = fitted_line(items, before.start, piece.end, before.room);
        return 1;
    }
    if (can_pull && loose <= RUNT_LOOSENESS)
        memcpy(ending, pulled, sizeof(pulled));
    return 2;
}

static int fit(const Paragraph *items, const int64_t *rooms, Py_ssize_t last, Lines *lines)
{
    int64_t start = content_start(items, 0);
    while (start < items->count) {
        Piece piece = piece_of(items, start);
        Py_ssize_t first = lines->count;
        while (start < piece.end) {
            Line line;
            start = next_line(items, start, piece, rooms[MIN(lines->count, last)], &line);
            if (!add_line(lines, line))
                return 0;
            if (line.ending != LAST)
                start = content_start(items, start);
        }
        if (lines->count - first > 1)
            lines->count += without_runt(items, &lines->lines[lines->count - 2], piece) - 2;
    }
    return 1;
}

PyObject *first_fit(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count)
{
    Paragraph items;
    Lines lines = {0};
    Py_ssize_t number;
    int64_t *rooms = count == 3 ? read_rooms(arguments[1], &number) : NULL;
    if (rooms == NULL) {
        if (PyErr_Occurred())
            return NULL;
        NOT_MINE;
    }
    PyObject *found = NULL;
    int known = open_paragraph(&items, arguments[0], arguments[2]);
    if (known == 0)
        found = Py_NewRef(Py_NotImplemented);
    else if (known > 0 && fit(&items, rooms, number - 1, &lines))
        found = lines_as_records(&lines);
    PyMem_Free(lines.lines);
    close_paragraph(&items);
    PyMem_Free(rooms);
    return found;
}
