//! Choosing among the media files of an article, and opening one with an opener of the settings or
//! the browser. Downloading them is the business of `downloads`.

use crate::article::Enclosure;
use crate::store::Id;
use crate::text;

use crate::app::effect::Effect;
use crate::app::model::openers::Openers;
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::{Menu, MenuItem};
use crate::app::overlays::request::{MediaFile, Request};
use crate::app::panes::enclosures;
use crate::app::{App, Status};

/// What to do with the chosen media file.
type Choose = fn(MediaFile) -> Request;

impl App {
    /// Opens the media file of that number, from 1, or the only one; asks if there are several.
    pub(in crate::app) fn open_enclosure(&mut self, number: Option<usize>) -> Vec<Effect> {
        let chosen =
            self.choose_enclosure(number, "a number or Enter opens one", Request::OpenMedia);
        chosen.map_or_else(Vec::new, |file| self.open_media(file))
    }

    /// Downloads the media file of that number, from 1, or the only one; asks if there are several.
    pub(in crate::app) fn download_enclosure(&mut self, number: Option<usize>) -> Vec<Effect> {
        let note = "a number or Enter downloads one";
        let chosen = self.choose_enclosure(number, note, |file| Request::Download(file.download));
        chosen.map_or_else(Vec::new, |file| self.download(file.download))
    }

    /// Opens a media file with its opener; without one, asks whether to open it in the browser or
    /// to download it.
    pub(in crate::app) fn open_media(&mut self, file: MediaFile) -> Vec<Effect> {
        let MediaFile { download, size, read } = file;
        let url = download.url.clone();
        if Openers::new(&self.config().openers).find(&url).is_some() {
            return self.open_and_mark(vec![url], &read);
        }
        let is_running = self.downloads.has(&url);
        let item = |keys: &'static str, name: &str, note: String, choice: Request| MenuItem {
            keys: keys.into(),
            name: name.to_owned(),
            note,
            choice,
        };
        let open = Request::OpenAll { urls: vec![url], read };
        let download_name = if is_running { "Stop the download" } else { "Download" };
        let note = size.map_or_else(String::new, text::bytes);
        let items = vec![
            item("oe", "Open in the browser", String::new(), open),
            item("dE", download_name, note, Request::Download(download)),
        ];
        self.overlays.push(Overlay::Menu(Menu::new(
            "Media file",
            "o opens it, d downloads it",
            items,
        )));
        Vec::new()
    }

    /// The media file of that number, from 1, or the only one of the shown article. If there are
    /// several, asks for one; if there is none, says so.
    fn choose_enclosure(
        &mut self,
        number: Option<usize>,
        note: &'static str,
        choose: Choose,
    ) -> Option<MediaFile> {
        self.list.choose();
        let files = self.media_files();
        match (number, files.len()) {
            (_, 0) => self.status = Status::info("this article has no media files"),
            (None, 1) => return files.into_iter().next().map(|(_, file)| file),
            (None, _) => self.ask_enclosure(files, note, choose),
            (Some(number), count) => {
                let file = number.checked_sub(1).and_then(|at| files.into_iter().nth(at));
                if file.is_none() {
                    let said = format!("no media file {number}, there are {count}");
                    self.status = Status::warning(said);
                }
                return file.map(|(_, file)| file);
            }
        }
        None
    }

    /// The media files of the shown article.
    fn media_files(&self) -> Vec<(Enclosure, MediaFile)> {
        let read: Vec<Id> = self.reader.id().into_iter().collect();
        let enclosures = self.shown().map(|article| article.enclosures.to_vec());
        let file = |enclosure: Enclosure| {
            let download = self.download_of(&enclosure);
            let file = MediaFile { download, size: enclosure.length, read: read.clone() };
            (enclosure, file)
        };
        enclosures.unwrap_or_default().into_iter().map(file).collect()
    }

    fn ask_enclosure(
        &mut self,
        files: Vec<(Enclosure, MediaFile)>,
        note: &'static str,
        choose: Choose,
    ) {
        let items = files.into_iter().enumerate().map(|(at, (enclosure, file))| MenuItem {
            keys: if at < 9 { (at + 1).to_string().into() } else { "".into() },
            name: enclosures::name(&enclosure),
            note: enclosures::facts(&enclosure),
            choice: choose(file),
        });
        let mut menu = Menu::new("Media", note, items.collect());
        menu.long = true;
        self.overlays.push(Overlay::Menu(menu));
    }

    /// Whether the shown article has media files.
    pub(crate) fn has_enclosures(&self) -> bool {
        self.shown().is_some_and(|article| !article.enclosures.is_empty())
    }
}
