//! What in a text is not for people to read: the places that a program fills when it shows the text, and markup.

use std::collections::BTreeMap;

/// So deep choices within choices are read; what lies deeper is compared as it is written.
const DEEPEST: usize = 16;

/// Of one text: `{name}`, `{{name}}`, `${name}`, `%s`, `%(name)s`, `%1$s`, `<b>`, and the choices of
/// `{n, plural, one {…} other {…}}`, whose messages are words again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::zone) struct Marks {
    /// Sorted: a language may put them in another order.
    named: Vec<String>,
    /// In their order, by which they are filled: `%s` and `%d`.
    placed: Vec<String>,
}

impl Marks {
    /// Of a text.
    pub(in crate::zone) fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let reader = Reader {
            text,
            closings: closings(text),
        };
        reader.read(0, text.len(), 0, &mut marks);
        marks.named.sort_unstable();
        marks
    }

    /// What a text with these says less or more than one with those: the rest of a sentence about its key.
    pub(in crate::zone) fn breach(&self, new: &Self) -> Option<String> {
        let lost = missing(&self.named, &new.named).or_else(|| missing(&self.placed, &new.placed));
        let added = || missing(&new.named, &self.named).or_else(|| missing(&new.placed, &self.placed));
        if let Some(lost) = lost {
            return Some(format!("loses {lost}, which is no word"));
        }
        if let Some(added) = added() {
            return Some(format!("gets {added}, which is no word"));
        }
        (self.placed != new.placed).then(|| "has what is filled in in another order".to_owned())
    }

    /// Of a translation that was empty: what it has that its source has not.
    pub(in crate::zone) fn beyond(&self, source: &Self) -> Option<&str> {
        let is_of = |mark: &&String| source.named.contains(mark) || source.placed.contains(mark);
        let all = self.named.iter().chain(&self.placed);
        all.into_iter().find(|mark| !is_of(mark)).map(String::as_str)
    }
}

/// The first that there are more of in the one than in the other.
fn missing(these: &[String], those: &[String]) -> Option<String> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in those {
        *left.entry(mark).or_default() += 1;
    }
    let found = these.iter().find(|mark| match left.get_mut(mark.as_str()) {
        Some(0) | None => true,
        Some(count) => {
            *count -= 1;
            false
        }
    });
    found.map(|mark| {
        let short: String = mark.chars().take(60).collect();
        format!("“{short}”")
    })
}

/// Where each `{` that is closed is closed.
fn closings(text: &str) -> BTreeMap<usize, usize> {
    let (mut open, mut closings) = (Vec::new(), BTreeMap::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop() {
                    closings.insert(start, at);
                }
            }
            _ => {}
        }
    }
    closings
}

struct Reader<'a> {
    text: &'a str,
    closings: BTreeMap<usize, usize>,
}

impl Reader<'_> {
    /// Reads what stands between two places.
    fn read(&self, mut at: usize, end: usize, depth: usize, marks: &mut Marks) {
        let mut is_closed = true;
        while let Some(next) = self.text[at..end].find(['{', '<', '%']) {
            let start = at + next;
            let rest = &self.text[start..end];
            at = start + 1;
            match rest.as_bytes()[0] {
                b'{' => match self.closings.get(&start).filter(|close| **close < end) {
                    Some(close) => {
                        self.braces(start, *close, depth, marks);
                        at = close + 1;
                    }
                    None => marks.named.push("{".to_owned()),
                },
                b'<' if is_closed && is_tag(rest) => match rest.find('>') {
                    Some(close) => {
                        marks.named.push(in_line(&rest[..=close]));
                        at = start + close + 1;
                    }
                    None => is_closed = false,
                },
                b'%' => {
                    let (length, mark) = percent(rest);
                    match mark {
                        Some(Percent::Named(mark)) => marks.named.push(mark.to_owned()),
                        Some(Percent::Placed(mark)) => marks.placed.push(mark.to_owned()),
                        None => {}
                    }
                    at = start + length;
                }
                _ => {}
            }
        }
    }

    /// A place that is filled, or a choice between messages.
    fn braces(&self, start: usize, close: usize, depth: usize, marks: &mut Marks) {
        let inside = &self.text[start + 1..close];
        let mut parts = inside.splitn(3, ',');
        if let (Some(name), Some(kind), Some(choices)) = (parts.next(), parts.next(), parts.next())
            && ["plural", "select", "selectordinal"].contains(&kind.trim())
            && depth < DEEPEST
        {
            marks.named.push(format!("{{{}, {}}}", name.trim(), kind.trim()));
            return self.choices(close - choices.len(), close, depth, marks);
        }
        let before = self.text[..start].chars().next_back().filter(|c| "$%#@".contains(*c));
        let before = before.map(String::from).unwrap_or_default();
        marks.named.push(format!("{before}{{{}}}", in_line(inside)));
    }

    /// `one {…} other {…}`.
    fn choices(&self, mut at: usize, end: usize, depth: usize, marks: &mut Marks) {
        while let Some(next) = self.text[at..end].find('{') {
            let start = at + next;
            let Some(close) = self.closings.get(&start).copied().filter(|close| *close < end) else {
                break;
            };
            marks.named.push(format!("{} {{}}", in_line(&self.text[at..start])));
            self.read(start + 1, close, depth + 1, marks);
            at = close + 1;
        }
        let rest = in_line(&self.text[at..end]);
        if !rest.is_empty() {
            marks.named.push(rest);
        }
    }
}

fn is_tag(text: &str) -> bool {
    text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
}

