//! Generated files: whole or not there, whoever builds, reads, dies or meddles.
//!
//! What takes several processes starts this test binary again, with [`a_child_does_what_it_is_told`] as its only test.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use kb::corpus::ContentHash;
use kb::error::{Error, ErrorKind, Result};
use kb::generation::{Generation, KEEP_COUNT, LEFTOVER_AGE_MIN, READ_SIZE_MAX, Store};
use tempfile::TempDir;

/// Tells a child what to do; its folder is in [`CHILD_STORE`].
const CHILD_TASK: &str = "KB_TEST_CHILD_TASK";
const CHILD_STORE: &str = "KB_TEST_CHILD_STORE";

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("cache"));
    (folder, store)
}

fn fingerprint(number: usize) -> ContentHash {
    ContentHash::of(&number.to_le_bytes())
}

/// Content that follows from number and name, so that a mix of two generations is noticed.
fn content(number: usize, name: &str, len: usize) -> Vec<u8> {
    let seed = ContentHash::of(format!("{number} {name}").as_bytes());
    seed.as_bytes().iter().copied().cycle().take(len).collect()
}

const FILES: [(&str, usize); 3] = [("empty", 0), ("text/meta.json", 700), ("signatures.kbx", 20_000)];

fn publish(store: &Store, number: usize) -> Result<Generation> {
    let mut build = store.begin(&fingerprint(number))?;
    for (name, len) in FILES {
        build.write(name, &content(number, name, len))?;
    }
    build.publish()
}

/// Fails unless the generation is exactly what was published under its number.
fn check(generation: &Generation, number: usize) -> Result<()> {
    assert_eq!(generation.fingerprint(), fingerprint(number));
    for (name, len) in FILES {
        assert_eq!(generation.read(name)?, content(number, name, len), "{name}");
    }
    generation.verify()
}

fn open(store: &Store, number: usize) -> Result<Option<Generation>> {
    store.open(&fingerprint(number))
}

fn open_checked(store: &Store, number: usize) -> Result<()> {
    check(&open(store, number)?.expect("the generation is there"), number)
}

fn kind<T>(result: Result<T>) -> Option<ErrorKind> {
    result.err().as_ref().map(Error::kind)
}

/// The names in the store, sorted.
fn names(store: &Store) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(store.dir()).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn names_with(store: &Store, prefix: &str) -> Vec<String> {
    names(store).into_iter().filter(|name| name.starts_with(prefix)).collect()
}

