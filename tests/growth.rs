//! Fits the cost of reading against size, for every construct of Markdown, HTML, headers, dates and
//! queries: twice the text may cost about twice as much. Memory is counted, and time is that of the
//! processor for this thread, so that other programs on the machine do not matter.

#![cfg(unix)]

use std::time::Duration;

use newswire::{Format, Origin, Pool, flow, parse_date, parse_document, parse_markup, parse_query};
use rustix::time::{ClockId, clock_gettime};

/// What reads a text.
#[derive(Clone, Copy, Debug)]
enum Reader {
    Markdown,
    Html,
    Plain,
    /// The value of a field of a header.
    Field(&'static str),
    Date,
    Query,
}

use Reader::{Date, Field, Html, Markdown, Plain, Query};

impl Reader {
    fn read(self, text: &str) {
        let laid = |format| drop(flow(&parse_markup(format, text).blocks, 80));
        match self {
            Self::Markdown => laid(Format::Markdown),
            Self::Html => laid(Format::Html),
            Self::Plain => laid(Format::Plain),
            Self::Field(name) => {
                let whole = format!("---\n{name}: {}\n---\n", quoted(text));
                let source = Origin::File(std::path::Path::new("a.md").into());
                drop(parse_document(&source, whole.as_bytes(), false, &Pool::default()));
            }
            Self::Date => drop(parse_date(text)),
            Self::Query => drop(parse_query(text)),
        }
    }
}

/// A text as a YAML string on one line.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''").replace('\n', " "))
}

/// What reads the text, what it begins with, and what is repeated: `#` is a number that grows.
type Row = (Reader, &'static str, &'static str);

