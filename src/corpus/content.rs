//! What one pack holds, in each of the ways in which a pack is known: inside the binary, a folder that is looked at each
//! time, a sealed folder, texts in memory.
//!
//! How a folder is looked at is left to [`SourceSet`](super::SourceSet), which of several packs answers for an id to `order`.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use super::builtin;
use super::hash::{ContentHash, PartHasher};
use super::listing::Listing;
use super::order;
use super::source::Origin;
use crate::entry::EntryId;

/// The fingerprint of the knowledge inside the binary.
static BUILTIN_FINGERPRINT: [u8; 16] = builtin::FINGERPRINT.to_le_bytes();

/// The hash of what a damaged seal does not tell the hash of: no content has it.
pub(super) const NO_HASH: ContentHash = ContentHash::from_bytes(&[0; 32]);

/// What a pack holds, sorted by id.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Inside the binary: id, path and bytes.
    Embedded(Vec<(EntryId, &'static str, &'static [u8])>),
    /// In a folder that is looked at each time.
    Live { root: PathBuf, listing: Listing, is_new: bool },
    /// In a folder that is not.
    Sealed(PathBuf, Listing),
    /// In memory.
    Memory(Vec<Text>),
}

/// An entry in memory.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) id: EntryId,
    pub(super) path: String,
    pub(super) hash: ContentHash,
    pub(super) bytes: Arc<[u8]>,
}

impl Content {
    /// The hash of entry `index`. `None` if there is none, or a damaged seal does not tell.
    pub(super) fn hash(&self, index: usize) -> Option<ContentHash> {
        match self {
            Content::Embedded(files) => files.get(index).map(|(.., bytes)| ContentHash::of(bytes)),
            Content::Live { listing, .. } | Content::Sealed(_, listing) => listing.hash(index),
            Content::Memory(texts) => texts.get(index).map(|text| text.hash),
        }
    }

    /// The id of entry `index`, its path below the folder of its pack, and where its bytes are; `None` if there is none.
    pub(super) fn entry(&self, index: usize) -> Option<(EntryId, String, Origin)> {
        let hash = || self.hash(index).unwrap_or(NO_HASH);
        Some(match self {
            Content::Embedded(files) => {
                let (id, path, bytes) = files.get(index)?;
                (id.clone(), (*path).to_owned(), Origin::Embedded(bytes))
            }
            Content::Live { root, listing, .. } => {
                let path = listing.path(index);
                let origin = Origin::File(root.join(&*path), hash());
                (named(listing, index), path.into_owned(), origin)
            }
            Content::Sealed(root, listing) => {
                let path = listing.path(index);
                let origin = Origin::Sealed(root.join(&*path), hash());
                (named(listing, index), path.into_owned(), origin)
            }
            Content::Memory(texts) => {
                let text = texts.get(index)?;
                (text.id.clone(), text.path.clone(), Origin::Memory(Arc::clone(&text.bytes), text.hash))
            }
        })
    }

    /// Adds to the fingerprint of a corpus what the pack holds.
    pub(super) fn add_to(&self, hasher: &mut PartHasher) {
        match self {
            Content::Embedded(_) => hasher.part(&BUILTIN_FINGERPRINT),
            Content::Live { listing, .. } | Content::Sealed(_, listing) => {
                hasher.part(listing.fingerprint().as_bytes());
            }
            Content::Memory(texts) => {
                hasher.number(texts.len());
                for text in texts {
                    hasher.part(text.id.as_str().as_bytes());
                    hasher.part(text.hash.as_bytes());
                }
            }
        }
    }
}

impl order::Pack for Content {
    fn len(&self) -> usize {
        match self {
            Content::Embedded(files) => files.len(),
            Content::Live { listing, .. } | Content::Sealed(_, listing) => listing.len(),
            Content::Memory(texts) => texts.len(),
        }
    }

    /// The id of entry `index`; empty if there is none.
    fn id(&self, index: usize) -> Cow<'_, str> {
        match self {
            Content::Embedded(files) => files.get(index).map_or("", |(id, ..)| id.as_str()).into(),
            Content::Live { listing, .. } | Content::Sealed(_, listing) => listing.id_text(index),
            Content::Memory(texts) => texts.get(index).map_or("", |text| text.id.as_str()).into(),
        }
    }

    /// Where the entry `id` is, or where it would have to be.
    fn find(&self, id: &str) -> std::result::Result<usize, usize> {
        match self {
            Content::Embedded(files) => files.binary_search_by(|(known, ..)| known.as_str().cmp(id)),
            Content::Live { listing, .. } | Content::Sealed(_, listing) => listing.find(id),
            Content::Memory(texts) => texts.binary_search_by(|text| text.id.as_str().cmp(id)),
        }
    }
}

/// The id of entry `index`. Of one whose name is damaged something that is an id, so that every ordinal has an entry:
/// reading it says what is wrong.
fn named(listing: &Listing, index: usize) -> EntryId {
    let damaged = || EntryId::new(&format!("damaged/{index}")).expect("invariant: letters and digits are an id");
    listing.id(index).unwrap_or_else(damaged)
}