fn child(task: &str, store: &Store) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "generation::a_child_does_what_it_is_told", "--nocapture"]);
    command.env(CHILD_TASK, task).env(CHILD_STORE, store.dir()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn succeeds(child: Child) {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_child_does_what_it_is_told() {
    let Ok(task) = std::env::var(CHILD_TASK) else { return };
    let store = Store::at(PathBuf::from(std::env::var_os(CHILD_STORE).unwrap()));
    match task.as_str() {
        "build" => build_or_use(&store, 0..20),
        "build-for-ever" => (0..usize::MAX).for_each(|number| drop(publish(&store, number).unwrap())),
        "read-only" => reads_but_cannot_write(&store),
        "full-disk" => fills_the_disk(&store),
        other => panic!("no such task: {other}"),
    }
}

/// What every run of the program does: use what is there, else build it.
fn build_or_use(store: &Store, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let generation = match open(store, number) {
            Ok(Some(generation)) => generation,
            Ok(None) => publish(store, number).unwrap(),
            Err(error) => panic!("{error}"),
        };
        check(&generation, number).unwrap();
    }
}

#[test]
fn what_was_published_is_read_back() {
    let (_folder, store) = store();
    check(&publish(&store, 1).unwrap(), 1).unwrap();
    let generation = open(&store, 1).unwrap().unwrap();
    check(&generation, 1).unwrap();
    assert_eq!(
        generation.files().collect::<Vec<_>>(),
        [("empty", 0), ("signatures.kbx", 20_000), ("text/meta.json", 700)]
    );
    assert!(generation.path("text/meta.json").unwrap().is_file());
    assert_eq!(generation.path("text"), None);
    assert_eq!(kind(generation.read("other")), Some(ErrorKind::NotFound));
    assert_eq!(store.current().unwrap().unwrap().fingerprint(), fingerprint(1));
    assert!(open(&store, 2).unwrap().is_none());
    let expected = format!("gen-{}", &fingerprint(1).to_hex()[..32]);
    assert_eq!(names(&store), ["CURRENT", &expected]);
}

#[test]
fn looking_for_a_generation_makes_no_folder() {
    let (_folder, store) = store();
    assert!(open(&store, 1).unwrap().is_none());
    assert!(store.current().unwrap().is_none());
    assert_eq!(store.read_note("stamps"), None);
    assert!(!store.dir().exists());
}

#[test]
fn files_written_by_others_into_the_folder_are_part_of_it() {
    let (_folder, store) = store();
    let build = store.begin(&fingerprint(1)).unwrap();
    fs::create_dir(build.dir().join("text")).unwrap();
    fs::write(build.dir().join("text/a.idx"), "index").unwrap();
    let generation = build.publish().unwrap();
    assert_eq!(generation.read("text/a.idx").unwrap(), b"index");
}

#[test]
fn names_that_leave_the_folder_are_refused() {
    let (_folder, store) = store();
    let mut build = store.begin(&fingerprint(1)).unwrap();
    for name in ["../x", "/tmp/x", "a/../../x", ".x", "", "MANIFEST", "LOCK"] {
        assert_eq!(kind(build.write(name, b"x")), Some(ErrorKind::Usage), "{name}");
    }
    fs::write(build.dir().join(".hidden"), "x").unwrap();
    assert_eq!(kind(build.publish()), Some(ErrorKind::Usage));
    assert_eq!(names(&store), Vec::<String>::new());
}

#[test]
fn a_large_file_is_checked_in_parts_and_not_read_whole() {
    let (_folder, store) = store();
    let build = store.begin(&fingerprint(1)).unwrap();
    let path = build.dir().join("large");
    fs::File::create(&path).unwrap().set_len(READ_SIZE_MAX + 1).unwrap();
    let generation = build.publish().unwrap();
    assert_eq!(kind(generation.read("large")), Some(ErrorKind::BadInput));
    generation.verify().unwrap();
    fs::File::options()
        .write(true)
        .open(generation.path("large").unwrap())
        .unwrap()
        .set_len(READ_SIZE_MAX + 2)
        .unwrap();
    assert_eq!(kind(generation.verify()), Some(ErrorKind::Damaged));
}

#[test]
fn an_unpublished_build_leaves_nothing_behind() {
    let (_folder, store) = store();
    let mut build = store.begin(&fingerprint(1)).unwrap();
    build.write("a", b"a").unwrap();
    assert_eq!(names(&store).len(), 2);
    drop(build);
    assert_eq!(names(&store), Vec::<String>::new());
}

#[test]
fn a_build_that_lost_a_file_is_not_published() {
    let (_folder, store) = store();
    for meddle in [|path: &Path| fs::remove_file(path).unwrap(), |path: &Path| fs::write(path, "b").unwrap()] {
        let mut build = store.begin(&fingerprint(1)).unwrap();
        build.write("a", b"a").unwrap();
        meddle(&build.dir().join("a"));
        assert_eq!(kind(build.publish()), Some(ErrorKind::Io));
        assert!(open(&store, 1).unwrap().is_none());
    }
}

/// The files of a generation as they should be, to damage and mend.
fn originals(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let names = ["MANIFEST", "signatures.kbx", "text/meta.json"];
    names.iter().map(|name| (dir.join(name), fs::read(dir.join(name)).unwrap())).collect()
}

/// Writes into a file as a fault of the disk would: same file, same length.
fn overwrite(path: &Path, bytes: &[u8]) {
    fs::File::options().write(true).open(path).unwrap().write_all(bytes).unwrap();
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    bytes
}

/// Looks at a generation as its users do; `Ok` means that nothing was noticed.
fn use_it(store: &Store) -> Result<()> {
    let generation = open(store, 1)?.expect("a damaged generation is not an absent one");
    for (name, _) in FILES {
        generation.read(name)?;
    }
    Ok(())
}

#[test]
fn every_flipped_bit_is_noticed() {
    let (_folder, store) = store();
    let dir = publish(&store, 1).unwrap().dir().to_owned();
    let mut trial_count = 0;
    for (path, original) in originals(&dir) {
        // Every bit of the small files, one in 97 of the large one.
        let step = if original.len() > 2_000 { 97 } else { 1 };
        for bit in (0..original.len() * 8).step_by(step) {
            overwrite(&path, &flipped(&original, bit));
            assert_eq!(kind(use_it(&store)), Some(ErrorKind::Damaged), "bit {bit} of {}", path.display());
            trial_count += 1;
        }
        overwrite(&path, &original);
    }
    assert!(trial_count > 8_000, "{trial_count}");
    open_checked(&store, 1).unwrap();
}

#[test]
fn every_other_length_is_noticed() {
    let (_folder, store) = store();
    let dir = publish(&store, 1).unwrap().dir().to_owned();
    for (path, original) in originals(&dir) {
        let step = original.len().div_ceil(500);
        for len in (0..original.len()).step_by(step) {
            fs::write(&path, &original[..len]).unwrap();
            assert_eq!(kind(use_it(&store)), Some(ErrorKind::Damaged), "{len} bytes of {}", path.display());
        }
        for end in [&b"\n"[..], b"\0", b"{}"] {
            fs::write(&path, [&original, end].concat()).unwrap();
            assert_eq!(kind(use_it(&store)), Some(ErrorKind::Damaged), "{}", path.display());
        }
        fs::remove_file(&path).unwrap();
        assert_eq!(kind(use_it(&store)), Some(ErrorKind::Damaged), "no {}", path.display());
        fs::create_dir(&path).unwrap();
        assert_eq!(kind(use_it(&store)), Some(ErrorKind::Damaged), "a folder {}", path.display());
        fs::remove_dir(&path).unwrap();
        fs::write(&path, &original).unwrap();
    }
    fs::remove_file(dir.join("LOCK")).unwrap();
    assert_eq!(kind(use_it(&store)), Some(ErrorKind::Damaged));
}

#[test]
fn a_foreign_generation_is_noticed() {
    let (_folder, store) = store();
    let one = publish(&store, 1).unwrap().dir().to_owned();
    let manifest = fs::read_to_string(one.join("MANIFEST")).unwrap();

    // Another version's: the manifest is whole, but of a format that is not known.
    let json = manifest.lines().next().unwrap().replace("\"format\":1", "\"format\":2");
    fs::write(one.join("MANIFEST"), format!("{json}\n{}\n", ContentHash::of(json.as_bytes()))).unwrap();
    assert_eq!(kind(open(&store, 1)), Some(ErrorKind::Damaged));

    // Another corpus', in this one's place.
    let two = publish(&store, 2).unwrap().dir().to_owned();
    fs::remove_dir_all(&one).unwrap();
    fs::rename(&two, &one).unwrap();
    assert_eq!(kind(open(&store, 1)), Some(ErrorKind::Damaged));
    assert!(store.current().unwrap().is_none());

    // No folder at all.
    fs::remove_dir_all(&one).unwrap();
    fs::write(&one, "a file").unwrap();
    assert_eq!(kind(open(&store, 1)), Some(ErrorKind::Damaged));
    check(&publish(&store, 1).unwrap(), 1).unwrap();
    assert_eq!(names_with(&store, ".trash"), Vec::<String>::new());
}

#[test]
fn a_damaged_generation_is_built_again_and_not_written_to() {
    let (_folder, store) = store();
    let reader = publish(&store, 1).unwrap();
    let path = reader.dir().join("signatures.kbx");
    let mut damaged = fs::read(&path).unwrap();
    damaged[5] ^= 1;
    fs::write(&path, &damaged).unwrap();
    let held = fs::File::open(&path).unwrap();
    check(&publish(&store, 1).unwrap(), 1).unwrap();
    open_checked(&store, 1).unwrap();
    // Whoever had the damaged file open still sees that file as it was.
    let mut seen = Vec::new();
    std::io::Read::read_to_end(&mut { held }, &mut seen).unwrap();
    assert_eq!(seen, damaged);
}

#[test]
fn notes_are_replaced_whole_and_trusted_only_whole() {
    let (_folder, store) = store();
    store.write_note("stamps", b"one").unwrap();
    store.write_note("stamps", b"two").unwrap();
    assert_eq!(store.read_note("stamps").unwrap(), b"two");
    assert_eq!(store.read_note("other"), None);
    for name in ["", "../x", "A", "a/b"] {
        assert_eq!(
            (kind(store.write_note(name, b"")), store.read_note(name)),
            (Some(ErrorKind::Usage), None),
            "{name}"
        );
    }
    let path = store.dir().join("note-stamps");
    let original = fs::read(&path).unwrap();
    for bit in 0..original.len() * 8 {
        overwrite(&path, &flipped(&original, bit));
        assert_eq!(store.read_note("stamps"), None, "bit {bit}");
    }
    for len in 0..original.len() {
        fs::write(&path, &original[..len]).unwrap();
        assert_eq!(store.read_note("stamps"), None, "{len} bytes");
    }
}

#[test]
fn old_generations_are_removed_unless_somebody_reads_them() {
    let (_folder, store) = store();
    let reader = publish(&store, 0).unwrap();
    for number in 1..=KEEP_COUNT + 2 {
        drop(publish(&store, number).unwrap());
        // So that the order by time is certain, whatever the clock of the file system.
        std::thread::sleep(Duration::from_millis(12));
    }
    let there: Vec<usize> = (0..=KEEP_COUNT + 2).filter(|number| open(&store, *number).unwrap().is_some()).collect();
    let newest: Vec<usize> = (3..=KEEP_COUNT + 2).collect();
    assert_eq!(there, [&[0], newest.as_slice()].concat());
    check(&reader, 0).unwrap();
    drop(reader);
    drop(publish(&store, 100).unwrap());
    assert!(open(&store, 0).unwrap().is_none());
    assert_eq!(names_with(&store, "gen-").len(), KEEP_COUNT);
    assert_eq!(names(&store).len(), KEEP_COUNT + 1);
}

#[test]
fn only_what_is_known_to_be_its_own_is_removed() {
    let (_folder, store) = store();
    let theirs = ["README.md", "gen-1", "gen-zz", "other/file", "note-x", ".gitignore"];
    for name in theirs {
        let path = store.dir().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "theirs").unwrap();
    }
    (0..KEEP_COUNT + 3).for_each(|number| drop(publish(&store, number).unwrap()));
    assert!(theirs.iter().all(|name| store.dir().join(name).exists()));
}