/// The constructs. Whatever is read in a new way belongs here.
const ROWS: &[Row] = &[
    (Markdown, "", "# a\n"),
    (Markdown, "", "##a\n"),
    (Markdown, "", "a\n===\n"),
    (Markdown, "", "word *a* **b** `c`\n"),
    (Markdown, "", "*a _b ~~c "),
    (Markdown, "", "**a* "),
    (Markdown, "", "[a](b) "),
    (Markdown, "", "["),
    (Markdown, "", "![a"),
    (Markdown, "", "<http://e.org/#> "),
    (Markdown, "", "http://e.org/# "),
    (Markdown, "", "http://"),
    (Markdown, "http://e.org/", "h"),
    (Markdown, "", "[a#]: http://e.org/#\n\n[a#] "),
    (Markdown, "", "a[^#]\n\n[^#]: b\n\n"),
    (Markdown, "", "a^[b] "),
    (Markdown, "", "a^[b "),
    (Markdown, "", "- a\n"),
    (Markdown, "", "- a\n\n"),
    (Markdown, "", "#. a\n"),
    (Markdown, "", "- [x] a\n"),
    (Markdown, "", "> "),
    (Markdown, "", "- > "),
    (Markdown, "", "> a\nb\n"),
    (Markdown, "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > a\n", "b\n"),
    (Markdown, "", "> [!NOTE] a\n> b\n\n"),
    (Markdown, "", "```\na\n```\n"),
    (Markdown, "```\n", "a\n"),
    (Markdown, "```\n", "a"),
    (Markdown, "```yaml\n", "- "),
    (Markdown, "", "```a\n"),
    (Markdown, "", "    a\n"),
    (Markdown, "", "`a``b```c"),
    (Markdown, "|a|b|\n|-|-|\n", "|c|d|\n"),
    (Markdown, "|a|\n|-|\n", "|c|d|e\n"),
    (Markdown, "", "|a"),
    (Markdown, "", "a\n: b\n\n"),
    (Markdown, "", "a\n:b\n"),
    (Markdown, "", "---\n\n"),
    (Markdown, "", "![a](b.png)\n\n"),
    (Markdown, "", "<b>a</b> "),
    (Markdown, "", "<div>\n\n"),
    (Markdown, "", "<!-- a "),
    (Markdown, "", "&amp;&#x41;"),
    (Markdown, "", "\\*\\a"),
    (Markdown, "", "中文**“字”**，\n"),
    (Markdown, "", "$a_1$ "),
    (Markdown, "", "$a"),
    (Markdown, "", "$$\na\n$$\n\n"),
    (Markdown, "", "$$\na\n"),
    (Markdown, "", "\\\\(a+b\\\\) "),
    (Markdown, "", "\\[a "),
    (Markdown, "", "[[a|b]] "),
    (Markdown, "", "![[a.png]]"),
    (Markdown, "", "[[a"),
    (Markdown, "", "==a== "),
    (Markdown, "", "==a "),
    (Markdown, "", "%%a%% "),
    (Markdown, "", "%% a "),
    (Markdown, "", "a ^b#\n\n"),
    (Markdown, "", "# a {#b}\n"),
    (Markdown, "", "a\n{: .b}\n"),
    (Markdown, "", "[a](b){: .c"),
    (Markdown, "", "{:}"),
    (Markdown, "", "a {:} b "),
    (Markdown, "", "{::comment}"),
    (Markdown, "", "{::comment} a {:/comment} `b` "),
    (Markdown, "", "%%a `b` "),
    (Markdown, "", ":::note\na\n:::\n"),
    (Markdown, "", ":::note\n"),
    (Markdown, "", "!!! note\n    a\n"),
    (Markdown, "", "import a from 'b'\n\n"),
    (Markdown, "", "import a from 'b'\n \n"),
    (Markdown, "", "a $\n \n"),
    (Markdown, "", "{/* a "),
    (Markdown, "", "<Tabs>\n"),
    (Markdown, "", "{% a %} "),
    (Markdown, "", "{% a "),
    (Markdown, "", "{{ a.b }} "),
    (Markdown, "", "{{ a "),
    (Markdown, "", "{{ a }} "),
    (Markdown, "", "{"),
    (Markdown, "", "{% a %}{"),
    (Markdown, "", "{% raw %}"),
    (Markdown, "", "{% highlight a %}\n"),
    (Markdown, "", "{% highlight a %}\nb\n{% endhighlight %}\n"),
    (Markdown, "", "{% quote %}a\n"),
    (Markdown, "", "{{< figure src=\"a.png\" >}}\n"),
    (Markdown, "", "{{< highlight a >}}\n"),
    (Html, "", "<p>a</p>\n"),
    (Html, "", "<p>a"),
    (Html, "", "<div>"),
    (Html, "", "<b>"),
    (Html, "", "<b>a</b>"),
    (Html, "", "<p><b>a"),
    (Html, "", "<i id=#>"),
    (Html, "", "a<br>"),
    (Html, "", "<hr>"),
    (Html, "", "<a href=#>a</a> "),
    (Html, "", "<a href=#>"),
    (Html, "", "<img src=#>"),
    (Html, "", "<ul><li>a"),
    (Html, "<ul>", "<li>a"),
    (Html, "<ol reversed>", "<li value=3>a"),
    (Html, "", "<dl><dt>a<dd>b</dl>"),
    (Html, "<table>", "<tr><td>a<td>b"),
    (Html, "<table>", "<tr><td rowspan=9999 colspan=20>a"),
    (Html, "<table><tr>", "<td>a"),
    (Html, "<table><tr>", "<th rowspan=99>a"),
    (Html, "", "<table><tr><td>"),
    (Html, "", "<pre>a</pre>"),
    (Html, "<pre>", "a\n"),
    (Html, "", "<blockquote>"),
    (Html, "", "<ruby>a<rt>b</ruby>"),
    (Html, "", "a<sup>2</sup>"),
    (Html, "", "<iframe src=#></iframe>"),
    (Html, "", "<script>a</script>"),
    (Html, "", "<script>"),
    (Html, "", "<!--"),
    (Html, "", "<svg>"),
    (Html, "<a ", "b# "),
    (Html, "", "<a '"),
    (Html, "", "&amp;"),
    (Html, "", "&"),
    (Html, "", "<"),
    (Html, "", "中文\n"),
    (Html, "", "{% if a %}b{% endif %}"),
    (Html, "", "<code>{% raw %}"),
    (Html, "", "<Tab>"),
    (Html, "x", " <Tab>"),
    (Plain, "", "a\n"),
    (Plain, "", "a\n\n"),
    (Plain, "", "a"),
    (Plain, "", "word "),
    (Plain, "", "http://e.org/#,"),
    (Plain, "", "http://e.org/(((a "),
    (Plain, "", "中"),
    (Plain, "", "\u{1b}]"),
    (Plain, "a", "\u{301}"),
    (Plain, "", "👨\u{200d}"),
    (Field("title"), "", "<hr>"),
    (Field("title"), "", "&amp;"),
    (Field("excerpt"), "<p>", "<table><tr><th>a<td>b"),
    (Field("excerpt"), "</p>", "<div>"),
    (Field("tags"), "", "a, "),
    (Field("date"), "", "Mon, "),
    (Field("url"), "http://", "a"),
    (Date, "", "Mon, "),
    (Date, "", "1-"),
    (Date, "", "2001-"),
    (Query, "", "a "),
    (Query, "", "(a or "),
    (Query, "", "-"),
    (Query, "", "not "),
    (Query, "", "\"a"),
    (Query, "", "title:"),
];

