//! Which text of an entry is searched, and as what.

use kb::entry::parse;
use kb::index::{IndexedEntry, from_entry};

use crate::index_corpus::id;

const SOURCE: &str = r#"+++
title = "A port is taken"
tags = ["docker"]
ask = ["port in use"]
old_ids = ["docker/port"]
applies_to = ["compose"]

[[signature]]
text = '''listen {proto} {addr}:{port:int}: bind: address already in use'''

[[signature]]
[[signature.all]]
regex = '''first \d+ part'''
[[signature.all]]
text = '''second part'''
[[signature.none]]
text = '''never there'''
+++
## Symptom
It does not start.
```log from="docker"
listen tcp4 0.0.0.0:5432: bind: address already in use
```
## Cause
Someone else has it.
## Fix
Look:
```sh check
ss -ltnp
```
## Verify
It starts.
## Not this
Words of another entry.
```log no-match
panic: listen tcp :8080
```
## See also
- [A friend](friend.md)
"#;

fn indexed() -> IndexedEntry {
    let parsed = parse(id("docker/port-taken"), "kb/docker/port-taken.md", SOURCE.as_bytes());
    from_entry(&parsed.entry.expect("the source is an entry"))
}

#[test]
fn each_section_goes_to_its_field() {
    let entry = indexed();
    assert_eq!((entry.title.as_str(), entry.ask.join("|")), ("A port is taken", "port in use".to_owned()));
    assert_eq!((entry.tags.join("|"), entry.applies_to.join("|")), ("docker".to_owned(), "compose".to_owned()));
    assert_eq!(entry.old_ids, [id("docker/port")]);
    assert!(entry.symptom.join(" ").contains("does not start"), "{entry:?}");
    assert!(entry.cause.join(" ").contains("Someone else"), "{entry:?}");
    assert!(entry.fix.join(" ").contains("Look"), "{entry:?}");
    assert!(entry.other.join(" ").contains("It starts"), "{entry:?}");
    assert_eq!(entry.code, ["ss -ltnp"]);
    assert_eq!(entry.error_text.join("").trim(), "listen tcp4 0.0.0.0:5432: bind: address already in use");
}

#[test]
fn what_belongs_to_other_entries_is_not_searched() {
    let entry = indexed();
    assert_eq!(entry.near_misses.join("").trim(), "panic: listen tcp :8080");
    let searched = [&entry.symptom, &entry.cause, &entry.fix, &entry.other, &entry.error_text, &entry.literals];
    let text = searched.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    for foreign in ["another entry", "panic", "friend", "never there"] {
        assert!(!text.contains(foreign), "{foreign}: {text}");
    }
}

#[test]
fn members_that_must_all_be_there_are_one_literal() {
    let words = |text: &String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
    let literals: Vec<String> = indexed().literals.iter().map(words).collect();
    assert_eq!(literals.len(), 2, "{literals:?}");
    assert!(literals[0].contains("bind: address already in use") && !literals[0].contains("port"), "{literals:?}");
    assert_eq!(literals[1], "first part second part");
}
