//! Which packs are in force and whose entry answers.

use std::path::PathBuf;

use kb::corpus::{Layer, LayerConfig, SourceSet};
use kb::error::ErrorKind;

use crate::corpus_fixture::{Folder, complaints, entry, in_force, only, scan};

/// User pack `user/`, project `project/kb`, named pack `named/`: each has `a/all` and an entry of its own.
fn three_layers() -> (Folder, LayerConfig) {
    let text = entry("Something");
    let folder = Folder::with(&[
        ("user/kb.toml", "name = 'mine'"),
        ("user/a/all.md", &text),
        ("user/a/of-user.md", &text),
        ("project/kb/kb.toml", "name = 'team'"),
        ("project/kb/a/all.md", &text),
        ("project/kb/a/of-project.md", &text),
        ("project/src/deep/main.rs", ""),
        ("named/kb.toml", "name = 'extra'"),
        ("named/a/all.md", &text),
        ("named/a/of-named.md", &text),
    ]);
    let config = LayerConfig {
        user_dir: Some(folder.path("user")),
        project_start: Some(folder.path("project")),
        kb_dirs: vec![folder.path("named")],
        ..LayerConfig::default()
    };
    (folder, config)
}

#[test]
fn later_layers_override_earlier_ones_entry_by_entry() {
    let (_folder, config) = three_layers();
    assert_eq!(
        in_force(&scan(&config)),
        ["a/all@extra<team", "a/of-named@extra", "a/of-project@team", "a/of-user@mine"]
    );
    let without_named = LayerConfig { kb_dirs: vec![], ..config.clone() };
    assert_eq!(in_force(&scan(&without_named)), ["a/all@team<mine", "a/of-project@team", "a/of-user@mine"]);
    let only_user = LayerConfig { project_start: None, ..without_named };
    assert_eq!(in_force(&scan(&only_user)), ["a/all@mine", "a/of-user@mine"]);
    let layers: Vec<Layer> = scan(&config).packs().iter().map(|pack| pack.layer).collect();
    assert_eq!(layers, [Layer::User, Layer::Project, Layer::Named]);
}

#[test]
fn a_pack_replaces_an_earlier_one_of_its_name_as_a_whole() {
    let (folder, config) = three_layers();
    folder.write("named/kb.toml", "name = 'mine'");
    let set = scan(&config);
    assert_eq!(in_force(&set), ["a/all@mine<team", "a/of-named@mine", "a/of-project@team"]);
    assert_eq!(set.packs().last().unwrap().replaces, Some(Layer::User));
}

#[test]
fn a_pack_named_after_its_folder_replaces_nothing() {
    let text = entry("Something");
    let folder = Folder::with(&[
        ("one/notes/kb.toml", ""),
        ("one/notes/a/one.md", &text),
        ("two/notes/kb.toml", ""),
        ("two/notes/a/two.md", &text),
    ]);
    let config =
        LayerConfig { kb_dirs: vec![folder.path("one/notes"), folder.path("two/notes")], ..Default::default() };
    assert_eq!(in_force(&scan(&config)), ["a/one@notes", "a/two@notes"]);
}

#[test]
fn the_same_folder_twice_is_one_pack() {
    let folder = Folder::with(&[("app/kb/kb.toml", ""), ("app/kb/a/b.md", &entry("Something"))]);
    let config = LayerConfig {
        project_start: Some(folder.path("app")),
        kb_dirs: vec![folder.path("app/kb"), folder.path("app/./kb/")],
        ..LayerConfig::default()
    };
    let set = scan(&config);
    assert_eq!(in_force(&set), ["a/b@app"]);
    assert_eq!((set.packs().len(), set.packs()[0].layer), (1, Layer::Named));
}

#[test]
fn the_project_pack_is_the_nearest_one_upward() {
    let text = entry("Something");
    let folder = Folder::with(&[
        ("kb/kb.toml", "name = 'outer'"),
        ("kb/a/outer.md", &text),
        ("app/.kb/kb.toml", "name = 'inner'"),
        ("app/.kb/a/inner.md", &text),
        ("app/src/deep/x", ""),
        // No pack: it has no kb.toml.
        ("app/src/kb/a/none.md", &text),
    ]);
    let cases = [
        ("", "a/outer@outer", "kb/a/outer.md"),
        ("app", "a/inner@inner", ".kb/a/inner.md"),
        ("app/src/deep", "a/inner@inner", "../../.kb/a/inner.md"),
        // Inside a pack, too.
        ("kb/a", "a/outer@outer", "../../kb/a/outer.md"),
    ];
    for (start, expected, path) in cases {
        let set = scan(&LayerConfig { project_start: Some(folder.path(start)), ..LayerConfig::default() });
        assert_eq!((in_force(&set), set.sources()[0].path.as_str()), (vec![expected.to_owned()], path), "{start}");
    }
}

