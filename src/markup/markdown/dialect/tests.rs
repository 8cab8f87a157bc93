//! Other kinds of Markdown as a reader sees them.

use super::super::super::tests::shown_markdown as shown;
use super::super::super::{Block, Format, Inline, parse};

fn links(body: &str) -> Vec<String> {
    parse(Format::Markdown, body).links
}

/// The parts of the only paragraph that are strong.
fn strong(body: &str) -> Vec<String> {
    let blocks = parse(Format::Markdown, body).blocks;
    let Some(Block::Paragraph(text)) = blocks.first() else { panic!("{blocks:?}") };
    let strong = |inline: &&Inline| inline.style.strong;
    text.iter().filter(strong).map(|inline| inline.text.clone()).collect()
}

#[test]
fn formulas_keep_their_signs() {
    assert_eq!(
        shown("So $a_1 * b_2 * \\frac{c}{d}$ holds.", 60),
        ["So a_1 * b_2 * \\frac{c}{d} holds."]
    );
    assert_eq!(
        shown("The area is $\\pi r^2$, and $x$ is \\\\(n_0 \\le 3\\\\).", 60),
        ["The area is πr², and x is n₀ ≤ 3."]
    );
    assert_eq!(shown("$$\nx_i = y_i\n- z_i\n$$", 60), ["  x_i = y_i", "  - z_i"]);
    assert_eq!(shown("\\[ E = mc^2 \\]", 60), ["E = mc²"]);
    for text in ["From $5 to $10 *now*.", "US$5 and US$6", "$HOME/$USER", "a $ b $ c"] {
        let plain = text.replace('*', "");
        assert_eq!(shown(text, 60), [plain]);
    }
    assert_eq!(shown("\\[sic\\] and \\(here\\)", 60), ["[sic] and (here)"]);
    assert_eq!(shown("`$a_b_c$`", 60), ["$a_b_c$"]);
}

#[test]
fn notes_link_to_notes() {
    let body = "To [[Second Note]], [[folder/Third Note#Head|shown]] and [[#Here below]].";
    assert_eq!(shown(body, 80), ["To Second Note, shown and Here below."]);
    assert_eq!(links(body).first().map(String::as_str), Some("Second Note"));
    assert_eq!(links(body).get(1).map(String::as_str), Some("folder/Third Note#Head"));
    assert_eq!(shown("a ![[harbour.png]] b ![[Note]]", 80), ["a [picture: harbour.png] b Note"]);
    for text in ["if [[ -f x ]]; then", "as shown [[1]]", "[[open", "a[[0]]"] {
        assert_eq!(shown(text, 60), [text]);
    }
    assert_eq!(shown("[[1]](http://e.org)", 60), ["[1]"]);
    assert_eq!(shown("| a |\n|---|\n| [[b\\|c]] |", 60), ["a", "─", "c"]);
}

#[test]
fn marks_are_strong_and_remarks_are_hidden() {
    assert_eq!(
        strong("A ==marked *c* phrase== and 中==文==字."),
        ["marked ", "c", " phrase", "文"]
    );
    assert_eq!(shown("a %%private%% b\n\n%%\nlong\n\nremark\n%%\n\nc", 60), ["a b", "", "c"]);
    for text in ["a == b and c == d", "if a==b or c==d", "100%% and 50%%", "x %% y"] {
        assert_eq!(shown(text, 60), [text]);
    }
}

#[test]
fn names_and_attributes_of_blocks_are_hidden() {
    let body = "# Growing kelp {#kelp}\n\nText. ^abc123\n\n## Water {#water .unnumbered}\n\n\
                ## Light {: #light }\n\nA paragraph.\n{: .notice--info}\n\n* TOC\n{:toc}\n\n\
                The ![sea](s.png){width=50%} and [a](b){:target=\"_blank\"}";
    let expected = [
        "Growing kelp",
        "",
        "Text.",
        "",
        "Water",
        "",
        "Light",
        "",
        "A paragraph.",
        "",
        "The [picture: sea] and a",
    ];
    assert_eq!(shown(body, 60), expected);
    assert_eq!(shown("f(x){y} and {a}\n\n2 ^ 3", 60), ["f(x){y} and {a}", "", "2 ^ 3"]);
    assert_eq!(shown("[TOC]\n\na", 60), ["a"]);
    assert_eq!(shown("a{::comment}\nno\n{:/comment}b", 60), ["ab"]);
}

/// Regression: two pieces of code that name the marks of a remark lost the paragraph between them.
#[test]
fn what_stands_between_two_pieces_of_code_is_shown() {
    let kept = |open: &str, close: &str| {
        let body = format!("```\n{open}\n```\n\nKept.\n\n```\n{close}\n```");
        assert_eq!(
            shown(&body, 60),
            [&format!("  {open}"), "", "Kept.", "", &format!("  {close}")]
        );
        assert_eq!(
            shown(&format!("a `{open}` b `{close}` c"), 60),
            [format!("a {open} b {close} c")]
        );
        let body = format!("a {open} b `{close}` c");
        assert_eq!(shown(&body, 60), [format!("a {open} b {close} c")]);
    };
    kept("{::comment}", "{:/comment}");
    kept("%%", "%%");
    kept("{/*", "*/}");
    // What is hidden may hold code and HTML, with signs of its own.
    for (open, close) in [("{::comment}", "{:/comment}"), ("%%", "%%"), ("{/*", "*/}")] {
        let body = format!("a\n\n{open}\nb `{close}` c\n\n<div>d</div>\n\n{close}\n\ne");
        assert_eq!(shown(&body, 60), ["a", "", "e"], "{open}");
        let body = format!("a\n\n{open}\n<div>b</div>\n{close}\n\nc");
        assert_eq!(shown(&body, 60), ["a", "", "c"], "{open}");
    }
}