enum Percent<'a> {
    Named(&'a str),
    Placed(&'a str),
}

/// What `printf` and its kin fill in, and how long that is: `%d`, `%-5.2f`, `%1$s`, `%(name)s`; `%%` is a sign.
fn percent(text: &str) -> (usize, Option<Percent<'_>>) {
    let bytes = text.as_bytes();
    let after = |mut at: usize, is: &dyn Fn(u8) -> bool| {
        while bytes.get(at).is_some_and(|byte| is(*byte)) {
            at += 1;
        }
        at
    };
    let is_digit = |byte: u8| byte.is_ascii_digit();
    if bytes.get(1) == Some(&b'%') {
        return (2, None);
    }
    let (mut at, mut is_named) = (1, false);
    if bytes.get(1) == Some(&b'(') {
        // A name is short; a text may be long.
        match bytes.iter().take(100).position(|byte| *byte == b')') {
            Some(close) => (at, is_named) = (close + 1, true),
            None => return (1, None),
        }
    } else {
        let place = after(1, &is_digit);
        if place > 1 && bytes.get(place) == Some(&b'$') {
            (at, is_named) = (place + 1, true);
        }
    }
    at = after(at, &|byte| b"-+#0".contains(&byte));
    at = after(at, &is_digit);
    if bytes.get(at) == Some(&b'.') {
        at = after(at + 1, &is_digit);
    }
    at = after(at, &|byte| b"hlLzjtq".contains(&byte));
    match bytes.get(at) {
        Some(byte) if b"diouxXeEfFgGcsaAp@".contains(byte) => {
            let mark = &text[..=at];
            let mark = if is_named {
                Percent::Named(mark)
            } else {
                Percent::Placed(mark)
            };
            (at + 1, Some(mark))
        }
        _ => (1, None),
    }
}

/// In one line, with one space where there are several.
fn in_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(old: &str, new: &str) -> String {
        Marks::of(old)
            .breach(&Marks::of(new))
            .unwrap_or_else(|| "fine".to_owned())
    }

    #[test]
    fn words_change_around_what_a_program_fills_in() {
        for (old, new) in [
            ("Free delivery", "Free delivery from 40"),
            ("Hello {name}!", "{name}, hello!"),
            ("Hello { name }!", "Hi {name}!"),
            ("{{count}} of {{total}}", "{{total}}: {{count}}"),
            ("${price} a day", "a day: ${price}"),
            ("%{count} left", "only %{count} left"),
            ("%d of %s", "%d from %s"),
            ("%1$s of %2$s", "%2$s: %1$s"),
            ("%(name)s wrote", "written by %(name)s"),
            ("100 % sure", "sure at 100 %"),
            ("50%% off", "half price"),
            ("<b>Now</b>", "<b>Soon</b>"),
            ("a < b", "b > a"),
            (
                "{n, plural, one {# day} other {# days}}",
                "{n, plural, one {# night} other {# nights}}",
            ),
            (
                "{ n,plural, one{# day}  other{{n} days} }",
                "{n, plural, one {a day} other {days: {n}}}",
            ),
            ("", ""),
        ] {
            assert_eq!(said(old, new), "fine", "{old}: {new}");
        }
    }

    #[test]
    fn what_is_no_word_stays() {
        for (old, new, expected) in [
            ("Hello {name}", "Hello", "loses “{name}”, which is no word"),
            ("Hello {name}", "Hello {nome}", "loses “{name}”, which is no word"),
            ("{a} {a}", "{a}", "loses “{a}”, which is no word"),
            ("Hello", "Hello {name}", "gets “{name}”, which is no word"),
            ("{{name}}", "{name}", "loses “{{name}}”, which is no word"),
            ("${price}", "{price}", "loses “${price}”, which is no word"),
            ("%d left", "%s left", "loses “%d”, which is no word"),
            ("%d of %s", "%s of %d", "has what is filled in in another order"),
            ("%1$s", "%2$s", "loses “%1$s”, which is no word"),
            ("%(name)s", "name", "loses “%(name)s”, which is no word"),
            ("Hi", "Hi <script>x()</script>", "gets “</script>”, which is no word"),
            (
                "<a href=\"/x\">a</a>",
                "<a href=\"//y\">a</a>",
                "loses “<a href=\"/x\">”, which is no word",
            ),
            ("Hi", "Hi {", "gets “{”, which is no word"),
            (
                "{n, plural, one {# day} other {# days}}",
                "{n, plural, other {# days}}",
                "loses “one {}”, which is no word",
            ),
            (
                "{n, plural, one {{n} day} other {# days}}",
                "{n, plural, one {a day} other {# days}}",
                "loses “{n}”, which is no word",
            ),
            (
                "{d, date, short}",
                "{d, date, long}",
                "loses “{d, date, short}”, which is no word",
            ),
        ] {
            assert_eq!(said(old, new), expected, "{old}: {new}");
        }
        assert_eq!(Marks::of("%d böcker").beyond(&Marks::of("a book / %d books")), None);
        assert_eq!(
            Marks::of("%s böcker").beyond(&Marks::of("a book / %d books")),
            Some("%s")
        );
    }

    /// Each of these would take hours, or the stack, if it were read level by level or from each place to the end.
    #[test]
    fn long_texts_of_nothing_else_are_read_once() {
        for part in ["{", "}", "<a", "%(", "{n, plural, one {", "{{", "%", "é{", "<é>"] {
            let text = part.repeat(300_000 / part.len());
            let closed = format!("{text}{}", "}".repeat(300_000 / part.len()));
            for text in [text, closed] {
                assert_eq!(Marks::of(&text).breach(&Marks::of(&text)), None, "{part}");
            }
        }
    }
}
