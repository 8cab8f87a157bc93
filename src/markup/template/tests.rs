//! Template tags as a reader sees them.

use super::super::tests::{shown_html, shown_markdown as shown};
use super::super::{Block, Format, parse};

fn codes(body: &str) -> Vec<(Option<String>, String)> {
    let blocks = parse(Format::Markdown, body).blocks.into_iter();
    let code = |block| match block {
        Block::Code { language, text } => Some((language, text)),
        _ => None,
    };
    blocks.filter_map(code).collect()
}

/// Code between template tags was read as Markdown: tags vanished, asterisks made it italic, and
/// remarks became headings.
#[test]
fn code_in_template_tags_keeps_every_character() {
    let html = "<div class=\"w\" data-key='abc'></div>\n<script>alert(1)</script>\n\n  <p>x</p>";
    let python = "# a comment line\ndef area(x):\n    return x*2*3\n\n```\nclass _A_:";
    let body = format!(
        "Before.\n\n{{% highlight html %}}\n{html}\n{{% endhighlight %}}\n\n\
         {{%- highlight python linenos -%}}\n{python}\n{{%- endhighlight -%}}\nBetween.\n\n\
         {{% codeblock A title lang:js %}}\nvar a = `<b>x</b>`;\n{{% endcodeblock %}}\n\n\
         {{{{< highlight go \"linenos=table\" >}}}}\nfunc() {{ a := b * c * d }}\n{{{{< /highlight >}}}}\n\nAfter."
    );
    let code = |language: &str, text: &str| (Some(language.to_owned()), text.to_owned());
    let expected = [
        code("html", html),
        code("python", python),
        code("js", "var a = `<b>x</b>`;"),
        code("go", "func() { a := b * c * d }"),
    ];
    assert_eq!(codes(&body), expected);
    let seen = shown(&body, 60);
    assert_eq!(seen.first().map(String::as_str), Some("Before."));
    assert!(seen.contains(&"Between.".to_owned()));
    assert_eq!(seen.last().map(String::as_str), Some("After."));
}

#[test]
fn raw_text_and_code_keep_their_tags() {
    assert_eq!(shown("a {% raw %}{{ page.title }}{% endraw %} b", 60), ["a {{ page.title }} b"]);
    let code = "{% raw %}\n```liquid\n{{ page.title }}\n{% if a %}\n```\n{% endraw %}\n";
    assert_eq!(shown(code, 60), ["  {{ page.title }}", "  {% if a %}"]);
    assert_eq!(shown("```\n{% raw %}{{ a.b }}{% endraw %}\n```", 60), ["  {{ a.b }}"]);
    assert_eq!(shown("`{{ site.url }}` and `{% x %}`", 60), ["{{ site.url }} and {% x %}"]);
    assert_eq!(shown("{{</* youtube x */>}}", 60), ["{{< youtube x >}}"]);
}

#[test]
fn tags_of_a_site_are_no_noise_and_eat_nothing() {
    let body = "{% assign a = 1 %}\nOne {% if a %}two{% endif %} {{ site.title }}three.\n\n\
                - a\n{% include ad.html %}\n- b\n\n{% include toc.html %}\n\nEnd {{< br >}}here.";
    assert_eq!(shown(body, 60), ["One two three.", "", "• a", "• b", "", "End here."]);
    assert_eq!(shown("{% comment %}\nno\n{% endcomment %}\nyes", 60), ["yes"]);
    assert_eq!(shown("{% note info %}\n*A* note.\n{% endnote %}\nb", 60), ["│ A note.", "", "b"]);
    for text in ["100 {% of it", "a {{ b", "f({{1, 2}, {3}})", "{% highlight x"] {
        assert_eq!(shown(text, 60), [text]);
    }
    assert_eq!(
        shown_html("<p>a{% include x.html %}b</p><code>{% raw %}</code>", 60),
        ["ab", "", "{% raw %}"]
    );
    assert_eq!(shown_html("<p>{% trans %} and {{ name }}</p>", 60), ["{% trans %} and {{ name }}"]);
}

#[test]
fn tags_with_a_meaning_are_what_they_mean() {
    let links = |body: &str| parse(Format::Markdown, body).links;
    assert_eq!(
        links("[a]({{ site.baseurl }}/b) [c]({% post_url 2020-01-02-d %})"),
        ["/b", "2020-01-02-d"]
    );
    assert_eq!(links("[a]({{ '/b c/' | relative_url }})"), ["/b%20c/"]);
    assert_eq!(links("{% youtube abc %}"), ["https://www.youtube.com/watch?v=abc"]);
    let figure = "a\n\n{{< figure src=\"https://e.org/x.png\" title=\"The *sea*\" >}}\n**b**";
    assert_eq!(shown(figure, 60), ["a", "", "[picture: The *sea*]", "", "b"]);
    let quote = "{% blockquote Ann, A book %}\nHer words.\n{% endblockquote %}\n";
    assert_eq!(shown(quote, 60), ["│ Ann, A book", "│", "│ Her words."]);
}