#[test]
fn leftovers_go_when_their_maker_is_gone_or_long_past() {
    let (_folder, store) = store();
    let mut living = store.begin(&fingerprint(50)).unwrap();
    let long_ago = std::time::SystemTime::now() - LEFTOVER_AGE_MIN - Duration::from_secs(5);
    for (name, is_old) in [(".build-old", true), (".build-young", false), (".note-old", true), (".note-young", false)] {
        let path = store.dir().join(name);
        fs::write(&path, "x").unwrap();
        if is_old {
            fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        }
    }
    fs::create_dir(store.dir().join(".build-dead")).unwrap();
    fs::write(store.dir().join(".build-dead/file"), "x").unwrap();
    fs::write(store.dir().join(".build-dead.lock"), "").unwrap();
    fs::write(store.dir().join(".build-dead.current"), "").unwrap();
    fs::create_dir(store.dir().join(".trash-dead")).unwrap();
    drop(publish(&store, 1).unwrap());
    let hidden = names_with(&store, ".");
    let own = living.dir().file_name().unwrap().to_string_lossy().into_owned();
    let mut expected = vec![".build-young".to_owned(), own.clone(), format!("{own}.lock"), ".note-young".to_owned()];
    expected.sort();
    assert_eq!(hidden, expected);
    living.write("empty", b"").unwrap();
    living.publish().unwrap();
}

