//! Every part of a combination is there, and yet it does not match: what keeps them apart.

use std::ops::Range;

use serde::Serialize;

use super::words::{counted, duration, quoted};
use crate::limits::WINDOW_BYTES_MAX;
use crate::log::{Log, Stamp};
use crate::matcher::{Occurrence, combine};
use crate::report::Evidence;
use crate::signature::{Role, Signature, Window};

/// What keeps a signature from matching; the word in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObstacleKind {
    /// A `none` member is there.
    Excluded,
    /// A part does not occur often enough.
    Count,
    /// A part of a sequence stands before the one that it must follow.
    Order,
    /// Parts stand in different streams.
    Stream,
    /// Parts stand in different events.
    Event,
    /// Parts lie too many lines apart.
    Lines,
    /// Parts lie too much time apart.
    Time,
    /// A line has no time, or the times cannot be compared.
    NoTime,
    /// Parts lie too many bytes apart.
    Bytes,
    /// Parts stand in different files.
    File,
    /// Each two of the parts would do, but not all of them together.
    Together,
}

/// One obstacle.
#[derive(Clone, Debug, Serialize)]
pub struct Obstacle {
    /// What kind.
    pub kind: ObstacleKind,
    /// It in a sentence without a full stop.
    pub what: String,
    /// How to get around it, if that is what one wants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair: Option<String>,
    /// The places that it is about.
    pub places: Vec<Evidence>,
}

/// A signature on one log, with where its members occur.
pub(super) struct Scene<'a> {
    pub(super) file: &'a str,
    pub(super) log: &'a Log<'a>,
    pub(super) signature: &'a Signature,
    /// The members as written.
    pub(super) written: &'a [&'a str],
    pub(super) occurrences: &'a [Vec<Occurrence>],
}

/// Two occurrences, near to each other, and how far apart they are in raw bytes.
#[derive(Clone, Copy)]
struct Near<'o> {
    first: &'o Occurrence,
    second: &'o Occurrence,
    bytes: usize,
}

