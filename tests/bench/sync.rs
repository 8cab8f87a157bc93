//! Measures a sync: 300 servers that answer in 0.3 s each, new and unchanged, and one feed of 1,000
//! entries.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use divan::Bencher;
use newswire::{FeedLibrary, Subscription, SyncControl, SyncScope, SyncSummary};
use tempfile::TempDir;

const SERVERS: usize = 300;
const DELAY: Duration = Duration::from_millis(300);

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn servers_300_of_0_3_s_new(bencher: Bencher) {
    let feeds = feeds(SERVERS, 10, DELAY);
    let library = || TempDir::new().expect("a folder");
    bencher.with_inputs(library).bench_local_refs(|folder| {
        assert_eq!(sync(folder, &feeds).new, SERVERS * 10);
    });
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn servers_300_of_0_3_s_unchanged(bencher: Bencher) {
    let feeds = feeds(SERVERS, 10, DELAY);
    let folder = TempDir::new().expect("a folder");
    sync(&folder, &feeds);
    bencher.bench_local(|| assert_eq!(sync(&folder, &feeds).requested, SERVERS));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn entries_1000_new(bencher: Bencher) {
    let feeds = feeds(1, 1_000, Duration::ZERO);
    let library = || TempDir::new().expect("a folder");
    bencher.with_inputs(library).bench_local_refs(|folder| {
        assert_eq!(sync(folder, &feeds).new, 1_000);
    });
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn entries_1000_unchanged(bencher: Bencher) {
    let feeds = feeds(1, 1_000, Duration::ZERO);
    let folder = TempDir::new().expect("a folder");
    sync(&folder, &feeds);
    bencher.bench_local(|| assert_eq!(sync(&folder, &feeds).requested, 1));
}

fn sync(folder: &TempDir, feeds: &[Subscription]) -> SyncSummary {
    let (articles, marks) = (folder.path().join("articles"), folder.path().join("marks.db"));
    let library = FeedLibrary::open(&articles, &marks).expect("opens");
    let stop = AtomicBool::new(false);
    let control = SyncControl::new(&stop, &|_| ());
    let summary = library.sync(feeds, &SyncScope::All, &control).expect("the state is sound");
    assert_eq!(summary.failed, 0);
    summary
}

/// Starts servers at different addresses of the loopback network, each with one feed.
fn feeds(servers: usize, entries: usize, delay: Duration) -> Vec<Subscription> {
    let feed = |server: usize| {
        let host = format!("127.0.{}.{}", 1 + server / 200, 1 + server % 200);
        let listener = TcpListener::bind((host.as_str(), 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let body = feed_of(server, entries);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &body, delay);
            }
        });
        Subscription::new(format!("http://{address}/feed"))
    };
    (0..servers).map(feed).collect()
}

fn answer(mut stream: TcpStream, body: &str, delay: Duration) {
    let mut head = [0; 4_096];
    if stream.read(&mut head).is_err() {
        return;
    }
    thread::sleep(delay);
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    // The program that is measured may have ended.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}

fn feed_of(server: usize, entries: usize) -> String {
    let words = "Some words of a text that an article might have. ".repeat(60);
    let item = |number: usize| {
        format!(
            "<item><guid>{server}-{number}</guid><title>Entry {number} of {server}</title>\
             <link>http://site-{server}.example/{number}</link>\
             <description>&lt;p&gt;{words}&lt;/p&gt;</description></item>"
        )
    };
    let items: String = (0..entries).map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Site {server}</title>{items}</channel></rss>")
}
