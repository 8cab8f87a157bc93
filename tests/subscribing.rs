//! Adding, removing and editing subscriptions, from the first key to the jobs of the library.

mod support;

use newswire::{Effect, FoundFeed, Job, Message, NewFeed, Overlay, SubscribeStep};

use support::{Desk, WIDE, article, header, library};

fn found() -> Vec<FoundFeed> {
    let one = |name: &str| FoundFeed {
        url: format!("https://site.example/{name}.xml"),
        title: format!("The site: {name}"),
        headlines: vec![format!("Newest of {name}"), format!("Second of {name}")],
    };
    vec![one("posts"), one("comments")]
}

fn step(desk: &Desk) -> Option<SubscribeStep> {
    match desk.app.overlays.last() {
        Some(Overlay::Subscribe(shown)) => Some(shown.step),
        _ => None,
    }
}

fn probed(desk: &mut Desk, found: Result<Vec<FoundFeed>, String>) {
    desk.send(Message::Probed { address: "site.example".to_owned(), found });
}

#[test]
fn from_an_address_to_a_subscription() {
    let mut desk = library(WIDE);
    desk.asked();
    desk.keys("a");
    desk.asked();
    desk.keys("site.example<Enter>");
    assert_eq!(desk.asked(), [Effect::Job(Job::Probe("site.example".to_owned()))]);
    assert!(desk.screen().contains("looking for feeds…"), "{}", desk.screen());
    probed(&mut desk, Ok(found()));
    let screen = desk.screen();
    for part in ["The site: posts", "The site: comments", "Newest of posts"] {
        assert!(screen.contains(part), "{screen}");
    }
    desk.keys("j");
    assert!(desk.screen().contains("Newest of comments"), "{}", desk.screen());
    desk.keys("k<Enter>ru<Tab> \"long reads\"<Enter>");
    let tags = vec!["rust".to_owned(), "long reads".to_owned()];
    let address = "https://site.example/posts.xml".to_owned();
    let feed = NewFeed { address, title: None, tags };
    assert_eq!(desk.asked(), [Effect::Job(Job::Subscribe(feed))]);
    assert!(desk.app.overlays.is_empty());
    desk.send(Message::Done(Ok("subscribed to The site: posts".to_owned())));
    assert_eq!(desk.said(), "subscribed to The site: posts");
}

#[test]
fn esc_goes_back_a_step() {
    let mut desk = library(WIDE);
    desk.keys("a");
    desk.asked();
    desk.keys("site.example<Enter>");
    probed(&mut desk, Ok(found()));
    desk.keys("<Enter>");
    for expected in [SubscribeStep::Tags, SubscribeStep::Choose, SubscribeStep::Address] {
        assert_eq!(step(&desk), Some(expected));
        desk.keys("<Esc>");
    }
    assert_eq!(step(&desk), None);
    desk.keys("asite.example<Enter>");
    desk.asked();
    // Regression: the search went on and asked servers for what nobody waited for.
    desk.keys("<Esc>");
    assert_eq!(desk.asked(), [Effect::Job(Job::StopProbe)]);
    probed(&mut desk, Ok(found()));
    assert_eq!(step(&desk), Some(SubscribeStep::Address), "a result that comes too late");
}

/// Regression: a user and a password that were typed were lost, and the feed then failed.
#[test]
fn a_typed_password_stays_with_its_server() {
    let mut desk = library(WIDE);
    desk.keys("a");
    desk.asked();
    let typed = "https://ada:secret@site.example/";
    desk.keys(&format!("{typed}<Enter>"));
    let mut feeds = found();
    feeds[1].url = "https://elsewhere.example/feed".to_owned();
    desk.send(Message::Probed { address: typed.to_owned(), found: Ok(feeds) });
    desk.asked();
    desk.keys("<Enter><Enter>");
    assert!(!desk.screen().contains("secret"), "{}", desk.screen());
    let subscribed = |address: &str| {
        let feed = NewFeed { address: address.to_owned(), title: None, tags: Vec::new() };
        [Effect::Job(Job::Subscribe(feed))]
    };
    assert_eq!(desk.asked(), subscribed("https://ada:secret@site.example/posts.xml"));
    desk.keys("a");
    desk.asked();
    desk.keys(&format!("{typed}<Enter>"));
    let mut feeds = found();
    feeds[0].url = "https://elsewhere.example/feed".to_owned();
    desk.send(Message::Probed { address: typed.to_owned(), found: Ok(feeds) });
    desk.asked();
    desk.keys("<Enter><Enter>");
    assert_eq!(desk.asked(), subscribed("https://elsewhere.example/feed"));
}

