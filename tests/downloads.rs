//! Downloads of media files: from servers on the loopback network that behave well or badly into a
//! folder, and from the first key to what is said in the reader.

#[path = "sync/server.rs"]
#[expect(dead_code, reason = "the tests of syncs use the rest")]
mod server;
mod support;

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use newswire::{
    Addresses, Config, Download, DownloadControl, DownloadError, DownloadEvent, Downloader, Effect,
    Job, Limits, Message, NetError, Progress, SettingsFile, Wait,
};
use tempfile::TempDir;

use server::{HttpRequest, Servers};
use support::{Desk, WIDE, article, feed, header, subscribed};

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(30),
    idle: Duration::from_secs(30),
    whole: Duration::from_secs(60),
    size: 10_000_000,
    redirects: 5,
};

/// Bytes that differ from place to place.
fn episode() -> Vec<u8> {
    (0..200_000_u32).flat_map(u32::to_le_bytes).collect()
}

fn answer(status: &str, headers: &str, length: usize, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// The place from which a request asks for a file.
fn start_of(asked: &HttpRequest) -> Option<usize> {
    asked.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
}

/// The rest of a file as a server sends it that understands ranges.
fn rest(asked: &HttpRequest, etag: &str, body: &[u8]) -> Vec<u8> {
    let start = start_of(asked).filter(|_| asked.header("if-range") == Some(etag));
    let headers = format!("etag: {etag}\r\n");
    match start {
        None => answer("200 OK", &headers, body.len(), body),
        Some(start) if start >= body.len() => {
            let range = format!("{headers}content-range: bytes */{}\r\n", body.len());
            answer("416 No", &range, 0, b"")
        }
        Some(start) => {
            let (last, whole) = (body.len() - 1, body.len());
            let range = format!("{headers}content-range: bytes {start}-{last}/{whole}\r\n");
            answer("206 Part", &range, whole - start, body.get(start..).expect("a rest"))
        }
    }
}

/// The first bytes of a file, after which the connection ends.
fn cut(etag: &str, body: &[u8], at: usize) -> Vec<u8> {
    let headers = format!("etag: {etag}\r\naccept-ranges: bytes\r\n");
    answer("200 OK", &headers, body.len(), body.get(..at).expect("a beginning"))
}

fn download(url: String) -> Download {
    Download {
        url,
        media_type: Some("audio/mpeg".to_owned()),
        folder: None,
        addresses: Addresses::Any,
        is_own: false,
    }
}

fn fetch(servers: &Servers, folder: &Path) -> Result<Vec<u8>, DownloadError> {
    fetch_with(&download(servers.url(1, "/e.mp3")), folder, LIMITS, &DownloadControl::default())
}

fn fetch_with(
    download: &Download,
    folder: &Path,
    limits: Limits,
    control: &DownloadControl<'_>,
) -> Result<Vec<u8>, DownloadError> {
    let path = Downloader::new(limits).run(download, folder, control)?;
    Ok(fs::read(path).expect("the file"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries.map(|it| name(it.expect("an entry"))).collect();
    names.sort();
    names
}

/// A server that cut the first answer after 1,000 bytes, and what that left in a folder.
fn interrupted() -> (Servers, TempDir) {
    let servers = Servers::start(1, |_| cut("\"1\"", &episode(), 1_000));
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(fetch(&servers, folder.path()), Err(NetError::Cut.into()));
    assert_eq!(names(folder.path()), [".e.mp3.resume", "e.mp3.part"]);
    assert_eq!(fs::read(folder.path().join("e.mp3.part")).expect("a part").len(), 1_000);
    servers.requests();
    (servers, folder)
}

#[test]
fn a_file_arrives_whole_and_alone() {
    let servers = Servers::start(1, |asked| rest(asked, "\"1\"", &episode()));
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("not/there/yet");
    let reports = Mutex::new(Vec::new());
    let report = |done, whole| reports.lock().expect("unharmed").push((done, whole));
    let control = DownloadControl { report: &report, ..DownloadControl::default() };
    let one = download(servers.url(1, "/e.mp3"));
    assert_eq!(fetch_with(&one, &folder, LIMITS, &control), Ok(episode()));
    assert_eq!(names(&folder), ["e.mp3"]);
    assert!(reports.into_inner().expect("unharmed").contains(&(0, Some(800_000))));
    let asked = servers.requests();
    let encodings: Vec<_> = asked.iter().map(|it| it.header("accept-encoding")).collect();
    assert_eq!(encodings, [Some("identity")]);
    // Another download of the same file replaces nothing.
    assert_eq!(fetch(&servers, &folder), Ok(episode()));
    assert_eq!(names(&folder), ["e-2.mp3", "e.mp3"]);
}

#[test]
fn what_was_cut_goes_on_where_it_ended() {
    let (servers, folder) = interrupted();
    servers.respond(|asked| rest(asked, "\"1\"", &episode()));
    assert_eq!(fetch(&servers, folder.path()), Ok(episode()));
    assert_eq!(names(folder.path()), ["e.mp3"]);
    let asked = servers.requests();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].header("range"), Some("bytes=1000-"));
    assert_eq!(asked[0].header("if-range"), Some("\"1\""));
}

#[test]
fn a_server_that_knows_no_ranges_sends_all_again() {
    let (servers, folder) = interrupted();
    servers.respond(|_| answer("200 OK", "", 800_000, &episode()));
    assert_eq!(fetch(&servers, folder.path()), Ok(episode()));
    assert_eq!(names(folder.path()), ["e.mp3"]);
}

#[test]
fn two_versions_of_a_file_are_never_mixed() {
    let other: Vec<u8> = episode().into_iter().rev().collect();
    let changed = other.clone();
    let (servers, folder) = interrupted();
    servers.respond(move |asked| rest(asked, "\"2\"", &changed));
    assert_eq!(fetch(&servers, folder.path()).as_ref(), Ok(&other));
    // A server that sends the rest of the new version in spite of `If-Range`.
    let changed = other.clone();
    let (servers, folder) = interrupted();
    servers.respond(move |asked| match start_of(asked) {
        Some(start) => {
            let headers = format!("etag: \"2\"\r\ncontent-range: bytes {start}-799999/800000\r\n");
            answer("206 Part", &headers, 799_000, changed.get(start..).expect("a rest"))
        }
        None => rest(asked, "\"2\"", &changed),
    });
    assert_eq!(fetch(&servers, folder.path()).as_ref(), Ok(&other));
    assert_eq!(servers.requests().len(), 2);
    // A server that begins elsewhere.
    let (servers, folder) = interrupted();
    servers.respond(|asked| match start_of(asked) {
        Some(_) => {
            let headers = "etag: \"1\"\r\ncontent-range: bytes 0-799999/800000\r\n";
            answer("206 Part", headers, 800_000, &episode())
        }
        None => rest(asked, "\"1\"", &episode()),
    });
    assert_eq!(fetch(&servers, folder.path()), Ok(episode()));
}

#[test]
fn a_part_that_was_complete_is_taken_as_it_is() {
    let (servers, folder) = interrupted();
    fs::write(folder.path().join("e.mp3.part"), episode()).expect("written");
    servers.respond(|asked| rest(asked, "\"1\"", &episode()));
    assert_eq!(fetch(&servers, folder.path()), Ok(episode()));
    assert_eq!(servers.requests().len(), 1);
    // One that is longer than the file is not.
    let (servers, folder) = interrupted();
    fs::write(folder.path().join("e.mp3.part"), vec![7; 900_000]).expect("written");
    servers.respond(|asked| rest(asked, "\"1\"", &episode()));
    assert_eq!(fetch(&servers, folder.path()), Ok(episode()));
    assert_eq!(servers.requests().len(), 2);
}

#[test]
fn what_is_no_file_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let servers = Servers::start(1, |_| answer("404 No", "", 2, b"no"));
    assert_eq!(fetch(&servers, folder.path()), Err(DownloadError::Status(404)));
    servers.respond(|_| answer("200 OK", "content-type: text/html; charset=utf-8\r\n", 2, b"hi"));
    assert_eq!(fetch(&servers, folder.path()), Err(DownloadError::Page));
    servers.respond(|_| answer("200 OK", "", 11_000_000, b"x"));
    assert_eq!(fetch(&servers, folder.path()), Err(NetError::TooLarge(10_000_000).into()));
    assert_eq!(names(folder.path()), [] as [&str; 0]);
    // What an earlier attempt has got is kept even if the server fails now.
    let (servers, folder) = interrupted();
    servers.respond(|_| answer("503 Later", "", 0, b""));
    assert_eq!(fetch(&servers, folder.path()), Err(DownloadError::Status(503)));
    assert_eq!(names(folder.path()), [".e.mp3.resume", "e.mp3.part"]);
}