#[cfg(unix)]
#[test]
fn a_project_pack_of_another_user_is_not_read() {
    use std::os::unix::fs::MetadataExt;

    let folder = Folder::with(&[("kb/kb.toml", ""), ("kb/a/b.md", &entry("Something"))]);
    let owner = std::fs::metadata(folder.path("kb")).unwrap().uid();
    let as_user = |user| {
        scan(&LayerConfig { project_start: Some(folder.path("kb")), current_user: user, ..LayerConfig::default() })
    };
    assert_eq!(in_force(&as_user(Some(owner))).len(), 1);
    assert_eq!(in_force(&as_user(None)).len(), 1);
    let foreign = as_user(Some(owner + 1));
    assert_eq!(in_force(&foreign), Vec::<String>::new());
    assert_eq!(foreign.notices().len(), 1);
    assert!(foreign.notices()[0].contains("another user") && foreign.notices()[0].contains("--kb"));
    // A file of somebody else's in a folder of one's own counts the same, where this user may give files away.
    if std::os::unix::fs::chown(folder.path("kb/kb.toml"), Some(owner + 1), None).is_ok() {
        assert_eq!(in_force(&as_user(Some(owner))), Vec::<String>::new());
    }
}

#[test]
fn a_user_folder_is_a_pack_or_a_folder_of_packs() {
    let text = entry("Something");
    let folder = Folder::with(&[
        ("kb.d", ""),
        ("kb/redis/kb.toml", ""),
        ("kb/redis/redis/down.md", &text),
        ("kb/pg/kb.toml", "name = 'postgres'"),
        ("kb/pg/postgres/down.md", &text),
        ("kb/no-pack/a/b.md", &text),
        ("kb/.hidden/kb.toml", ""),
        ("kb/.hidden/a/b.md", &text),
    ]);
    let user = |dir: PathBuf| scan(&LayerConfig { user_dir: Some(dir), ..LayerConfig::default() });
    assert_eq!(in_force(&user(folder.path("kb"))), ["postgres/down@postgres", "redis/down@redis"]);
    assert_eq!(in_force(&user(folder.path("nothing-here"))), Vec::<String>::new());
    assert_eq!(user(folder.path("nothing-here")).notices().len(), 0);
    // Entries without kb.toml are not in force; whoever put them there is told.
    let set = user(folder.path("kb/no-pack"));
    assert_eq!((in_force(&set).len(), set.notices().len()), (0, 1));
}

#[test]
fn a_named_folder_has_to_be_there_and_hold_entries() {
    let folder =
        Folder::with(&[("file", ""), ("empty/x.txt", ""), ("bare/a/b.md", &entry("Something")), ("pack/kb.toml", "")]);
    let cases = [
        ("missing", Some(ErrorKind::NotFound)),
        ("file", Some(ErrorKind::BadInput)),
        ("empty", Some(ErrorKind::NotFound)),
        ("bare", None),
        ("pack", None),
    ];
    for (name, expected) in cases {
        let result = SourceSet::scan(&only(folder.path(name)), &|_| None);
        assert_eq!(result.as_ref().err().map(kb::error::Error::kind), expected, "{name}");
        if let Err(error) = result {
            assert!(error.to_string().contains(name) && error.repair().is_some(), "{error}");
        }
    }
    assert_eq!(in_force(&scan(&only(folder.path("bare")))), ["a/b@bare"]);
}

#[test]
fn a_pack_that_cannot_be_in_force_leaves_the_others_alone() {
    let cases: &[(&[u8], &str)] =
        &[(b"entry_format = 2", "K035"), (b"name = ", "K035"), (b"name = '\xff'", "K035"), (&[b'#'; 100_000], "K035")];
    for (text, code) in cases {
        let (folder, config) = three_layers();
        folder.write("project/kb/kb.toml", text);
        let set = scan(&config);
        assert_eq!(in_force(&set), ["a/all@extra<mine", "a/of-named@extra", "a/of-user@mine"]);
        assert_eq!(complaints(&set), [format!("{code} kb/kb.toml")]);
    }
}

#[test]
fn an_unknown_key_is_pointed_at_and_the_entries_work() {
    let (folder, config) = three_layers();
    folder.write("project/kb/kb.toml", "# ours\nname = 'team'\nlicence = 'MIT'\n");
    let set = scan(&config);
    assert_eq!(in_force(&set).len(), 4);
    assert_eq!(complaints(&set), ["K007 kb/kb.toml"]);
    assert_eq!(set.diagnostics()[0].line_column(), (3, 1));
}

#[test]
fn a_pack_can_keep_generated_files_beside_itself() {
    let (folder, config) = three_layers();
    assert_eq!(scan(&config).index_dir(), None);
    folder.write("project/kb/kb.toml", "name = 'team'\nindex = '../index'");
    let expected = std::fs::canonicalize(folder.path("project")).unwrap().join("index");
    assert_eq!(scan(&config).index_dir(), Some(expected));
}