const SIZES: [usize; 2] = [10_000, 40_000];

fn text((_, start, repeated): &Row, size: usize) -> String {
    let mut text = (*start).to_owned();
    let mut number = 0;
    while text.len() < size {
        number += 1;
        text.push_str(&repeated.replace('#', &number.to_string()));
    }
    text
}

/// What one reading costs.
struct Cost {
    time: Duration,
    /// Bytes requested in all.
    bytes: u64,
    /// The most bytes held at a time.
    peak: u64,
}

fn cost(reader: Reader, text: &str) -> Cost {
    let start = clock_gettime(ClockId::ThreadCPUTime);
    let counted = allocation_counter::measure(|| reader.read(text));
    let time = clock_gettime(ClockId::ThreadCPUTime) - start;
    let time = Duration::try_from(time).expect("time does not run backwards");
    Cost { time, bytes: counted.bytes_total, peak: counted.bytes_max }
}

/// Less than this is lost among other costs.
const SHORT: Duration = Duration::from_millis(12);

/// Returns what is wrong with the growth of a construct.
fn complaint(row: &Row) -> Option<String> {
    let costs = SIZES.map(|size| cost(row.0, &text(row, size)));
    let [first, last] = &costs;
    #[expect(clippy::cast_precision_loss, reason = "ratios need no precision")]
    let ratio = |first: u64, last: u64| last as f64 / first.max(1) as f64;
    let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    // Four times the size: a quadratic cost is sixteen times as high.
    let time = ratio(nanos(first.time), nanos(last.time));
    let bytes = ratio(first.bytes, last.bytes);
    let held = ratio(SIZES[1] as u64, last.peak);
    let is_slow = time > 9.0 && last.time > SHORT;
    let is_large = (bytes > 7.0 && last.bytes > 20_000_000) || held > 1_000.0;
    (is_slow || is_large).then(|| {
        format!("{row:?}: {time:.1} × the time, {bytes:.1} × the memory, {held:.0} bytes a byte")
    })
}

/// Quadratic readings were found by attacks alone, one after the other.
#[test]
fn four_times_the_text_costs_about_four_times_as_much() {
    // A second look, because the processor's time has hiccups too.
    let wrong: Vec<String> =
        ROWS.iter().filter(|row| complaint(row).is_some()).filter_map(complaint).collect();
    assert!(wrong.is_empty(), "these cost more than their size is worth:\n{}", wrong.join("\n"));
}
