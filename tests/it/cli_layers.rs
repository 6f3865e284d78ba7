//! Layers: which pack answers, what the answer says about it, and what a broken entry costs.

use std::fs;

use crate::cli_support::{Home, Run, copy, ids};

const TAKEN: &[u8] = b"Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use\n";

/// An entry for the taken port.
fn entry(title: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\n[[signature]]\ntext = '''listen {{proto}} {{addr}}:{{port:int}}: bind: address already in use'''\n+++\n\
         ## Symptom\nNothing starts.\n## Cause\nTwo of them.\n## Fix\n```sh check\nss -ltnp \"sport = :{{{{port}}}}\"\n```\n"
    )
}

/// A home whose user, project and named pack all have an entry of the built-in id.
fn with_layers(layers: &[&str]) -> Home {
    let home = Home::empty();
    for layer in layers {
        let pack = match *layer {
            "user" => home.path("home/.local/share/kb"),
            "project" => home.path("work/kb"),
            _ => home.path("named"),
        };
        fs::create_dir_all(pack.join("docker")).expect("a folder");
        fs::write(pack.join("kb.toml"), format!("name = \"{layer}-pack\"\n")).expect("a file");
        fs::write(pack.join("docker/port-already-allocated.md"), entry(&format!("The {layer}'s answer")))
            .expect("a file");
    }
    home
}

fn matched(home: &Home, args: &[&str]) -> Run {
    let named = home.path("named");
    let mut command = home.command(&["match"]);
    command.args(args);
    if named.exists() {
        command.arg("--kb").arg(named);
    }
    Run::of(command, TAKEN)
}

#[test]
fn a_later_layer_overrides_an_earlier_one_and_the_answer_says_so() {
    for (layers, winner, overridden) in [
        (&["user"][..], "user", "builtin"),
        (&["project"], "project", "builtin"),
        (&["named"], "named", "builtin"),
        (&["user", "project"], "project", "user-pack"),
        (&["user", "project", "named"], "named", "project-pack"),
    ] {
        let home = with_layers(layers);
        let text = matched(&home, &[]).expect(0).out;
        let head = text.lines().next().expect("a head");
        assert!(head.contains(&format!("[{winner}-pack, overrides {overridden}]")), "{layers:?}: {head}");
        assert!(text.contains(&format!("The {winner}'s answer")), "{text}");
        let report = matched(&home, &["-f", "json"]).expect(0).json();
        assert_eq!(ids(&report), ["docker/port-already-allocated"]);
        let source = &report["matches"][0]["source"];
        assert_eq!(source["pack"], format!("{winner}-pack"));
        assert_eq!(source["overrides"], overridden);
    }
    let home = with_layers(&[]);
    let report = matched(&home, &["-f", "json"]).expect(0).json();
    assert_eq!(report["matches"][0]["source"]["pack"], "builtin");
    assert!(report["matches"][0]["source"].get("overrides").is_none());
}

#[test]
fn a_pack_of_the_same_name_replaces_the_other_as_a_whole() {
    let home = Home::with_harbor();
    copy(&home.path("work/kb"), &home.path("home/.local/share/kb"));
    fs::remove_file(home.path("work/kb/net/refused.md")).expect("an entry");
    // The project's pack is the user's too, without one entry.
    let list = home.kb(&["list", "-f", "oneline"]).expect(0).out;
    assert!(!list.contains("net/refused") && list.contains("net/port-taken"), "{list}");
    let report = home.kb(&["match", "-f", "json", "stack.log"]).expect(0).json();
    assert!(report["matches"][0]["source"].get("overrides").is_none());
}

#[test]
fn the_project_is_found_from_below() {
    let home = Home::with_harbor();
    let below = home.path("work/src/deep");
    fs::create_dir_all(&below).expect("a folder");
    let mut command = home.command(&["match", "-f", "json", "--no-builtin", "../../stack.log"]);
    command.current_dir(&below);
    let report = Run::of(command, b"").expect(0).json();
    assert_eq!(report["matches"][0]["source"]["path"], "../../kb/net/port-taken.md");
}

