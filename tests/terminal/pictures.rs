//! Pictures: in half blocks, by the kitty protocol, on request, downloaded, and turned off.

use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use image::{ImageFormat, Rgb, RgbImage};

use crate::pty::{FRAME_END, Folder, Setup, holds, position};

const ASKED: &[u8] = b"\x1b[>0q";
const RED: vt100::Color = vt100::Color::Rgb(200, 0, 0);

fn red_png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = RgbImage::from_pixel(300, 200, Rgb([200, 0, 0]));
    image.write_to(&mut bytes, ImageFormat::Png).expect("encoded");
    bytes.into_inner()
}

/// Creates an article with a picture at this URL, and `settings`.
fn folder(picture: &str, settings: &str) -> Folder {
    let folder = Folder::new();
    let text = format!(
        "---\ntitle: The sea\nurl: https://e.example/sea\n\
         images: [{{url: \"{picture}\", title: A red sea}}]\n---\nFirst words.\n"
    );
    folder.write("one.md", &text);
    folder.write(".settings/config.yaml", settings);
    std::fs::write(folder.path().join("sea.png"), red_png()).expect("a picture is written");
    folder
}

fn setup(folder: &Folder) -> Setup {
    let config = folder.path().join(".settings/config.yaml");
    let setup = Setup::new(100, 30).variable("COLORTERM", "truecolor");
    setup.path("--config").path(config).path(folder.path())
}

/// Counts the red cells of the screen.
fn red(screen: &vt100::Screen) -> usize {
    let (rows, columns) = screen.size();
    let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    let is_red = |(row, column): &(u16, u16)| {
        screen
            .cell(*row, *column)
            .is_some_and(|cell| cell.bgcolor() == RED || cell.fgcolor() == RED)
    };
    cells.filter(is_red).count()
}

#[test]
fn a_terminal_without_a_way_of_its_own_shows_half_blocks() {
    let folder = folder("sea.png", "");
    let mut terminal = setup(&folder).variable("VTE_VERSION", "7600").start();
    terminal.wait_for("a red picture", |screen| red(screen) > 100);
    assert!(terminal.contents().contains("A red sea"));
    assert!(!holds(&terminal.bytes(), ASKED), "it is known");
    terminal.type_keys("i");
    terminal.wait_for("captions", |screen| {
        red(screen) == 0 && screen.contents().contains("[picture: A red sea]")
    });
    terminal.type_keys("iq");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
}

/// Returns the keys and payloads of all kitty commands; panics if one is malformed.
fn commands(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    let mut commands = Vec::new();
    for part in text.split("\x1b_G").skip(1) {
        let (command, _) = part.split_once("\x1b\\").expect("a command that ends");
        assert!(!command.contains('\x1b'), "{command:?}");
        let (keys, payload) = command.split_once(';').unwrap_or((command, ""));
        commands.push((keys.to_owned(), payload.to_owned()));
    }
    commands
}

#[test]
fn kitty_is_sent_the_pixels_once_and_forgets_them_at_the_end() {
    let folder = folder("sea.png", "");
    let mut terminal = setup(&folder).variable("TERM", "xterm-kitty").start();
    terminal.wait_received("placeholders", |received| {
        holds(&received.bytes, "\u{10EEEE}") && received.bytes.ends_with(FRAME_END)
    });
    terminal.type_keys("l?q");
    terminal.wait_for_text("h back");
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
    let bytes = terminal.bytes();
    let commands = commands(&bytes);
    let (end, sent) = commands.split_last().expect("commands");
    assert!(sent[0].0.contains("a=T,U=1,f=32,o=z") && sent[0].0.contains("s=300,v=200"));
    let more: Vec<bool> = sent.iter().map(|(keys, _)| keys.contains("m=1")).collect();
    assert!(more.iter().rev().skip(1).all(|more| *more) && !more[more.len() - 1], "{more:?}");
    for (keys, payload) in sent {
        let is_base64 = |c: u8| c.is_ascii_alphanumeric() || b"+/=".contains(&c);
        assert!(payload.len() <= 4096 && payload.bytes().all(is_base64), "{keys}");
    }
    let id = |keys: &str| {
        let (_, rest) = keys.split_once("i=").expect("a number");
        rest.split(',').next().map(str::to_owned)
    };
    assert!(end.0.contains("a=d,d=I"), "{end:?}");
    assert_eq!(id(&end.0), id(&sent[0].0));
}

