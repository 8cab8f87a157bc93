//! Changes of the file of feeds that the user requests.

use crate::app::Message;
use crate::app::NewFeed;
use crate::library::ChangeError;
use crate::library::Subscription;
use crate::library::Subscriptions;
use crate::library::SubscriptionsFile;
use crate::library::SyncScope;

use super::Command;

/// The message and the command that follow a change.
pub(super) struct Outcome {
    pub(super) message: Message,
    pub(super) command: Option<Command>,
}

impl Outcome {
    pub(super) fn of(message: Message) -> Self {
        Self { message, command: None }
    }

    pub(super) fn failed(why: impl Into<String>) -> Self {
        Self::of(Message::Done(Err(why.into())))
    }

    fn done(said: String, command: Command) -> Self {
        Self { message: Message::Done(Ok(said)), command: Some(command) }
    }
}

/// Adds a line, and fetches its feed.
pub(super) fn subscribe(file: &SubscriptionsFile, feed: &NewFeed, is_shown: bool) -> Outcome {
    let NewFeed { address, title, tags } = feed;
    let new = Subscription {
        title: title.clone(),
        tags: tags.clone(),
        ..Subscription::new(address.as_str())
    };
    let shown = new.masked().to_string();
    match file.change(|list| Ok((list.with(std::slice::from_ref(&new))?, ()))) {
        Err(error) => Outcome::failed(error.to_string()),
        Ok(()) if is_shown => Outcome::done(
            format!("subscribed to {shown}; fetching its articles"),
            Command::Sync(SyncScope::Only(vec![address.clone()])),
        ),
        Ok(()) => Outcome::of(Message::Done(Ok(format!(
            "subscribed to {shown}; `newswire` without a folder shows its articles"
        )))),
    }
}

/// Removes a line; `address` may be masked.
pub(super) fn unsubscribe(file: &SubscriptionsFile, address: &str) -> Outcome {
    let removed = file.change(|list| {
        let own = own_address(list, address)?;
        Ok((list.without(&own)?, ()))
    });
    match removed {
        Err(error) => Outcome::failed(error.to_string()),
        Ok(()) => Outcome::done(
            format!("unsubscribed from {address}; its articles stay"),
            Command::CheckFile,
        ),
    }
}

/// Reads the words of a line; `address` may be masked.
pub(super) fn read_line(file: &SubscriptionsFile, address: String) -> Outcome {
    let words = match file.read() {
        Err(error) => Err(error.to_string()),
        Ok((list, _)) => own_address(&list, &address)
            .and_then(|own| list.words(&own))
            .map_err(|error| error.to_string()),
    };
    Outcome::of(Message::FeedLine { address, words })
}

/// Replaces the words of a line; `address` may be masked.
pub(super) fn write_line(file: &SubscriptionsFile, address: &str, words: &str) -> Outcome {
    let written = file.change(|list| {
        let own = own_address(list, address)?;
        Ok((list.with_words(&own, words)?, ()))
    });
    let command = written.is_ok().then_some(Command::CheckFile);
    let outcome = match written {
        Err(error) => Err(error.to_string()),
        Ok(()) => Ok("the line of the feed is saved".to_owned()),
    };
    Outcome { message: Message::FeedLineWritten { address: address.to_owned(), outcome }, command }
}

/// Returns the address of the feed that is meant by one that may be masked.
fn own_address(list: &Subscriptions, address: &str) -> Result<String, ChangeError> {
    match list.named(address).as_slice() {
        [] => Err(ChangeError::Missing(address.to_owned())),
        [feed] => Ok(feed.address.clone()),
        _ => Err(ChangeError::Several(address.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://ada:secret@e.org/feed";

    fn file(text: &str) -> (tempfile::TempDir, SubscriptionsFile) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("feeds");
        std::fs::write(&path, text).expect("written");
        (folder, SubscriptionsFile::new(path))
    }

    fn content(file: &SubscriptionsFile) -> String {
        std::fs::read_to_string(file.path()).expect("a file")
    }

    /// Regression: of two feeds that differ in their tokens alone, the first one was removed.
    #[test]
    fn one_of_two_feeds_that_are_shown_as_the_same_is_not_guessed() {
        let text = "https://e.org/f?token=a\nhttps://e.org/f?token=b\n";
        let (_folder, file) = file(text);
        let said = unsubscribe(&file, "https://e.org/f?token=***").message;
        assert!(matches!(&said, Message::Done(Err(why)) if why.contains("several")), "{said:?}");
        assert_eq!(content(&file), text);
    }

    #[test]
    fn a_feed_is_added_edited_and_removed_by_its_masked_address() {
        let (_folder, file) = file("# mine\n");
        let feed = NewFeed {
            address: ADDRESS.to_owned(),
            title: None,
            tags: vec!["rust".to_owned(), "long reads".to_owned()],
        };
        let added = subscribe(&file, &feed, true);
        assert!(matches!(added.command, Some(Command::Sync(SyncScope::Only(_)))));
        assert_eq!(content(&file), format!("# mine\n{ADDRESS} rust \"long reads\"\n"));
        let Message::Done(Ok(said)) = added.message else { panic!("{:?}", added.message) };
        assert!(!said.contains("secret"), "{said}");
        let again = subscribe(&file, &feed, true).message;
        assert!(matches!(&again, Message::Done(Err(why)) if why.contains("line 2")), "{again:?}");
        let masked = "https://ada:***@e.org/feed";
        let read = read_line(&file, masked.to_owned()).message;
        let Message::FeedLine { words: Ok(words), .. } = read else { panic!("{read:?}") };
        assert_eq!(words, "rust \"long reads\"");
        write_line(&file, masked, "rust every=2h");
        assert_eq!(content(&file), format!("# mine\n{ADDRESS} rust every=2h\n"));
        let wrong = write_line(&file, masked, "every=soon").message;
        assert!(matches!(wrong, Message::FeedLineWritten { outcome: Err(_), .. }), "{wrong:?}");
        assert_eq!(content(&file), format!("# mine\n{ADDRESS} rust every=2h\n"));
        unsubscribe(&file, masked);
        assert_eq!(content(&file), "# mine\n");
        let missing = unsubscribe(&file, masked).message;
        assert!(matches!(missing, Message::Done(Err(_))), "{missing:?}");
    }
}
