//! Which literals are looked for beside those of triggers.
//!
//! What signatures need whose parts may lie apart is short and frequent: `200`, `log`, `http/1.1`. An access log has a dozen of these on
//! each line. Most of those signatures are about something else, and no trigger of theirs ever matches; so what one
//! needs is looked for from its first trigger on, and, that once, in what was skimmed before.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::companions::{is_companion, is_wide_trigger};
use crate::matcher::skim::Wanted;
use crate::signature::table::{LiteralIndex, PatternIndex, SignatureIndex, SignatureTable};

/// What is looked for since these triggers were found.
#[derive(Debug, Default)]
pub(super) struct Sought {
    triggers: BTreeSet<LiteralIndex>,
    companions: BTreeSet<LiteralIndex>,
    /// Triggers, and those companions.
    pub(super) wanted: Wanted,
}

impl Sought {
    /// True if all is looked for that signatures need which this literal triggers.
    pub(super) fn has(&self, trigger: LiteralIndex) -> bool {
        self.triggers.contains(&trigger)
    }

    /// The same with what signatures need that these literals trigger, too.
    pub(super) fn with(&self, table: &SignatureTable, triggers: &BTreeSet<LiteralIndex>) -> Self {
        let companions = &self.companions | &companions_of(table, triggers);
        Sought { triggers: &self.triggers | triggers, wanted: Wanted::triggers_and(table, &companions), companions }
    }

    /// What is not looked for in `before`, alone; `None` if that is nothing.
    pub(super) fn beyond(&self, table: &SignatureTable, before: &Sought) -> Option<Wanted> {
        let companions = &self.companions - &before.companions;
        (!companions.is_empty()).then(|| Wanted::only(table, &companions))
    }
}

/// What signatures need whose parts may lie apart and that these literals trigger.
fn companions_of(table: &SignatureTable, triggers: &BTreeSet<LiteralIndex>) -> BTreeSet<LiteralIndex> {
    let patterns = triggers.iter().flat_map(|literal| table.patterns_of(*literal));
    let triggered: BTreeSet<SignatureIndex> = patterns
        .filter(|pattern| is_wide_trigger(table, *pattern))
        .map(|pattern| table.pattern(pattern).signature)
        .collect();
    let is_needed =
        |pattern: PatternIndex| is_companion(table, pattern) && triggered.contains(&table.pattern(pattern).signature);
    let literals = (0..table.literal_count()).map(|index| LiteralIndex(index as u32));
    let companions = literals.filter(|literal| table.uses(*literal).is_companion);
    companions.filter(|literal| table.patterns_of(*literal).any(is_needed)).collect()
}

/// What was sought in any window of a log: what the next one begins with.
#[derive(Debug, Default)]
pub(super) struct SoughtSoFar(Mutex<Arc<Sought>>);

impl SoughtSoFar {
    pub(super) fn get(&self) -> Arc<Sought> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds what else is sought in a window.
    pub(super) fn add(&self, table: &SignatureTable, sought: &Arc<Sought>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *all = if all.triggers.is_subset(&sought.triggers) {
            Arc::clone(sought)
        } else {
            Arc::new(all.with(table, &sought.triggers))
        };
    }
}
