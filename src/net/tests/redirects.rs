//! Tests which redirects are followed, and what is sent along.

use ureq::Proxy;

use super::server::{Server, ok, redirect, send};
use super::*;

/// Starts a server whose pages `/a`, `/b` and so on redirect to one another.
fn maze(steps: &'static [(&'static str, u16, &'static str)]) -> Server {
    Server::new(move |stream, head| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        match steps.iter().find(|(from, ..)| *from == path) {
            Some((_, status, to)) => send(stream, redirect(*status, to).as_bytes()),
            None => send(stream, &ok("", path.as_bytes())),
        }
    })
}

#[test]
fn redirects_are_followed_and_told() {
    let server = maze(&[("/a", 301, "/b/c?d"), ("/b/c?d", 302, "e"), ("/b/e", 308, "../f")]);
    let response = get(&server.url).expect("a response");
    assert_eq!(response.body, b"/f");
    assert_eq!(response.url, server.url.join("/f").expect("an address"));
    let told: Vec<_> = response.redirects.iter().map(|it| (it.status, it.is_permanent())).collect();
    assert_eq!(told, [(301, true), (302, false), (308, true)]);
    let ends: Vec<_> = response.redirects.iter().map(|it| (it.from.path(), it.to.path())).collect();
    assert_eq!(ends, [("/a", "/b/c"), ("/b/c", "/b/e"), ("/b/e", "/f")]);
}

#[test]
fn a_caller_may_stop_at_any_redirect() {
    let server = maze(&[("/a", 302, "/b"), ("/b", 301, "/c")]);
    let control = Control { may_follow: &|step| !step.is_permanent(), ..Control::default() };
    let response = agent(PATIENT).get(&Request::new(server.url.clone()), &control);
    let response = response.expect("a response");
    assert_eq!((response.status, response.url.path()), (301, "/b"));
    assert_eq!(response.headers.text("location").as_deref(), Some("/c"));
    assert_eq!(response.redirects.len(), 1);
}

#[test]
fn a_loop_ends() {
    let server = maze(&[("/a", 302, "/b"), ("/b", 307, "/a")]);
    assert_eq!(get(&server.url), Err(Error::TooManyRedirects(5)));
    assert_eq!(server.requests.try_iter().count(), 6, "five redirects were followed");
    let limits = Limits { redirects: 0, ..PATIENT };
    let found = agent(limits).get(&Request::new(server.url.clone()), &Control::default());
    assert_eq!(found, Err(Error::TooManyRedirects(0)));
}

#[test]
fn a_redirect_without_a_place_is_refused() {
    for to in ["ftp://example.org/", "javascript:alert(1)", "http://"] {
        let server = Server::says(redirect(302, to));
        assert_eq!(get(&server.url), Err(Error::BadRedirect), "{to}");
    }
    let nowhere = Server::says("HTTP/1.1 302 On\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(get(&nowhere.url), Err(Error::BadRedirect));
}

#[test]
fn a_redirect_never_leads_from_https_to_http() {
    let target = |from: &str, to: &str| {
        agent::target(301, &Headers::default().with("Location", to), &url(from))
    };
    assert_eq!(target("https://a.example/", "http://a.example/"), Err(Error::Downgrade));
    for (from, to) in [("http", "https"), ("https", "https"), ("http", "http")] {
        let to = format!("{to}://b.example/");
        assert_eq!(target(&format!("{from}://a.example/"), &to), Ok(Some(url(&to))));
    }
}

#[test]
fn credentials_stay_with_the_server_that_they_are_for() {
    let other = Server::says(ok("", b"x"));
    let to = other.url.to_string();
    let server = Server::new(move |stream, head| {
        let to = if head.starts_with("GET /a ") { "/b" } else { &to };
        send(stream, redirect(302, to).as_bytes());
    });
    let mut request = Request::new(server.url.clone()).header("X-Plain", "1");
    request.credentials.add("Authorization", "Basic c2VjcmV0");
    let response = agent(PATIENT).get(&request, &Control::default()).expect("a response");
    assert_eq!(response.url, other.url);
    let has = |head: &str| {
        let head = head.to_ascii_lowercase();
        (head.contains("x-plain: 1"), head.contains("authorization:"))
    };
    let own: Vec<_> = server.requests.iter().take(2).map(|head| has(&head)).collect();
    assert_eq!(own, [(true, true), (true, true)]);
    assert_eq!(has(&other.requests.recv().expect("a request")), (true, false));
}

fn through(proxy: &Server) -> Result<Response, Error> {
    let proxy = Proxy::new(&format!("http://{}", proxy.url.authority())).expect("a proxy");
    let agent = Agent::with_proxy(PATIENT, Addresses::Public, Some(proxy));
    agent.get(&Request::new(url("http://e.example/a")), &Control::default())
}

/// Uses a proxy, which would request the private address itself.
#[test]
fn a_server_cannot_redirect_to_the_own_network() {
    for private in ["http://10.0.0.1/", "http://[fd00::1]/", "http://localhost/"] {
        let words = redirect(302, private);
        let proxy = Server::new(move |stream, _| {
            send(stream, b"HTTP/1.1 200 OK\r\n\r\n");
            server::head(stream);
            send(stream, words.as_bytes());
        });
        assert_eq!(through(&proxy), Err(Error::PrivateAddress), "{private}");
    }
}

#[test]
fn a_proxy_is_used_wherever_it_stands() {
    let proxy = Server::proxy("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx");
    assert_eq!(through(&proxy).expect("a response").body, b"x");
    let head = proxy.requests.recv().expect("a request");
    assert!(head.starts_with("CONNECT e.example:80 "), "{head}");
    let closed = Server::says("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(through(&closed), Err(Error::Proxy));
}
