//! What a download asks and tells its caller.

/// Decisions of the caller during a download, and what it learns.
pub struct DownloadControl<'a> {
    /// Called before each part; false ends the download, and keeps what has arrived.
    pub is_wanted: &'a (dyn Fn() -> bool + Sync),
    /// Called at the start and then a few times a second with the bytes of the file that are here,
    /// and with those of the whole file if they are known.
    pub report: &'a (dyn Fn(u64, Option<u64>) + Sync),
}

impl Default for DownloadControl<'_> {
    fn default() -> Self {
        Self { is_wanted: &|| true, report: &|_, _| () }
    }
}
