package notices

import (
	"regexp"
	"slices"
	"strings"
)

var (
	// claim starts a notice: somebody claims a right or names a licence.
	claim = regexp.MustCompile(`(?i)copyright(ed)?[^a-z]*(\d|\(c\)|©|by\b)|©|SPDX-|licen[cs]e`)
	// terms are the words of the paragraphs that a notice goes on with.
	terms = regexp.MustCompile(`(?i)licen[cs]|copyright|©|permission|permitted|provided|warrant|freely|guarantee|disclaim|must (not )?be|this notice`)
	// holder is a line that names who has a right and nothing else.
	holder = regexp.MustCompile(`(?i)^(SPDX-|((portions|revisions) )?copyright|©)`)
)

// words are in every paragraph that claim matches; to look for them first is
// quick, and few paragraphs have one.
var words = []string{"opyright", "OPYRIGHT", "icens", "icenc", "ICENS", "ICENC", "©", "SPDX-"}

func claims(paragraph string) bool {
	has := func(word string) bool { return strings.Contains(paragraph, word) }
	return slices.ContainsFunc(words, has) && claim.MatchString(paragraph)
}

// notice is the part of a comment that is about rights: from the first paragraph
// with a claim to the last with terms; "" if there is none.
func notice(comment string) string {
	paragraphs := strings.Split(comment, "\n\n")
	first := slices.IndexFunc(paragraphs, claims)
	if first < 0 {
		return ""
	}
	last := len(paragraphs) - 1
	for last > first && !terms.MatchString(paragraphs[last]) {
		last--
	}
	return strings.Join(paragraphs[first:last+1], "\n\n")
}

// comments returns the comments of a Go, C or assembly source, without their
// marks. Marks in string literals are taken for comments, which does no harm.
func comments(source string) []string {
	var all []string
	var lines []string
	end := func() {
		if text := strings.Trim(strings.Join(lines, "\n"), "\n"); text != "" {
			all = append(all, text)
		}
		lines = nil
	}
	block := false
	for line := range strings.Lines(source) {
		text := strings.TrimSpace(line)
		if !block {
			if rest, ok := strings.CutPrefix(text, "//"); ok {
				lines = append(lines, strings.TrimPrefix(rest, " "))
				continue
			}
			end()
			rest, ok := strings.CutPrefix(text, "/*")
			if !ok {
				continue
			}
			block, text = true, rest
		}
		text, _, closed := strings.Cut(text, "*/")
		text = strings.TrimPrefix(strings.TrimLeft(text, "*"), " ")
		lines = append(lines, strings.TrimRight(text, "* "))
		if closed {
			end()
			block = false
		}
	}
	end()
	return all
}

// group is the notices of a part that differ only in the lines that name holders.
type group struct {
	holders  []string
	rest     string
	packages []string
}

// groups gathers the notices of a part's sources.
type groups map[string]*group

// add takes the notices of one source of a package.
func (g groups) add(name, source string) {
	for _, c := range comments(source) {
		text := notice(c)
		if text == "" {
			continue
		}
		lines := strings.Split(text, "\n")
		n := 0
		for n < len(lines) && holder.MatchString(lines[n]) {
			n++
		}
		rest := strings.Trim(strings.Join(lines[n:], "\n"), "\n")
		key := strings.Join(strings.Fields(rest), " ")
		of := g[key]
		if of == nil {
			of = &group{rest: rest}
			g[key] = of
		}
		of.holders = append(of.holders, lines[:n]...)
		of.packages = append(of.packages, name)
	}
}

// texts are the notices in a fixed order.
func (g groups) texts() []Text {
	var all []Text
	for _, of := range g {
		slices.Sort(of.holders)
		slices.Sort(of.packages)
		of.packages = slices.Compact(of.packages)
		from := strings.Join(of.packages, ", ")
		if len(of.packages) > 4 {
			from = strings.Join(of.packages[:3], ", ") + " and others"
		}
		holders := strings.Join(slices.Compact(of.holders), "\n")
		all = append(all, Text{"in the sources of " + from, strings.Trim(holders+"\n\n"+of.rest, "\n")})
	}
	slices.SortFunc(all, func(a, b Text) int { return strings.Compare(a.Body, b.Body) })
	return all
}