#[test]
fn threads_that_build_and_read_at_once_all_end_well() {
    let (_folder, store) = store();
    std::thread::scope(|scope| {
        for offset in 0..8 {
            let store = &store;
            scope.spawn(move || {
                for round in 0..12 {
                    build_or_use(store, round..round + 1 + offset % 3);
                }
            });
        }
    });
    drop(publish(&store, 99).unwrap());
    assert_eq!(names_with(&store, "."), Vec::<String>::new());
}

#[test]
fn threads_that_find_a_generation_damaged_at_once_all_mend_it() {
    let (_folder, store) = store();
    for round in 0..10 {
        let path = publish(&store, 1).unwrap().dir().join("signatures.kbx");
        fs::write(&path, vec![round; 20_000]).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    let generation = publish(&store, 1).unwrap();
                    assert_eq!(generation.fingerprint(), fingerprint(1));
                });
            }
        });
        open_checked(&store, 1).unwrap();
    }
}

#[test]
fn opening_never_takes_a_generation_that_comes_or_goes_for_a_damaged_one() {
    let (_folder, store) = store();
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                    if open(&store, 1).unwrap().is_some() {
                        // Gives the other side a chance to get the lock.
                        std::thread::sleep(Duration::from_millis(2));
                    }
                }
            });
        }
        for _ in 0..40 {
            let place = publish(&store, 1).unwrap().dir().to_owned();
            // Removed as builds do it: out of sight in one step, while no reader has its lock.
            let lock = fs::File::open(place.join("LOCK")).unwrap();
            lock.lock().unwrap();
            let aside = store.dir().join("aside");
            fs::rename(&place, &aside).unwrap();
            fs::remove_dir_all(&aside).unwrap();
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn processes_that_build_at_once_all_end_well() {
    let (_folder, store) = store();
    let children: Vec<Child> = (0..8).map(|_| child("build", &store).spawn().unwrap()).collect();
    children.into_iter().for_each(succeeds);
    drop(publish(&store, 99).unwrap());
    assert_eq!(names_with(&store, "."), Vec::<String>::new());
}

/// The size of the small disk: pages of 4 KiB, and files.
const DISK_PAGES: usize = 60;
const DISK_FILES: usize = 60;

/// A generator of numbers that look random and are the same in every run.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn a_build_killed_at_any_moment_loses_and_mixes_nothing() {
    let (_folder, store) = store();
    let kill_count = std::env::var("KB_TEST_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(25);
    let mut state = 7;
    drop(publish(&store, 1_000_000).unwrap());
    for _ in 0..kill_count {
        let mut victim = child("build-for-ever", &store).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(2_000 + next(&mut state) % 60_000));
        victim.kill().unwrap();
        victim.wait().unwrap();
        // Whatever stands there is whole.
        for number in (0..400).chain([1_000_000]) {
            if let Some(generation) = open(&store, number).unwrap() {
                check(&generation, number).unwrap();
            }
        }
        store.current().unwrap().expect("what was published last is there").verify().unwrap();
    }
    drop(publish(&store, 1_000_001).unwrap());
    assert_eq!(names_with(&store, "."), Vec::<String>::new(), "nothing is left of them");
}

