//! The order of all entries in force over several packs, without a list of them.
//!
//! The largest pack is the base. What other packs add to it or replace in it is kept as *extras*, sorted; an entry's place follows from
//! how many of them stand before it. So opening the knowledge costs as much as the smaller packs are long, and a
//! hundred thousand entries of one pack cost nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The packs, as far as the order needs them. Entries of a pack are numbered in the order of their ids.
pub(super) trait Pack {
    /// How many entries it has.
    fn len(&self) -> usize;
    /// The id of entry `index`.
    fn id(&self, index: usize) -> Cow<'_, str>;
    /// Where the entry `id` is, or where it would have to be.
    fn find(&self, id: &str) -> Result<usize, usize>;
}

/// Where the entry of an ordinal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The pack.
    pub(super) pack: usize,
    /// The entry in it.
    pub(super) index: usize,
    /// The pack whose entry of the same id it replaces.
    pub(super) overrides: Option<usize>,
}

/// The order of the entries in force.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    /// How many there are.
    pub(super) len: usize,
    base: usize,
    extras: Vec<Extra>,
}

/// An entry that is not simply the one of the base.
#[derive(Clone, Copy, Debug)]
struct Extra {
    place: Place,
    /// The entry of the base before which it stands, or which it stands for.
    at: usize,
    /// True if it stands for that entry.
    replaces: bool,
    ordinal: usize,
}

impl Order {
    /// The order of the entries of `packs`, of which later ones override earlier ones.
    pub(super) fn of<P: Pack>(packs: &[P]) -> Self {
        let Some(base) = (0..packs.len()).max_by_key(|pack| (packs[*pack].len(), usize::MAX - pack)) else {
            return Order::default();
        };
        let mut chosen: BTreeMap<Cow<'_, str>, Place> = BTreeMap::new();
        for (pack, content) in packs.iter().enumerate() {
            if pack == base {
                for (id, place) in &mut chosen {
                    if let Ok(index) = content.find(id) {
                        *place = Place { pack, index, overrides: Some(place.pack) };
                    }
                }
                continue;
            }
            for index in 0..content.len() {
                let id = content.id(index);
                let earlier = chosen.get(&id).map(|place| place.pack);
                let in_base = || (base < pack && packs[base].find(&id).is_ok()).then_some(base);
                let overrides = earlier.or_else(in_base);
                chosen.insert(id, Place { pack, index, overrides });
            }
        }
        let mut extras = Vec::with_capacity(chosen.len());
        let mut added = 0;
        for (id, place) in chosen {
            let (at, replaces) = packs[base].find(&id).map_or_else(|at| (at, false), |at| (at, true));
            extras.push(Extra { place, at, replaces, ordinal: at + added });
            added += usize::from(!replaces);
        }
        Order { len: packs[base].len() + added, base, extras }
    }

    /// Where the entry `ordinal` is; `None` if there is none.
    pub(super) fn place(&self, ordinal: usize) -> Option<Place> {
        if ordinal >= self.len {
            return None;
        }
        match self.extras.binary_search_by_key(&ordinal, |extra| extra.ordinal) {
            Ok(extra) => Some(self.extras[extra].place),
            Err(behind) => {
                let added = behind.checked_sub(1).map_or(0, |last| self.extras[last].added());
                Some(Place { pack: self.base, index: ordinal - added, overrides: None })
            }
        }
    }

    /// The ordinal of the entry `id`.
    pub(super) fn find<P: Pack>(&self, packs: &[P], id: &str) -> Option<usize> {
        let id_of = |extra: &Extra| packs[extra.place.pack].id(extra.place.index);
        if let Ok(extra) = self.extras.binary_search_by(|extra| id_of(extra).as_ref().cmp(id)) {
            return Some(self.extras[extra].ordinal);
        }
        let at = packs.get(self.base)?.find(id).ok()?;
        let behind = self.extras.partition_point(|extra| extra.at <= at);
        Some(at + behind.checked_sub(1).map_or(0, |last| self.extras[last].added()))
    }
}

impl Extra {
    /// How many entries stand up to here that the base does not have.
    fn added(&self) -> usize {
        self.ordinal - self.at + usize::from(!self.replaces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Ids(Vec<String>);

    impl Pack for Ids {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn id(&self, index: usize) -> Cow<'_, str> {
            self.0[index].as_str().into()
        }

        fn find(&self, id: &str) -> Result<usize, usize> {
            self.0.binary_search_by(|known| known.as_str().cmp(id))
        }
    }

    proptest! {
        #[test]
        fn it_is_the_order_of_a_plain_merge(
            packs in proptest::collection::vec(proptest::collection::btree_set("[a-f]{1,2}", 0..12), 0..5),
        ) {
            let packs: Vec<Ids> = packs.into_iter().map(|ids| Ids(ids.into_iter().collect())).collect();
            let mut expected: BTreeMap<&str, Place> = BTreeMap::new();
            for (pack, ids) in packs.iter().enumerate() {
                for (index, id) in ids.0.iter().enumerate() {
                    let overrides = expected.get(id.as_str()).map(|place| place.pack);
                    expected.insert(id, Place { pack, index, overrides });
                }
            }
            let order = Order::of(&packs);
            prop_assert_eq!(order.len, expected.len());
            for (ordinal, (id, place)) in expected.iter().enumerate() {
                prop_assert_eq!(order.place(ordinal), Some(*place), "{}", id);
                prop_assert_eq!(order.find(&packs, id), Some(ordinal), "{}", id);
            }
            prop_assert_eq!(order.place(expected.len()), None);
            prop_assert_eq!(order.find(&packs, "zz"), None);
        }
    }
}
