//! What an entry needs to know of the feed around it.

use std::cell::Cell;

use url::Url;

use super::content::Kind;
use super::links;
use super::xml::Element;

/// The surroundings of an entry.
#[derive(Debug)]
pub(super) struct EntryContext {
    /// Address of the feed.
    pub(super) url: Url,
    /// The base that an element around declares.
    pub(super) base: Option<Url>,
    /// Page of the site, if it is known yet.
    pub(super) site: Option<Url>,
    /// Whether the feed is Atom, where types and bases are said.
    pub(super) is_atom: bool,
    /// Author of the feed, who in Atom is that of its entries.
    pub(super) author: Option<String>,
    /// Whether an address was read that may be relative to the site before that was known.
    pub(super) lacks_site: Cell<bool>,
}

impl EntryContext {
    /// Starts with nothing known but the address.
    pub(super) fn new(url: &Url, site: Option<Url>) -> Self {
        Self {
            url: url.clone(),
            base: None,
            site,
            is_atom: false,
            author: None,
            lacks_site: Cell::new(false),
        }
    }

    /// What an untyped text holds.
    pub(super) fn kind(&self) -> Kind {
        if self.is_atom { Kind::Plain } else { Kind::Unknown }
    }

    /// What relative addresses refer to: the declared base; in RSS the site, else the feed.
    pub(super) fn base(&self) -> &Url {
        let site = self.site.as_ref().filter(|_| !self.is_atom);
        self.base.as_ref().or(site).unwrap_or(&self.url)
    }

    /// Like [`EntryContext::base`], for the addresses of one element, which may declare its own.
    pub(super) fn base_of(&self, element: &Element<'_>) -> Url {
        self.declared(element).unwrap_or_else(|| self.base().clone())
    }

    /// Returns the base that an element or one around it declares.
    pub(super) fn declared(&self, element: &Element<'_>) -> Option<Url> {
        let own = element.attribute("xml:base").and_then(|own| links::join(self.base(), &own));
        own.or_else(|| self.base.clone())
    }

    /// Returns an address as an absolute one.
    pub(super) fn resolve(&self, element: &Element<'_>, written: &str) -> Option<String> {
        if !self.is_atom && self.site.is_none() && !links::is_absolute(written) {
            self.lacks_site.set(true);
        }
        links::resolve(&self.base_of(element), written)
    }
}