#[test]
fn a_download_that_is_stopped_goes_on_later() {
    let servers = Servers::start(1, |asked| rest(asked, "\"1\"", &episode()));
    let folder = tempfile::tempdir().expect("a folder");
    let has_begun = AtomicBool::new(false);
    let wanted = Mutex::new(3_u8);
    let is_wanted = || {
        let mut left = wanted.lock().expect("unharmed");
        *left = left.saturating_sub(u8::from(has_begun.load(Ordering::Relaxed)));
        *left > 0
    };
    let report = |_, whole: Option<u64>| has_begun.store(whole.is_some(), Ordering::Relaxed);
    let control = DownloadControl { is_wanted: &is_wanted, report: &report };
    let one = download(servers.url(1, "/e.mp3"));
    let stopped = fetch_with(&one, folder.path(), LIMITS, &control).expect_err("stopped");
    assert!(stopped.is_cancelled());
    servers.requests();
    assert_eq!(fetch(&servers, folder.path()), Ok(episode()));
    assert!(servers.requests()[0].header("range").is_some());
}

#[test]
fn a_server_that_falls_silent_is_left() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let one = download(format!("http://{}/e.mp3", silent.local_addr().expect("an address")));
    let folder = tempfile::tempdir().expect("a folder");
    let idle = Duration::from_millis(200);
    let limits = Limits { idle, ..LIMITS };
    let late = NetError::Timeout { wait: Wait::Idle, limit: idle };
    let found = fetch_with(&one, folder.path(), limits, &DownloadControl::default());
    assert_eq!(found, Err(late.into()));
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told() {
    let servers = Servers::start(1, |asked| rest(asked, "\"1\"", &episode()));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("written");
    let found = fetch(&servers, &file).expect_err("no folder");
    assert!(found.to_string().starts_with("cannot write to the folder: "), "{found}");
    assert!(servers.requests().is_empty(), "nothing is asked for in vain");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let (servers, folder) = interrupted();
    servers.respond(|asked| rest(asked, "\"1\"", &episode()));
    let part = folder.path().join("e.mp3.part");
    fs::remove_file(&part).expect("removed");
    std::os::unix::fs::symlink("/dev/full", &part).expect("a link");
    assert_eq!(fetch(&servers, folder.path()), Err(DownloadError::Full));
}

