//! A response whose body is read in parts, so that it need not fit into memory.

use std::io::Read;

use ureq::http::header::HeaderValue;
use ureq::{Body, BodyReader};

use super::control::Control;
use super::error::Error;
use super::limits::Limits;
use super::message::Response;

/// Bytes of one part at most.
const PART: usize = 64 * 1024;

/// A response whose body has not been read yet.
pub struct Stream {
    /// The response, with an empty body.
    pub head: Response,
    /// Bytes of the body, if the server says so and it is not compressed.
    pub length: Option<u64>,
    reader: BodyReader<'static>,
    limits: Limits,
    part: Vec<u8>,
    read: usize,
}

impl Stream {
    /// Prepares to read the body of a response.
    ///
    /// # Errors
    /// If the response is a success whose body is too large, or is compressed in an unknown way.
    pub(super) fn new(
        head: Response,
        response: ureq::http::Response<Body>,
        limits: Limits,
    ) -> Result<Self, Error> {
        let encoding = response.headers().get("content-encoding").map(HeaderValue::as_bytes);
        // ureq removes the header of an encoding that it decodes.
        let is_encoded =
            encoding.is_some_and(|it| !it.is_empty() && !it.eq_ignore_ascii_case(b"identity"));
        let length = response.body().content_length();
        if head.is_success() {
            if is_encoded {
                return Err(Error::Compression);
            }
            if length.is_some_and(|it| it > u64::try_from(limits.size).unwrap_or(u64::MAX)) {
                return Err(Error::TooLarge(limits.size));
            }
        }
        let reader = response.into_body().into_reader();
        Ok(Self { head, length, reader, limits, part: Vec::new(), read: 0 })
    }

    /// Waits for the next part of the body, decompressed; `None` at its end.
    ///
    /// # Errors
    /// If the body is cut, damaged or beyond a limit, or if it is no longer wanted.
    pub fn read(&mut self, control: &Control<'_>) -> Result<Option<&[u8]>, Error> {
        if !(control.is_wanted)() {
            return Err(Error::Cancelled);
        }
        self.part.resize(PART, 0);
        match self.reader.read(&mut self.part) {
            Ok(0) => Ok(None),
            Ok(read) => {
                self.read = self.read.saturating_add(read);
                if self.read > self.limits.size {
                    return Err(Error::TooLarge(self.limits.size));
                }
                Ok(self.part.get(..read))
            }
            Err(error) => Err(Error::of_io(error, &self.limits)),
        }
    }
}
