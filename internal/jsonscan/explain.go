package jsonscan

// Explain puts a problem into words for a finding at its path: what is wrong, and
// what to write instead, "" where there is no telling.
func (p Problem) Explain() (message, hint string) {
	switch p.Kind {
	case UnknownMember:
		if p.Suggest != "" {
			hint = "did you mean " + p.Suggest + "?"
		}
		return "the API has no member " + short(p.Value.Key()) + " here", hint
	case WrongCase:
		return "the member is written " + p.Value.Key() + ", the API tells case apart", "write " + p.Suggest
	case Duplicate:
		return "the member " + short(p.Value.Key()) + " comes twice, the later one is read", "keep one"
	case TooLong:
		return "the list is too long to be read whole", "split the list"
	case OtherType:
		return "found " + p.Value.Kind().String() + " where the API wants " + p.Want + ", read as one", ""
	case OutOfRange:
		return short(p.Value.Raw()) + " is not " + p.Want, ""
	}
	return "found " + p.Value.Kind().String() + ", expected " + p.Want, ""
}