fn reads_but_cannot_write(store: &Store) {
    open_checked(store, 1).unwrap();
    for result in [publish(store, 2).map(drop), store.write_note("stamps", b"x")] {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io, "{error}");
        assert!(error.to_string().contains("permission denied"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_read_from_and_says_so() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let (folder, store) = store();
    drop(publish(&store, 1).unwrap());
    let set_mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set_mode(folder.path(), 0o755);
    set_mode(store.dir(), 0o555);
    if fs::write(store.dir().join("probe"), "x").is_err() {
        reads_but_cannot_write(&store);
    } else if let Ok(reader) = child("read-only", &store).uid(65534).spawn() {
        // The superuser may write everywhere, so that somebody else has to try.
        succeeds(reader);
    }
    set_mode(store.dir(), 0o755);
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let store = Store::at(folder.path().join("file/cache"));
    assert!(open(&store, 1).unwrap().is_none());
    assert_eq!(kind(publish(&store, 1)), Some(ErrorKind::Io));
}

/// Publishes while less and less is free, first of space, then of files, so that each single step fails once.
fn fills_the_disk(store: &Store) {
    const PAGE: usize = 4096;
    drop(publish(store, 1).unwrap());
    let fillers = store.dir().join("fillers");
    fs::create_dir(&fillers).unwrap();
    let page_count = (0..DISK_PAGES).filter(|page| fs::write(fillers.join("space"), vec![b'x'; page * PAGE]).is_ok());
    let refused_by_space = page_count.filter(|_| is_refused(store)).count();
    fs::remove_file(fillers.join("space")).unwrap();
    let file_count = (0..DISK_FILES).filter(|file| fs::write(fillers.join(file.to_string()), "").is_ok());
    let refused_by_files = file_count.filter(|_| is_refused(store)).count();
    assert!(refused_by_space >= 5 && refused_by_files >= 5, "{refused_by_space} {refused_by_files}");
}

/// Publishes and removes a generation; true if the disk was too full. What was there stays whole in any case.
fn is_refused(store: &Store) -> bool {
    let result = publish(store, 2).map(|generation| fs::remove_dir_all(generation.dir()).unwrap());
    if let Err(error) = &result {
        assert_eq!(error.kind(), ErrorKind::DiskFull, "{error}");
        assert!(error.to_string().contains("No space left on the disk"), "{error}");
        assert!(open(store, 2).unwrap().is_none());
    }
    open_checked(store, 1).unwrap();
    assert_eq!(names_with(store, "."), Vec::<String>::new());
    result.is_err()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_leaves_what_was_there() {
    let (folder, store) = store();
    fs::create_dir(store.dir()).unwrap();
    // A small disk of its own, where this user may make one.
    let mut small_disk = Command::new("unshare");
    small_disk.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
    small_disk
        .arg(format!(
            "mount -t tmpfs -o size={}k,nr_inodes={DISK_FILES} tmpfs \"$0\" || exit 77; exec \"$@\"",
            DISK_PAGES * 4
        ))
        .arg(store.dir());
    let task = child("full-disk", &store);
    small_disk.arg(task.get_program()).args(task.get_args());
    small_disk.env(CHILD_TASK, "full-disk").env(CHILD_STORE, store.dir());
    let Ok(output) = small_disk.output() else { return };
    let errors = String::from_utf8_lossy(&output.stderr);
    let cannot_try = output.status.code() == Some(77) || errors.contains("unshare");
    assert!(output.status.success() || cannot_try, "{errors}");
    drop(folder);
}
