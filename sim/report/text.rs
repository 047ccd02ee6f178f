//! Text that others wrote, as it stands in drawings and pages: no markup of theirs comes through.

use maud::Render;

/// A text. What XML does not know at all, and other control characters, become blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a>(pub(super) &'a str);

impl Render for Text<'_> {
    fn render_to(&self, out: &mut String) {
        for (number, part) in clean(self.0).split('\'').enumerate() {
            if number > 0 {
                out.push_str("&#39;");
            }
            part.render_to(out);
        }
    }
}

/// A sentence in a page: commands between backticks, and flags with their values, are code and stay on one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a>(pub(super) &'a str);

impl Render for Sentence<'_> {
    fn render_to(&self, out: &mut String) {
        for (number, part) in self.0.split('`').enumerate() {
            if number % 2 == 1 {
                code(part, out);
                continue;
            }
            let mut rest = part;
            while let Some((before, flag, after)) = flag_in(rest) {
                Text(before).render_to(out);
                code(flag, out);
                rest = after;
            }
            Text(rest).render_to(out);
        }
    }
}

fn code(text: &str, out: &mut String) {
    out.push_str("<code class=\"key\">");
    Text(text).render_to(out);
    out.push_str("</code>");
}

/// The first flag of a text with the number behind it, and what stands before and after it.
fn flag_in(text: &str) -> Option<(&str, &str, &str)> {
    let from = text.find("--")?;
    let part = &text[from..];
    let name = |c: char| c.is_ascii_lowercase() || c == '-';
    let mut end = part.find(|c| !name(c)).unwrap_or(part.len());
    if let Some(value) = part[end..].strip_prefix(' ') {
        let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
        end += if digits > 0 { digits + 1 } else { 0 };
    }
    Some((&text[..from], &part[..end], &part[end..]))
}

/// Text without the characters that XML does not know: they cannot be escaped either.
pub(super) fn clean(text: &str) -> String {
    let unknown = |c: char| (c.is_control() && c != '\n' && c != '\t') || ('\u{fffe}'..='\u{ffff}').contains(&c);
    text.chars().map(|c| if unknown(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_stays_text() {
        let sentence = |text| Sentence(text).render().0;
        assert_eq!(
            sentence("Use --replicates 30. `a <b>` -- or --why"),
            "Use <code class=\"key\">--replicates 30</code>. \
            <code class=\"key\">a &lt;b&gt;</code> <code class=\"key\">--</code> or <code class=\"key\">--why</code>"
        );
        assert_eq!(Text("<b a=\"'\">&\u{1}").render().0, "&lt;b a=&quot;&#39;&quot;&gt;&amp; ");
    }
}
