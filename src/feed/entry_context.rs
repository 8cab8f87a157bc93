//! The facts of a feed that its entries depend on.

use std::cell::Cell;

use url::Url;

use super::content::TextKind;
use super::links;
use super::xml::Element;

/// The feed around an entry.
#[derive(Debug)]
pub(super) struct EntryContext {
    /// Address of the feed.
    pub(super) url: Url,
    /// The base that an enclosing element declares.
    pub(super) base: Option<Url>,
    /// Page of the site, if it is known yet.
    pub(super) site: Option<Url>,
    /// Whether the feed is Atom, where types and bases are declared.
    pub(super) is_atom: bool,
    /// Author of the feed; in Atom, also of its entries.
    pub(super) author: Option<String>,
    /// Whether an address that may be relative to the site was read before the site was known.
    pub(super) lacks_site: Cell<bool>,
}

impl EntryContext {
    /// Starts with the address alone.
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

    /// The format of an untyped text.
    pub(super) fn kind(&self) -> TextKind {
        if self.is_atom { TextKind::Plain } else { TextKind::Unknown }
    }

    /// The base of relative addresses: the declared one; in RSS the site, else the feed.
    pub(super) fn base(&self) -> &Url {
        let site = self.site.as_ref().filter(|_| !self.is_atom);
        self.base.as_ref().or(site).unwrap_or(&self.url)
    }

    /// Like [`EntryContext::base`], for the addresses of one element, which may declare its own.
    pub(super) fn base_of(&self, element: &Element<'_>) -> Url {
        self.declared(element).unwrap_or_else(|| self.base().clone())
    }

    /// Returns the base that an element or an enclosing one declares.
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