#[test]
fn a_broken_entry_is_named_and_the_others_work() {
    let home = Home::with_harbor();
    fs::create_dir_all(home.path("named/net")).expect("a folder");
    fs::write(home.path("named/net/good.md"), entry("The named answer")).expect("a file");
    let broken = entry("Broken").replace("[[signature]]", "[[signatur]]");
    fs::write(home.path("named/net/broken.md"), broken).expect("a file");
    let regex = "+++\ntitle = \"Regex\"\n[[signature]]\nregex = '''gate (is stuck'''\n+++\n";
    fs::write(home.path("named/net/regex.md"), regex).expect("a file");
    let named = home.path("named").display().to_string();
    let places = [format!("{named}/net/broken.md:3:3: K007"), format!("{named}/net/regex.md:4:17: K017")];
    // The second run takes the table from the cache.
    for _ in 0..2 {
        let text = home.kb(&["match", "--kb", &named, "stack.log"]).expect(0).out;
        let report = home.kb(&["match", "--kb", &named, "-f", "json", "stack.log"]).expect(0).json();
        assert!(ids(&report).contains(&"net/good") && ids(&report).contains(&"net/refused"), "{:?}", ids(&report));
        let notices = report["notices"].as_array().expect("notices");
        assert_eq!(notices.len(), 2, "{notices:?}");
        for (place, notice) in places.iter().zip(notices) {
            assert!(notice.as_str().expect("a text").starts_with(place), "{place}: {notice}");
            assert!(text.contains(&format!("note: {place}")), "{text}");
        }
        let last = home.kb(&["match", "--kb", &named, "-f", "jsonl", "stack.log"]).expect(0).out;
        assert!(last.lines().last().expect("totals").contains("net/broken.md:3:3"), "{last}");
    }
    // Alone it is an error; with others it is their note.
    let run = home.kb(&["show", "--kb", &named, "net/broken"]).expect(2);
    assert!(run.err.contains("net/broken"), "{}", run.err);
}

#[test]
fn a_broken_entry_is_named_as_it_is_seen_from_here() {
    let home = Home::with_harbor();
    home.write("kb/net/broken.md", entry("Broken").replace("[[signature]]", "[[signatur]]"));
    let below = home.path("work/src");
    fs::create_dir(&below).expect("a folder");
    for (folder, log, path) in
        [("work", "stack.log", "kb/net/broken.md:3:3"), ("work/src", "../stack.log", "../kb/net/broken.md:3:3")]
    {
        let mut command = home.command(&["match", "-f", "json", "--no-builtin", log]);
        command.current_dir(home.path(folder));
        let report = Run::of(command, b"").expect(0).json();
        let notice = report["notices"][0].as_str().expect("a notice").to_owned();
        assert!(notice.starts_with(path), "{folder}: {notice}");
    }
}

#[test]
fn what_is_no_pack_is_said() {
    let home = Home::with_harbor();
    fs::create_dir(home.path("work/empty")).expect("a folder");
    for (folder, what) in [("nowhere", "no such file"), ("stack.log", "is not a folder"), ("empty", "holds no entries")]
    {
        let run = home.kb(&["match", "--kb", folder, "stack.log"]).expect(2);
        assert!(run.err.contains(what), "{folder}: {}", run.err);
    }
    home.write("kb/kb.toml", "name = [");
    let report = home.kb(&["match", "-f", "json", "stack.log"]).expect(1).json();
    assert!(report["notices"][0].as_str().is_some_and(|notice| notice.contains("kb/kb.toml:1")), "{report}");
}

#[test]
#[cfg(unix)]
fn the_pack_of_another_user_is_not_read() {
    let home = Home::with_harbor();
    let kb = home.path("work/kb");
    // Only the superuser can give a folder away.
    if std::os::unix::fs::chown(&kb, Some(65_534), None).is_err() {
        return;
    }
    let report = home.kb(&["match", "-f", "json", "stack.log"]).expect(1).json();
    let notice = report["notices"][0].as_str().expect("a notice");
    assert!(notice.contains("belongs to another user") && notice.contains("--kb"), "{notice}");
    home.kb(&["match", "--kb", "kb", "stack.log"]).expect(0);
}
