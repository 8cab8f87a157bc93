//! The words of the query language. Parser, completion and help all use these tables.

/// Declares an enum whose variants are words of the query language. The doc comment of a variant is
/// also its help text; the example defaults to the word itself.
macro_rules! named {
    ($(#[$about:meta])* $name:ident {
        $($(#[doc = $doc:literal])+
        $variant:ident = $word:literal $(as $example:literal)? $(#[$mark:ident])?,)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $doc])+ $(#[$mark])? $variant,)*
        }

        impl $name {
            /// All variants with their names.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)*];

            /// An example and a description of each variant.
            pub(super) const HELP: &'static [(&'static str, &'static str)] =
                &[$(([$($example,)? $word][0], concat!($($doc),+)),)*];

            /// The name used in queries.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::ALL.iter().find(|(_, other)| *other == self).map_or("", |(name, _)| *name)
            }
        }
    };
}

pub(super) use named;

named! {
    /// A field of an article that holds text.
    Field {
        /// The headline.
        Title = "title" as "title:mars",
        /// The summary.
        Excerpt = "excerpt" as "excerpt:\"in orbit\"",
        /// The publisher's name.
        Provider = "provider" as "provider:times",
        /// The publisher's host.
        Domain = "domain" as "domain:nasa.gov",
        /// Each of its topics; tag: means the same.
        Topic = "topic" as "topic:space",
        /// The address or the title of its feed.
        Feed = "feed" as "feed:example.org",
        /// Its category.
        Category = "category" as "category:science",
        /// Its type.
        Type = "type" as "type:video",
        /// Its links.
        Url = "url" as "url:/\\.pdf$/",
        /// Who wrote it.
        Author = "author" as "author:\"Ada Lovelace\"",
    }
}

/// Other names of fields.
pub(super) const ALIASES: &[(&str, Field)] = &[("tag", Field::Topic)];

impl Field {
    /// Finds a field by any of its names, in lower case.
    pub(super) fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().chain(ALIASES);
        all.find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}

named! {
    /// A number of an article.
    Number {
        /// The publisher's score.
        Quality = "quality" as "quality>=50",
        /// The weight of the story that it leads.
        Heat = "heat" as "heat:70..120",
        /// How many providers report its story.
        Sources = "sources" as "sources>2",
    }
}

named! {
    /// A keyword that takes a time.
    When {
        /// Published on this day, month or year, or later.
        After = "after" as "after:2023-06-15",
        /// Published before this day, month or year.
        Before = "before" as "before:2023",
        /// Published on this day, or in this month or year.
        On = "on" as "on:2023-06",
        /// Published less than this long ago: m, h, d or w.
        Newer = "newer" as "newer:12h",
        /// Published longer ago than this.
        Older = "older" as "older:3w",
    }
}

/// Published on this day.
pub(super) const TODAY: &str = "today";

named! {
    /// A state or property of an article.
    State {
        /// It leads its story.
        Lead = "is:lead",
        /// Its document says that it is published.
        Published = "is:published",
        /// It is a video.
        Video = "is:video",
        /// No report of its story has been read.
        Unread = "is:unread",
        /// A report of its story has been read.
        Read = "is:read",
        /// It is starred.
        Starred = "is:starred",
        /// It arrived since the last visit.
        New = "is:new",
        /// A rule hides it.
        Muted = "is:muted",
        /// It has pictures.
        Image = "has:image",
        /// It has media files, such as an episode.
        Enclosure = "has:enclosure",
        /// It lists other reports.
        Related = "has:related",
        /// It has more than a header.
        Body = "has:body",
        /// Not all of it could be read.
        Problem = "has:problem",
    }
}
