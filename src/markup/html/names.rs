//! Classifies elements and characters by name.

use scraper::ElementRef;

/// Elements that break the line before and after them.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "aside"
            | "body"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements that play media in a browser.
pub(super) fn is_player(name: &str) -> bool {
    matches!(name, "iframe" | "video" | "audio" | "embed" | "object")
}

/// Elements that a browser does not show, and controls that do nothing here.
pub(super) fn is_hidden(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    let unseen = matches!(
        name,
        "annotation" | "datalist" | "head" | "select" | "source" | "template" | "title" | "track"
    );
    unseen
        || element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("display: none")
        })
}

/// The superscript form of a character, if terminals can show one.
pub(in super::super) fn superscript(c: char) -> Option<char> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match c {
        '0'..='9' => DIGITS.get(c as usize - '0' as usize).copied(),
        '+' => Some('⁺'),
        '-' | '−' => Some('⁻'),
        'n' => Some('ⁿ'),
        _ => None,
    }
}

/// The subscript form of a digit.
pub(in super::super) fn subscript(c: char) -> Option<char> {
    char::from_u32(c.to_digit(10)? + u32::from('₀'))
}

/// A link from a note back to its reference, which is useless here.
pub(super) fn is_way_back(element: ElementRef<'_>) -> bool {
    element.value().name() == "a"
        && element.attr("href").is_some_and(|target| target.starts_with('#'))
        && element.text().next().is_some_and(|text| text.trim_start().starts_with('↩'))
}

/// Whether a start tag `name` closes an open `last`.
pub(super) fn ends(name: &str, last: &str) -> bool {
    match name {
        "p" | "div" | "ul" | "ol" => last == "p",
        "li" => matches!(last, "p" | "li"),
        "dt" | "dd" => matches!(last, "p" | "dt" | "dd"),
        "td" | "th" => matches!(last, "td" | "th"),
        "tr" => matches!(last, "td" | "th" | "tr"),
        "tbody" => matches!(last, "td" | "th" | "tr" | "thead" | "tbody"),
        _ => false,
    }
}

/// Whether an end tag `name` closes an open `inner` on the way to its own element.
pub(super) fn is_ended_by(inner: &str, name: &str) -> bool {
    let optional = matches!(
        inner,
        "p" | "li" | "dt" | "dd" | "td" | "th" | "tr" | "tbody" | "thead" | "option"
    );
    let reaches = is_block(name) && !matches!(name, "legend" | "optgroup" | "option" | "search");
    is_formatting(inner) || (optional && reaches)
}

/// Elements without an end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that the parser reopens in the next block if they are unclosed.
pub(super) fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// Elements that are not shown and whose content the parser must not see. Includes inline SVG:
/// inside it tags follow other rules.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "script"
            | "style"
            | "svg"
            | "textarea"
            | "title"
            | "xmp"
    )
}
