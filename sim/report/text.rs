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
        assert_eq!(Text("<b a=\"'\">&\u{1}").render().0, "&lt;b a=&quot;&#39;&quot;&gt;&amp; ");
    }
}