#[test]
fn errors_are_shown_where_they_can_be_corrected() {
    let mut desk = library(WIDE);
    desk.keys("a<Enter>");
    assert!(desk.screen().contains("type the address"), "{}", desk.screen());
    desk.keys("site.example<Enter>");
    probed(&mut desk, Err("site.example cannot be reached: no such host".to_owned()));
    assert!(desk.screen().contains("⚠ site.example cannot be reached"), "{}", desk.screen());
    assert_eq!(step(&desk), Some(SubscribeStep::Address));
    desk.keys("<Enter>");
    probed(&mut desk, Ok(Vec::new()));
    assert!(desk.screen().contains("no feed was found at site.example"), "{}", desk.screen());
    desk.keys("<Enter>");
    probed(&mut desk, Ok(found()));
    desk.keys("<Enter>\"long<Enter>");
    assert!(desk.screen().contains("a quote is not closed"), "{}", desk.screen());
}

#[test]
fn a_duplicate_subscription_is_reported() {
    let mut desk = library(WIDE);
    desk.asked();
    desk.keys("a");
    desk.asked();
    desk.keys("http://www.rustblog.example/feed/<Enter>");
    assert!(desk.asked().is_empty());
    assert!(desk.screen().contains("already subscribed: Rust Blog"), "{}", desk.screen());
    desk.keys("<Esc>asite.example<Enter>");
    let mut feeds = found();
    feeds[0].url = "https://rustblog.example/feed".to_owned();
    probed(&mut desk, Ok(feeds));
    assert!(desk.screen().contains("subscribed"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert!(desk.screen().contains("already subscribed: Rust Blog"), "{}", desk.screen());
    assert_eq!(step(&desk), Some(SubscribeStep::Choose));
}

#[test]
fn an_address_may_be_pasted_or_follow_the_command() {
    let mut desk = library(WIDE);
    desk.asked();
    desk.keys("a");
    desk.asked();
    desk.send(Message::Paste(" https://site.example/ \n".to_owned()));
    desk.keys("<Enter>");
    let probe = |address: &str| [Effect::Job(Job::Probe(address.to_owned()))];
    assert_eq!(desk.asked(), probe("https://site.example/"));
    desk.keys("<Esc><Esc>");
    desk.asked();
    desk.keys(":subscribe site.example<Enter>");
    assert_eq!(desk.asked(), probe("site.example"));
    probed(&mut desk, Ok(found()));
    assert_eq!(step(&desk), Some(SubscribeStep::Choose));
}

#[test]
fn unsubscribing_asks_first() {
    let mut desk = library(WIDE);
    desk.asked();
    desk.keys(":unsubscribe old notes<Enter>");
    let question = "Unsubscribe from Old Notes? Its articles stay.";
    assert!(desk.screen().contains(question), "{}", desk.screen());
    assert!(desk.asked().is_empty());
    desk.keys("y");
    let address = "https://oldnotes.example/feed".to_owned();
    assert_eq!(desk.asked(), [Effect::Job(Job::Unsubscribe(address))]);
    desk.keys(":unsubscribe zebra<Enter>");
    assert!(desk.screen().contains("no subscription matches `zebra`"), "{}", desk.screen());
}

#[test]
fn the_line_of_the_shown_articles_feed_is_edited() {
    let mut desk = library(WIDE);
    desk.asked();
    desk.keys("g:feed<Enter>");
    let Some(Effect::Job(Job::ReadFeedLine(address))) = desk.asked().pop() else { panic!("a job") };
    let words = Ok("rust ~\"Rust\"".to_owned());
    desk.send(Message::FeedLine { address: address.clone(), words });
    assert!(desk.screen().contains("rust ~\"Rust\""), "{}", desk.screen());
    desk.keys(" every=2h<Enter>");
    let words = "rust ~\"Rust\" every=2h".to_owned();
    let job = Job::WriteFeedLine { address: address.clone(), words };
    assert_eq!(desk.asked(), [Effect::Job(job)]);
    let outcome = Err("`every` needs a time such as 30m".to_owned());
    desk.send(Message::FeedLineWritten { address: address.clone(), outcome });
    let screen = desk.screen();
    assert!(screen.contains("⚠ `every` needs a time such as 30m"), "{screen}");
    assert!(screen.contains("rust ~\"Rust\" every=2h"), "what was typed is kept: {screen}");
    let outcome = Ok("the line of the feed is saved".to_owned());
    desk.send(Message::FeedLineWritten { address, outcome });
    assert!(desk.app.overlays.is_empty());
    assert_eq!(desk.said(), "the line of the feed is saved");
    desk.keys("/no feed<Enter>:feed<Enter>");
    assert!(desk.said().contains("no subscribed feed"), "{}", desk.said());
}

#[test]
fn an_article_of_a_removed_feed_says_why_there_is_nothing_to_remove() {
    let mut desk = library(WIDE);
    desk.send(support::subscribed(vec![support::feed("Ada", &[])]));
    desk.asked();
    desk.keys("/Go Blog 1<Enter>:unsubscribe<Enter>");
    let said = "you do not subscribe to the feed of this article any more: \
                https://goblog.example/feed";
    assert_eq!(desk.said(), said);
    assert!(desk.asked().is_empty());
}

fn with_media(count: usize) -> Desk {
    let file = |at: usize| {
        format!(
            "  - {{url: \"https://cast.example/{at}.mp3\", type: audio/mpeg, length: 62000000, duration: {}}}",
            at * 3723
        )
    };
    let files: Vec<String> = (1..=count).map(file).collect();
    let media =
        if count > 0 { format!("\nenclosures:\n{}", files.join("\n")) } else { String::new() };
    let head = format!("{}{media}", header("An episode", 1));
    Desk::with(vec![article("a.md", &head, "Text.\n")], WIDE)
}

#[test]
fn media_files_are_shown_and_opened() {
    let mut desk = with_media(1);
    assert!(desk.screen().contains("1.mp3  audio/mpeg · 1:02:03 · 62 MB"), "{}", desk.screen());
    desk.keys("e");
    assert!(desk.screen().contains("Open in the browser"), "{}", desk.screen());
    desk.keys("o");
    let open = |at: usize| Effect::Job(Job::Open(format!("https://cast.example/{at}.mp3")));
    assert_eq!(desk.asked(), [open(1)]);
    let mut desk = with_media(3);
    desk.keys("e");
    assert!(desk.screen().contains("3.mp3"), "{}", desk.screen());
    desk.keys("3o");
    assert_eq!(desk.asked(), [open(3)]);
    desk.keys("2eo");
    assert_eq!(desk.asked(), [open(2)]);
    desk.keys("7e");
    assert_eq!(desk.said(), "no media file 7, there are 3");
    assert_eq!(with_media(0).keys("e").said(), "this article has no media files");
}

/// An address of the clipboard is offered: Enter takes it, a letter replaces it.
#[test]
fn the_address_of_the_clipboard_is_offered() {
    let mut desk = library(WIDE);
    desk.keys("a");
    assert!(desk.asked().contains(&Effect::Job(Job::ReadClipboard)));
    desk.send(Message::Clipboard("https://site.example/feed".to_owned()));
    assert!(desk.screen().contains("https://site.example/feed"), "{}", desk.screen());
    desk.keys("<Enter>");
    let probe = |address: &str| [Effect::Job(Job::Probe(address.to_owned()))];
    assert_eq!(desk.asked(), probe("https://site.example/feed"));
    desk.keys("<Esc><Esc>a");
    desk.asked();
    desk.send(Message::Clipboard("https://site.example/feed".to_owned()));
    desk.keys("other.example<Enter>");
    assert_eq!(desk.asked(), probe("other.example"));
}

/// What is no address stays out, and what was typed stays.
#[test]
fn other_clipboards_and_late_ones_are_ignored() {
    let mut desk = library(WIDE);
    desk.keys("a");
    desk.send(Message::Clipboard("secret words".to_owned()));
    assert!(!desk.screen().contains("secret"), "{}", desk.screen());
    desk.keys("my");
    desk.send(Message::Clipboard("https://site.example/feed".to_owned()));
    assert!(!desk.screen().contains("site.example"), "{}", desk.screen());
}