#[test]
fn a_feed_cannot_lead_into_the_own_network() {
    let servers = Servers::start(2, |asked| rest(asked, "\"1\"", &episode()));
    let folder = tempfile::tempdir().expect("a folder");
    let foreign = Download { addresses: Addresses::Public, ..download(servers.url(1, "/e.mp3")) };
    let of = |one: &Download| fetch_with(one, folder.path(), LIMITS, &DownloadControl::default());
    assert_eq!(of(&foreign), Err(NetError::PrivateAddress.into()));
    assert!(servers.requests().is_empty());
    let own = Download { is_own: true, ..foreign };
    assert_eq!(of(&own), Ok(episode()));
    let elsewhere = servers.url(2, "/e.mp3");
    servers.respond(move |_| answer("302 On", &format!("location: {elsewhere}\r\n"), 0, b""));
    assert_eq!(of(&own), Err(NetError::PrivateAddress.into()));
    let hosts: Vec<String> = servers.requests().into_iter().map(|it| it.host).collect();
    assert_eq!(hosts, ["127.0.0.1", "127.0.0.1"], "the second server is not asked");
}

fn media(count: usize, config: &str) -> Desk {
    let file = SettingsFile { path: "/config.yaml".into(), content: config.to_owned() };
    let config: Config = file.read().config;
    let file = |at| format!("  - {{url: \"https://cast.example/{at}.mp3\", type: audio/mpeg}}");
    let files: Vec<String> = (1..=count).map(file).collect();
    let head = format!(
        "{}\nfeed: https://cast.example/feed\nenclosures:\n{}",
        header("An episode", 1),
        files.join("\n")
    );
    let mut desk = Desk::configured(Vec::new(), WIDE, &config);
    desk.finish(vec![article("a.md", &head, "Text.\n")], Vec::new());
    desk
}

