//! Tables as a reader sees them.

use super::super::super::tests::shown_html;
use super::super::super::{Block, Format, parse};

#[test]
fn a_table_that_lays_out_a_page_is_read_cell_by_cell() {
    let page = "<table><tr><td><h2>One</h2><p>first</p></td><td><p>second</p></td></tr></table>";
    assert_eq!(shown_html(page, 40), ["One", "", "first", "", "second"]);
    assert_eq!(
        shown_html("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", 9),
        ["a", "", "b"]
    );
}

#[test]
fn a_cell_of_a_headed_table_may_hold_anything() {
    let page = "<table><tr><th>k<th>v<tr><td>a<td><ul><li>x<li>y</ul></table>";
    assert_eq!(shown_html(page, 40), ["k  v", "──────", "a  • x", "   • y"]);
}

#[test]
fn a_cell_over_two_columns_keeps_the_others_in_place() {
    let page = "<table><tr><th>k<th>v<th>w<tr><td colspan=2>a<td>b</table>";
    assert_eq!(shown_html(page, 40), ["k  v  w", "───────", "a     b"]);
    let wide =
        "<table><tr><th>key<th>value<th>w<tr><td colspan=2>a<td>b<tr><td colspan=3>all</table>";
    assert_eq!(shown_html(wide, 12), ["key, value:", "a", "w: b", "", "all"]);
}

/// Values once slipped under the headings of other columns.
#[test]
fn a_cell_over_two_rows_stands_in_both() {
    let page = "<table><tr><th>city<th>year<th>rain<tr><td rowspan=2>Rome<td>2001<td>7\
                <tr><td>2002<td>8<tr><td>Oslo<td>2001<td>9</table>";
    let expected =
        ["city  year  rain", "────────────────", "Rome  2001  7", "Rome  2002  8", "Oslo  2001  9"];
    assert_eq!(shown_html(page, 40), expected);
    let folded = shown_html(page, 12);
    assert_eq!(folded.get(4..7).unwrap_or_default(), ["city: Rome", "year: 2002", "rain: 8"]);
}

#[test]
fn a_head_of_two_rows_is_one() {
    let page = "<table><thead><tr><th rowspan=2>name<th colspan=2>marks<tr><th>art<th>sum</thead>\
                <tr><td>Ann<td>1<td>2</table>";
    let expected =
        ["name  marks  marks", "      art    sum", "──────────────────", "Ann   1      2"];
    assert_eq!(shown_html(page, 40), expected);
    assert_eq!(shown_html(page, 14), ["name: Ann", "marks art: 1", "marks sum: 2"]);
}

#[test]
fn a_head_over_all_columns_is_a_title() {
    let page = "<table><tr><th colspan=2>All<tr><th>k<th>v<tr><td>a<td>b</table>";
    assert_eq!(shown_html(page, 40), ["All", "", "k  v", "────", "a  b"]);
}

#[test]
fn spans_have_bounds() {
    let tall = "<tr>".to_owned() + &"<td rowspan=65534 colspan=20>x".repeat(50);
    let page = format!("<table>{tall}{}</table>", "<tr><td>y".repeat(5_000));
    let cells: usize = shown_html(&page, 9_000).iter().map(|line| line.matches('x').count()).sum();
    assert!(cells <= super::MAX_COVERED, "{cells}");
}

/// Regression: each short row below was padded to the last column of a long one: 14 KB took five
/// seconds, and memory for columns times rows.
#[test]
fn short_rows_below_a_long_one_stay_short() {
    let long = format!("<tr>{}<td rowspan=65534>z", "<td>a".repeat(5_000));
    let page = format!("<table>{long}{}</table>", "<tr><td>y".repeat(5_000));
    let blocks = parse(Format::Html, &page).blocks;
    let Some(Block::Table { rows, .. }) = blocks.first() else { panic!("no table") };
    let cells: usize = rows.iter().map(Vec::len).sum();
    assert!(cells <= super::MAX_COVERED + 10_001, "{cells}");
    assert_eq!(rows.len(), 5_001);
}

/// Regression: once too many cells were covered, one over two columns hid its neighbour.
#[test]
fn a_cell_beyond_the_bound_hides_no_other() {
    let rows = "<tr><td colspan=20>x<td>y".repeat(super::MAX_COVERED / 19 + 9);
    let lines = shown_html(&format!("<table>{rows}</table>"), 90);
    let hidden = lines.iter().position(|line| !line.ends_with('y'));
    assert_eq!(hidden, None, "this row has lost its second cell");
    let tall = "<tr><td rowspan=2 colspan=20>x<td>y<tr><td>z".repeat(super::MAX_COVERED / 39 + 9);
    let lines = shown_html(&format!("<table>{tall}</table>"), 90);
    let hidden = lines.iter().position(|line| !line.ends_with(['y', 'z']));
    assert_eq!(hidden, None, "this row has lost its second cell");
}