/// Regression: a result for the previous protocol was used for the new one.
#[test]
fn another_way_is_shown_at_once() {
    let folder = folder("sea.png", "");
    let mut terminal = setup(&folder).variable("TERM", "foot").start();
    terminal.wait_received("sixels", |received| holds(&received.bytes, "\x1bP"));
    terminal.type_keys(":set images halfblocks\r");
    terminal.wait_for("a red picture", |screen| red(screen) > 100);
    terminal.type_keys(":set images off\r");
    terminal.wait_for_text("[picture: A red sea]");
    terminal.type_keys(":set images halfblocks\r");
    terminal.wait_for("a red picture again", |screen| red(screen) > 100);
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn others_are_sent_the_rows() {
    for (way, start) in [("iterm", "\x1b]1337;File=inline=1"), ("sixel", "\x1bP")] {
        let folder = folder("sea.png", &format!("images: {way}\n"));
        let mut terminal = setup(&folder).start();
        terminal.wait_received(way, |received| holds(&received.bytes, start));
        assert!(!holds(&terminal.bytes(), ASKED), "the settings say it");
        terminal.type_keys("q");
        assert_eq!(terminal.wait_exit(), 0);
    }
}

#[test]
fn a_terminal_that_is_not_known_is_asked_and_its_answer_is_no_key() {
    let folder = folder("sea.png", "");
    let mut terminal = setup(&folder).start();
    terminal.wait_received("the question", |received| holds(&received.bytes, ASKED));
    let bytes = terminal.bytes();
    assert!(position(&bytes, FRAME_END) < position(&bytes, ASKED), "asked before a frame");
    terminal.type_keys("/se\x1bP>|ghostty 1.1.3\x1b\\a");
    terminal.wait_for("no key lost, and none added", |screen| {
        screen.rows(0, 100).last().is_some_and(|row| row.starts_with(" /sea "))
    });
    terminal.wait_for("a picture in either way", |screen| {
        red(screen) > 100 || screen.contents().contains('\u{10EEEE}')
    });
    terminal.type_keys("\x1b");
    terminal.wait_for("the search is given up", |screen| {
        screen.rows(0, 100).last().is_some_and(|row| row.contains("? help"))
    });
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_terminal_that_never_answers_loses_no_key_and_shows_half_blocks() {
    let folder = folder("sea.png", "");
    let mut terminal = setup(&folder).start();
    terminal.wait_received("the question", |received| holds(&received.bytes, ASKED));
    terminal.type_keys("/sea");
    terminal.wait_for_text(" /sea");
    terminal.type_keys("\x1b");
    terminal.wait_for("a red picture", |screen| red(screen) > 100);
    terminal.type_keys("\x1bP");
    terminal.wait_for_text("Alt-P does nothing here");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

/// Starts a server with one picture; returns its URL and a counter of requests.
fn server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/sea.png", listener.local_addr().expect("an address"));
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            count.fetch_add(1, Ordering::SeqCst);
            let mut request = String::new();
            let mut lines = BufReader::new((&mut stream).take(10_000));
            while lines.read_line(&mut request).is_ok_and(|read| read > 2) {}
            assert!(!request.to_lowercase().contains("cookie"), "{request}");
            assert!(!request.to_lowercase().contains("referer"), "{request}");
            let picture = red_png();
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", picture.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&picture));
        }
    });
    (address, asked)
}

#[test]
fn no_server_is_asked_where_the_settings_do_not_say_so() {
    let (address, asked) = server();
    let folder = folder(&address, "");
    let text = "---\ntitle: The boat\nimage: sea.png\n---\n";
    folder.write("two.md", text);
    let mut terminal = setup(&folder).variable("VTE_VERSION", "7600").start();
    terminal.wait_for_text("[picture: A red sea]");
    terminal.type_keys("j");
    // This local picture was requested after the remote one.
    terminal.wait_for("the other picture", |screen| red(screen) > 100);
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn an_address_of_the_own_network_is_not_asked() {
    let (address, asked) = server();
    let folder = folder(&address, "images.fetch: on\n");
    let mut terminal = setup(&folder).variable("VTE_VERSION", "7600").start();
    terminal.wait_for_text("the server is in a");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn a_picture_of_a_server_is_fetched_once_and_kept() {
    let (address, asked) = server();
    let folder = folder(&address, "images.fetch: on\nimages.private: on\n");
    let cache = folder.path().join(".cache").display().to_string();
    for _ in 0..2 {
        let setup = setup(&folder).variable("VTE_VERSION", "7600");
        let mut terminal = setup.variable("XDG_CACHE_HOME", cache.as_str()).start();
        terminal.wait_for("a red picture", |screen| red(screen) > 100);
        terminal.type_keys("q");
        assert_eq!(terminal.wait_exit(), 0);
        assert_eq!(asked.load(Ordering::SeqCst), 1, "it is in the cache");
    }
}