impl Scene<'_> {
    /// What keeps the parts apart; `None` if a part is missing.
    pub(super) fn obstacle(&self) -> Option<Obstacle> {
        let members = || self.signature.members.iter().enumerate();
        let required = |role: Role| matches!(role, Role::All | Role::Sequence);
        let absent = members().any(|(index, member)| required(member.role) && self.occurrences[index].is_empty());
        let anys: Vec<usize> =
            members().filter(|(_, member)| member.role == Role::Any).map(|(index, _)| index).collect();
        if absent || (!anys.is_empty() && anys.iter().all(|index| self.occurrences[*index].is_empty())) {
            return None;
        }
        if let Some((index, member)) =
            members().find(|(index, member)| required(member.role) && self.occurrences[*index].len() < member.count)
        {
            let (there, needed) = (self.occurrences[index].len(), member.count);
            let what = format!("{} is there {}, and has to be {needed} times", self.part(index), times(there));
            return Some(self.obstacle_of(ObstacleKind::Count, what, None, &[]));
        }
        if let Some(excluded) = self.excluded() {
            return Some(excluded);
        }
        let parts: Vec<usize> = members()
            .filter(|(_, member)| required(member.role))
            .map(|(index, _)| index)
            .chain(anys.iter().copied().find(|index| !self.occurrences[*index].is_empty()))
            .collect();
        for (at, first) in parts.iter().enumerate() {
            for second in &parts[at + 1..] {
                if let Some(obstacle) = self.between(*first, *second) {
                    return Some(obstacle);
                }
            }
        }
        let what = "the parts do not stand together often enough, or not all of them".to_owned();
        Some(self.obstacle_of(ObstacleKind::Together, what, Some("widen `within`"), &[]))
    }

    fn obstacle_of(&self, kind: ObstacleKind, what: String, repair: Option<&str>, at: &[&Occurrence]) -> Obstacle {
        let place = |one: &&Occurrence| crate::matcher::evidence_of(self.log, self.signature, one, self.file);
        let mut places: Vec<Evidence> = at.iter().map(place).collect();
        places.sort_by_key(|place| (place.byte_start, place.byte_end));
        Obstacle { kind, what, repair: repair.map(str::to_owned), places }
    }

    fn part(&self, member: usize) -> String {
        quoted(self.written.get(member).copied().unwrap_or_default())
    }

    fn line(&self, one: &Occurrence) -> usize {
        self.log.locate(&self.log.streams()[one.stream], one.span.start).line
    }

    fn raw(&self, one: &Occurrence) -> usize {
        let stream = &self.log.streams()[one.stream];
        stream.raw_start(stream.stream_line_of(one.span.start))
    }

    fn stream_line(&self, one: &Occurrence) -> usize {
        self.log.streams()[one.stream].stream_line_of(one.span.start)
    }

    fn stamp(&self, one: &Occurrence) -> Option<Stamp> {
        self.log.stamp(&self.log.streams()[one.stream], self.stream_line(one))
    }

    /// It would match, were it not for a `none` member.
    fn excluded(&self) -> Option<Obstacle> {
        let without: Vec<Vec<Occurrence>> = self
            .signature
            .members
            .iter()
            .zip(self.occurrences)
            .map(|(member, list)| if member.role == Role::None { Vec::new() } else { list.clone() })
            .collect();
        let matches = combine::combine(self.log, self.signature, &without);
        let first = &matches.first()?.parts.first()?.1;
        let none = |index: &usize| self.signature.members[*index].role == Role::None;
        let distance = |one: &Occurrence| self.raw(one).abs_diff(self.raw(first));
        let all = (0..self.occurrences.len()).filter(none);
        let (index, nearest) = all
            .flat_map(|index| self.occurrences[index].iter().map(move |one| (index, one)))
            .min_by_key(|(_, one)| (distance(one), one.span.start))?;
        let what = format!(
            "the parts stand together on line {}, but {} of `none` stands on line {}",
            self.line(first),
            self.part(index),
            self.line(nearest)
        );
        Some(self.obstacle_of(ObstacleKind::Excluded, what, None, &[nearest]))
    }

    /// What keeps two parts apart; `None` if nothing does.
    fn between(&self, first: usize, second: usize) -> Option<Obstacle> {
        let ordered = [first, second].iter().all(|member| self.signature.members[*member].role == Role::Sequence);
        let across = self.signature.window.is_across();
        let Some(near) = self.nearest(first, second, !across, ordered) else {
            let Some(near) = self.nearest(first, second, !across, false) else {
                let near = self.nearest(first, second, false, false)?;
                return Some(self.in_streams(near, first, second));
            };
            let (second_at, first_at) = (self.line(near.second), self.line(near.first));
            let what = format!(
                "{} on line {second_at} stands before {} on line {first_at}, which it has to follow",
                self.part(second),
                self.part(first),
            );
            let repair = Some("`all` takes any order");
            return Some(self.obstacle_of(ObstacleKind::Order, what, repair, &[near.first, near.second]));
        };
        self.too_far(near)
    }

    fn in_streams(&self, near: Near<'_>, first: usize, second: usize) -> Obstacle {
        let name = |one: &Occurrence| match self.log.streams()[one.stream].name() {
            Some(name) => format!("in {name}"),
            None => "outside of any stream".to_owned(),
        };
        let what = format!(
            "{} stands {}, line {}, and {} {}, line {}",
            self.part(first),
            name(near.first),
            self.line(near.first),
            self.part(second),
            name(near.second),
            self.line(near.second),
        );
        let repair = match self.signature.window {
            Window::Event => "`within = \"N lines\"` with `across = true` looks into all streams",
            _ => "`across = true` looks into all streams",
        };
        self.obstacle_of(ObstacleKind::Stream, what, Some(repair), &[near.first, near.second])
    }

    fn too_far(&self, near: Near<'_>) -> Option<Obstacle> {
        let (a, b) = (self.line(near.first), self.line(near.second));
        let at = [near.first, near.second];
        let lines = a.min(b)..a.max(b);
        let apart =
            |kind, what: String, repair: Option<String>| Some(self.obstacle_of(kind, what, repair.as_deref(), &at));
        if near.bytes > WINDOW_BYTES_MAX {
            let what = format!(
                "lines {} and {} lie {} KiB apart, and no window is larger than {} KiB",
                lines.start,
                lines.end,
                near.bytes / 1024,
                WINDOW_BYTES_MAX / 1024
            );
            return apart(ObstacleKind::Bytes, what, None);
        }
        match self.signature.window {
            Window::Event => self.in_events(near, &lines),
            Window::Lines { count, across } => {
                let between = if across {
                    lines.len()
                } else {
                    self.stream_line(near.first).abs_diff(self.stream_line(near.second))
                };
                let what = format!(
                    "lines {} and {} are {} apart{}, and the window is {}",
                    lines.start,
                    lines.end,
                    counted(between, "line"),
                    if across || between == lines.len() { "" } else { " in their stream" },
                    counted(count, "line")
                );
                let repair = format!("`within = \"{} lines\"` takes both", between + 1);
                if between < count { None } else { apart(ObstacleKind::Lines, what, Some(repair)) }
            }
            Window::Time { micros, .. } => self.in_time(near, micros),
        }
    }

    fn in_events(&self, near: Near<'_>, lines: &Range<usize>) -> Option<Obstacle> {
        let stream = &self.log.streams()[near.first.stream];
        let event = |one: &Occurrence| stream.event_of_line(self.stream_line(one));
        let between = event(near.first).abs_diff(event(near.second));
        if between == 0 {
            return None;
        }
        let what = format!(
            "lines {} and {} belong to two records, {} apart, and `within` is \"event\"",
            lines.start,
            lines.end,
            counted(lines.len(), "line")
        );
        let needed = self.stream_line(near.first).abs_diff(self.stream_line(near.second)) + 1;
        let repair = format!("`within = \"{needed} lines\"` takes both");
        Some(self.obstacle_of(ObstacleKind::Event, what, Some(&repair), &[near.first, near.second]))
    }

    fn in_time(&self, near: Near<'_>, micros: i64) -> Option<Obstacle> {
        let (a, b) = (self.line(near.first), self.line(near.second));
        let at = [near.first, near.second];
        let no_time = |what: String| {
            let repair = Some("`within = \"N lines\"` needs no times");
            Some(self.obstacle_of(ObstacleKind::NoTime, what, repair, &at))
        };
        match (self.stamp(near.first), self.stamp(near.second)) {
            (None, None) if !self.has_times() => {
                no_time("no line of the log has a time, and `within` is in seconds".to_owned())
            }
            (None, _) => no_time(format!("line {a} has no time, and `within` is in seconds")),
            (_, None) => no_time(format!("line {b} has no time, and `within` is in seconds")),
            (Some(first), Some(second)) => match second.since(first) {
                None => no_time(format!(
                    "the times of lines {a} and {b} cannot be compared: one has a date or a zone that the other lacks"
                )),
                Some(distance) if distance.abs() > micros => {
                    let what = format!(
                        "lines {} and {} lie {} apart, and the window is {}",
                        a.min(b),
                        a.max(b),
                        duration(distance),
                        duration(micros)
                    );
                    Some(self.obstacle_of(ObstacleKind::Time, what, Some("widen `within`"), &at))
                }
                Some(_) => None,
            },
        }
    }

    /// True if any of the first lines states a time.
    fn has_times(&self) -> bool {
        const LINES_MAX: usize = 1_000;
        self.log.streams().iter().any(|stream| {
            (0..stream.lines().len().min(LINES_MAX)).any(|line| self.log.own_stamp(stream, line).is_some())
        })
    }

    /// The two occurrences that lie nearest to each other; of one stream, and in order, if asked for.
    fn nearest(&self, first: usize, second: usize, one_stream: bool, ordered: bool) -> Option<Near<'_>> {
        let sorted = |member: usize| {
            let mut list: Vec<(usize, usize, &Occurrence)> = self.occurrences[member]
                .iter()
                .map(|one| (if one_stream { one.stream } else { 0 }, self.raw(one), one))
                .collect();
            list.sort_by_key(|(lane, raw, one)| (*lane, *raw, one.span.start));
            list
        };
        let (firsts, seconds) = (sorted(first), sorted(second));
        let mut best: Option<Near<'_>> = None;
        for (lane, raw, one) in &firsts {
            let at = seconds
                .partition_point(|(other, place, it)| (*other, *place, it.span.start) < (*lane, *raw, one.span.start));
            let before = if ordered { None } else { at.checked_sub(1) };
            for index in [before, Some(at)].into_iter().flatten() {
                let Some((other, place, second)) = seconds.get(index) else { continue };
                let bytes = raw.abs_diff(*place);
                if other == lane && best.is_none_or(|best| bytes < best.bytes) {
                    best = Some(Near { first: one, second, bytes });
                }
            }
        }
        best
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}