#[test]
fn quotations_have_their_titles() {
    let body = "> [!NOTE]\n> A note.\n\n> [!WARNING]\n> **Careful** here.\n\n> [!faq]- Is it folded?\n> Yes.";
    let expected = [
        "│ Note",
        "│ A note.",
        "",
        "│ Warning",
        "│ Careful here.",
        "",
        "│ Is it folded?",
        "│ Yes.",
    ];
    assert_eq!(shown(body, 60), expected);
    assert_eq!(shown("> [!TIP]\n> - one\n> - two", 60), ["│ Tip", "│", "│ • one", "│ • two"]);
}

#[test]
fn containers_enclose_their_text() {
    let body = ":::tip[Did you know?]\nA tip with **bold**.\n\n- in a list\n:::\nAfter.";
    let expected =
        ["│ Did you know?", "│", "│ A tip with bold.", "│", "│ • in a list", "", "After."];
    assert_eq!(shown(body, 60), expected);
    assert_eq!(
        shown("::: {.column}\na\n:::\n\n::: warning\nb\n:::", 60),
        ["a", "", "│ Warning", "│", "│ b"]
    );
    let body = "!!! note \"A title\"\n    one\n\n    - two\n\nthree";
    assert_eq!(shown(body, 60), ["│ A title", "│", "│ one", "│", "│ • two", "", "three"]);
}

#[test]
fn modules_are_no_text_and_components_divide() {
    let body = "import Tabs from '@theme/Tabs';\n\nexport const meta = {\n  title: \"x\",\n};\n\n\
                {/* a remark */}\n\nFirst.\n\n<Tabs>\n<TabItem value=\"a\">Apple text.</TabItem>\n\
                <TabItem value=\"b\">Banana text.</TabItem>\n</Tabs>\n\n<Chart />\n\nimport taxes are high.";
    let expected = ["First.", "", "Apple text.", "", "Banana text.", "", "import taxes are high."];
    assert_eq!(shown(body, 60), expected);
}

/// Regression: everything up to the next truly empty line was lost.
#[test]
fn a_line_of_spaces_ends_an_import() {
    let body = "import A from \"a\"\n \nOne.\n\t\nTwo.\n\nThree.";
    assert_eq!(shown(body, 60), ["One.", "", "Two.", "", "Three."]);
    let body = "import A from \"a\"\r\n\r\nOne.\r\n";
    assert_eq!(shown(body, 60), ["One."]);
    let body = "import A, {\n  B,\n  C,\n} from \"a\";\nimport D from 'd';\n\nOne.";
    assert_eq!(shown(body, 60), ["One."]);
}

/// Regression: a paragraph about imports was taken for one, because of words in its second line.
#[test]
fn a_paragraph_about_imports_is_shown() {
    let body = "import taxes, they say,\nwill rise from \"two\" to \"three\" in May.";
    let expected = ["import taxes, they say, will rise from \"two\" to", "\"three\" in May."];
    assert_eq!(shown(body, 50), expected);
}

#[test]
fn a_definition_needs_a_space_and_a_heading_does_not() {
    assert_eq!(shown("Hello\n:smile: there", 60), ["Hello :smile: there"]);
    assert_eq!(shown("Term\n: meaning", 60), ["Term", "  meaning"]);
    let body = "###Notable additions\n\n##Screenshots##\n\nText with #tag.\n\n#tag-alone";
    assert_eq!(
        shown(body, 60),
        ["Notable additions", "", "Screenshots", "", "Text with #tag.", "", "#tag-alone"]
    );
    let levels = parse(Format::Markdown, body).blocks.into_iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(level),
        _ => None,
    });
    assert_eq!(levels.collect::<Vec<_>>(), [3, 2]);
}

#[test]
fn emphasis_beside_signs_of_chinese_and_korean_is_as_meant() {
    assert_eq!(strong("他说**“你好。”**然后走了"), ["“你好。”"]);
    assert_eq!(strong("这是**《红楼梦》**的作者**（曹）**。"), ["《红楼梦》", "（曹）"]);
    assert_eq!(strong("**\"단어\"**는 **(b)**를"), ["\"단어\"", "(b)"]);
}

#[test]
fn footnotes_within_the_line_stand_below() {
    assert_eq!(
        shown("End^[an *inline* one]. More[^1].\n\n[^1]: two", 60),
        ["End¹. More².", "", "¹ an inline one", "", "² two"]
    );
    assert_eq!(shown("a^^[b] c ^[open", 60), ["a^^[b] c ^[open"]);
}

/// Regression: the note of a hidden remark stood at the end of the text.
#[test]
fn a_footnote_is_hidden_with_its_place() {
    assert_eq!(shown("a %%hidden^[secret]%% b^[told]", 60), ["a b¹", "", "¹ told"]);
}

#[test]
fn code_and_html_stay_as_they_are() {
    let code = "$a_1$ [[b]] ==c== %%d%%\n##e\n:f";
    let body = format!("```\n{code}\n```\n\n    $x_1$ [[y]]\n\n<div>[[z]] ==w==</div>");
    let expected =
        ["  $a_1$ [[b]] ==c== %%d%%", "  ##e", "  :f", "", "  $x_1$ [[y]]", "", "[[z]] ==w=="];
    assert_eq!(shown(&body, 60), expected);
}
