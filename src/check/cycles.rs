//! Relations that go round in a circle: then none of its entries can be the root, or the one that answers.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

use super::view::View;
use crate::diagnostic::{Code, Diagnostic};
use crate::entry::{Entry, Selector, Spanned};

/// Per entry the entries that its relations mean, each once, with the place of the relation.
type Graph = Vec<Vec<(usize, Range<usize>)>>;

/// Looks for circles of `supersedes`, and of `caused_by` and `masks` together: both say that the other is the root.
pub(super) fn check(view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let supersedes = graph(view, &|entry| vec![&entry.supersedes]);
    report(view, &supersedes, "`supersedes` goes", found);
    let roots = graph(view, &|entry| vec![&entry.caused_by, &entry.masks]);
    report(view, &roots, "`caused_by` and `masks` go", found);
}

fn graph<'a>(view: &View<'a>, relations: &dyn Fn(&'a Entry) -> Vec<&'a Vec<Spanned<Selector>>>) -> Graph {
    (0..view.input.entries.len())
        .map(|index| {
            let mut edges: Vec<(usize, Range<usize>)> = Vec::new();
            for relation in relations(view.entry(index)).into_iter().flatten() {
                for target in view.selected(index, &relation.value) {
                    if edges.iter().all(|(known, _)| *known != target) {
                        edges.push((target, relation.span.clone()));
                    }
                }
            }
            edges
        })
        .collect()
}

/// Reports circles that share no entry, each once. What is left of others shows when these are mended.
fn report(view: &View<'_>, graph: &Graph, what: &str, found: &mut Vec<Diagnostic>) {
    let mut left = on_circles(graph);
    while let Some(start) = left.first().copied() {
        let Some(mut circle) = shortest_circle(graph, &left, start) else {
            left.remove(&start);
            continue;
        };
        circle.iter().for_each(|index| {
            left.remove(index);
        });
        let Some(first) = circle.iter().position(|index| view.is_reported(*index)) else { continue };
        circle.rotate_left(first);
        found.push(complaint(view, graph, &circle, what));
    }
}

fn complaint(view: &View<'_>, graph: &Graph, circle: &[usize], what: &str) -> Diagnostic {
    let next = circle.get(1).unwrap_or(&circle[0]);
    let place = graph[circle[0]].iter().find(|(target, _)| target == next).map(|(_, span)| span.clone());
    let ids = circle.iter().chain(circle.first()).map(|index| view.entry(*index).id.as_str());
    let message = format!("{what} round in a circle: {}", ids.collect::<Vec<_>>().join(" → "));
    let help = if circle.len() == 1 { "take the entry's own id out" } else { "take one of these relations out" };
    Diagnostic::new(Code::RelationCycle, &view.entry(circle[0]).source, place, message).help(help)
}

/// What is left when entries that nothing leads to, or that lead nowhere, are taken away again and again: all
/// circles, and the ways between them.
fn on_circles(graph: &Graph) -> BTreeSet<usize> {
    let mut left: BTreeSet<usize> = (0..graph.len()).collect();
    loop {
        let targets: BTreeSet<usize> = left
            .iter()
            .flat_map(|index| &graph[*index])
            .map(|(target, _)| *target)
            .filter(|it| left.contains(it))
            .collect();
        let before = left.len();
        left.retain(|index| {
            targets.contains(index) && graph[*index].iter().any(|(target, _)| targets.contains(target))
        });
        if left.len() == before {
            return left;
        }
    }
}

/// The shortest circle through `start` that stays inside `allowed`, beginning with `start`.
fn shortest_circle(graph: &Graph, allowed: &BTreeSet<usize>, start: usize) -> Option<Vec<usize>> {
    let mut came_from: Vec<Option<usize>> = vec![None; graph.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for (target, _) in &graph[at] {
            if *target == start {
                let mut circle = vec![at];
                while let Some(before) = circle.last().filter(|last| **last != start).and_then(|last| came_from[*last])
                {
                    circle.push(before);
                }
                circle.reverse();
                return Some(circle);
            }
            if allowed.contains(target) && came_from[*target].is_none() {
                came_from[*target] = Some(at);
                queue.push_back(*target);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph_of(edges: &[(usize, usize)], count: usize) -> Graph {
        let of = |from| edges.iter().filter(move |(source, _)| *source == from).map(|(_, to)| (*to, 0..0)).collect();
        (0..count).map(of).collect()
    }

    #[test]
    fn circles_are_found_and_chains_are_none() {
        for (edges, circle) in [
            (&[(0, 1), (1, 2)][..], None),
            (&[(0, 1), (0, 2), (1, 3), (2, 3)], None),
            (&[(0, 0)], Some(vec![0])),
            (&[(0, 1), (1, 2), (2, 1)], Some(vec![1, 2])),
            (&[(0, 1), (1, 2), (2, 3), (3, 0), (1, 0)], Some(vec![0, 1])),
        ] {
            let graph = graph_of(edges, 4);
            let left = on_circles(&graph);
            let found = left.first().and_then(|start| shortest_circle(&graph, &left, *start));
            assert_eq!(found, circle, "{edges:?}");
        }
    }

    #[test]
    fn a_way_between_two_circles_is_on_none() {
        let graph = graph_of(&[(0, 3), (3, 0), (0, 1), (1, 2), (2, 4), (4, 2)], 5);
        let left = on_circles(&graph);
        assert!(left.contains(&1));
        assert_eq!(shortest_circle(&graph, &left, 1), None);
    }
}