fn wanted(at: usize) -> Download {
    Download { addresses: Addresses::Public, ..download(format!("https://cast.example/{at}.mp3")) }
}

fn ended(desk: &mut Desk, outcome: Result<&str, DownloadError>) {
    desk.send(Message::Download(DownloadEvent::Ended(outcome.map(str::to_owned))));
}

#[test]
fn a_key_downloads_and_the_status_line_follows() {
    let mut desk = media(1, "");
    desk.keys("E");
    assert_eq!(desk.asked(), [Effect::Job(Job::Download(wanted(1)))]);
    assert_eq!(desk.said(), "downloading 1.mp3; E stops it");
    assert_eq!(desk.app.desktop().progress, Progress::Unknown);
    let whole = Some(48_000_000);
    desk.send(Message::Download(DownloadEvent::Progress { done: 12_000_000, whole }));
    assert!(desk.screen().contains("downloading 1.mp3 12 of 48 MB"), "{}", desk.screen());
    assert_eq!(desk.app.desktop().progress, Progress::Percent(25));
    ended(&mut desk, Ok("~/Downloads/1.mp3"));
    assert_eq!(desk.said(), "saved to ~/Downloads/1.mp3");
    assert_eq!(desk.app.desktop().progress, Progress::Idle);
    assert!(!desk.screen().contains("downloading"), "{}", desk.screen());
}

#[test]
fn downloads_wait_for_one_another() {
    let mut desk = media(3, "downloads: /srv/media\n");
    let job = |at| {
        let folder = Some("/srv/media".into());
        Effect::Job(Job::Download(Download { folder, ..wanted(at) }))
    };
    assert!(desk.keys("E").screen().contains("3.mp3"), "{}", desk.screen());
    desk.keys("1");
    assert_eq!(desk.asked(), [job(1)]);
    desk.keys("2E3E");
    assert_eq!(desk.asked(), []);
    assert_eq!(desk.said(), "3.mp3 is downloaded after 2 more; E forgets it");
    assert!(desk.screen().contains("downloading 1.mp3, 2 more"), "{}", desk.screen());
    desk.keys("2E");
    assert_eq!(desk.said(), "2.mp3 no longer waits to be downloaded");
    desk.send(Message::Download(DownloadEvent::Progress { done: 9, whole: None }));
    ended(&mut desk, Err(NetError::Cut.into()));
    assert_eq!(desk.asked(), [job(3)]);
    let said = "cannot download 1.mp3: the server closed the connection too early (hint: E \
                continues it)";
    assert_eq!(desk.said(), said);
    desk.keys("3E");
    assert_eq!(desk.asked(), [Effect::Job(Job::StopDownload)]);
    ended(&mut desk, Err(NetError::Cancelled.into()));
    assert_eq!(desk.said(), "stopped downloading 3.mp3; E tries again");
    assert_eq!(desk.asked(), []);
}

#[test]
fn a_media_file_is_opened_or_downloaded_by_choice() {
    let mut desk = media(1, "");
    desk.keys("e");
    for part in ["Media file", "o  Open in the browser", "d  Download"] {
        assert!(desk.screen().contains(part), "{part}: {}", desk.screen());
    }
    desk.keys("d");
    assert_eq!(desk.asked(), [Effect::Job(Job::Download(wanted(1)))]);
    assert!(desk.keys("e").screen().contains("d  Stop the download"), "{}", desk.screen());
    desk.keys("o");
    let open = Effect::Job(Job::Open("https://cast.example/1.mp3".to_owned()));
    assert_eq!(desk.asked().as_slice(), std::slice::from_ref(&open));
    let mut desk = media(1, "openers: [{host: cast.example, run: mpv}]\n");
    desk.keys("e");
    assert_eq!(desk.asked(), [open], "a program for it is not asked about");
}

#[test]
fn the_server_of_a_feed_may_be_asked_wherever_it_is() {
    let mut desk = media(1, "");
    desk.send(subscribed(vec![feed("Cast", &[])]));
    desk.keys("E");
    let own = Download { is_own: true, ..wanted(1) };
    assert_eq!(desk.asked(), [Effect::Job(Job::Download(own))]);
    let mut desk = media(1, "images.private: on\n");
    desk.keys("E");
    let any = Download { addresses: Addresses::Any, ..wanted(1) };
    assert_eq!(desk.asked(), [Effect::Job(Job::Download(any))]);
}
