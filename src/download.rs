//! Downloads of media files into a folder: one request, continued where an earlier one ended.
//! Which file is downloaded, and when, is decided by the caller.

mod control;
mod error;
mod file_name;
mod part;
mod range;
mod transfer;

pub use control::DownloadControl;
pub use error::DownloadError;
pub use file_name::file_name;
pub use transfer::{Download, Downloader};
