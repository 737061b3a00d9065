package schedule

import "strings"

// daysOfMonth reads the day of month: numbers and ranges, L, L-n, LW, nW.
func (p *cronParser) daysOfMonth(w word) *SyntaxError {
	elements := strings.Count(w.text, ",") + 1
	for e := range w.elements() {
		special, err := p.specialDay(e)
		if err != nil {
			return err
		}
		switch {
		case special && elements > 1:
			if err := p.s.note(Undocumented, DayOfMonth, e.offset, len(e.text), "L and W in a list are not documented"); err != nil {
				return err
			}
		case !special:
			set, err := p.elementOrAll(e, DayOfMonth, 1, 31, nil, elements)
			if err != nil {
				return err
			}
			p.c.days |= uint32(set)
		}
	}
	return nil
}

// elementOrAll reads an element; "*" alone is every value.
func (p *cronParser) elementOrAll(e word, field Field, low, high int, names []string, elements int) (uint64, *SyntaxError) {
	if e.text == "*" && elements == 1 {
		return rangeBits(low, high, 1), nil
	}
	return p.element(e, field, low, high, names)
}

// specialDay reads L, L-n, LW and nW.
func (p *cronParser) specialDay(e word) (bool, *SyntaxError) {
	switch {
	case e.text == "L":
		p.c.beforeLast |= 1
		return true, nil
	case e.text == "LW":
		p.c.lastWeekday = true
		return true, p.s.note(Undocumented, DayOfMonth, e.offset, len(e.text), "LW, the last weekday of the month, is not documented")
	case strings.HasPrefix(e.text, "L-"):
		n, err := number(word{e.text[2:], e.offset + 2}, DayOfMonth, 1, 30, nil)
		if err != nil {
			return true, err
		}
		p.c.beforeLast |= 1 << n
		return true, p.s.note(Undocumented, DayOfMonth, e.offset, len(e.text), "L-n, so many days before the last, is not documented")
	case strings.HasSuffix(e.text, "W"):
		n, err := number(word{strings.TrimSuffix(e.text, "W"), e.offset}, DayOfMonth, 1, 31, nil)
		if err != nil {
			return true, err
		}
		p.c.nearest |= 1 << n
		return true, nil
	}
	return false, nil
}

// daysOfWeek reads the day of week: numbers, names and ranges, L, nL, n#k.
func (p *cronParser) daysOfWeek(w word) *SyntaxError {
	elements := strings.Count(w.text, ",") + 1
	for e := range w.elements() {
		special, err := p.specialWeekday(e, elements)
		if err != nil {
			return err
		}
		switch {
		case special && elements > 1:
			if err := p.s.note(Undocumented, DayOfWeek, e.offset, len(e.text), "L in a list is not documented"); err != nil {
				return err
			}
		case !special:
			set, err := p.elementOrAll(e, DayOfWeek, 1, 7, dayNames[:], elements)
			if err != nil {
				return err
			}
			p.c.weekdays |= uint8(set >> 1)
		}
	}
	return nil
}

// specialWeekday reads L (Saturday), nL (the last such day of the month) and n#k
// (the k-th such day).
func (p *cronParser) specialWeekday(e word, elements int) (bool, *SyntaxError) {
	if e.text == "L" {
		p.c.weekdays |= 1 << 6
		return true, nil
	}
	if day, ok := strings.CutSuffix(e.text, "L"); ok {
		n, err := number(word{day, e.offset}, DayOfWeek, 1, 7, dayNames[:])
		if err != nil {
			return true, err
		}
		p.c.lastOf |= 1 << (n - 1)
		return true, nil
	}
	day, nth, ok := strings.Cut(e.text, "#")
	if !ok {
		return false, nil
	}
	if elements > 1 {
		return true, &SyntaxError{Code: BadList, Offset: e.offset, Len: len(e.text), Field: DayOfWeek, Problem: "# stands alone, there can be one in an expression"}
	}
	n, err := number(word{day, e.offset}, DayOfWeek, 1, 7, dayNames[:])
	if err != nil {
		return true, err
	}
	k, err := number(word{nth, e.offset + len(day) + 1}, DayOfWeek, 1, 5, nil)
	if err != nil {
		return true, err
	}
	p.c.nthOf, p.c.nth = 1<<(n-1), uint8(k)
	return true, nil
}
