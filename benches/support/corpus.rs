//! A corpus of any size: entries as people write them, about things that do not exist.

use super::Random;

const SYLLABLES: &[&str] =
    &["ba", "cor", "den", "fal", "gri", "hul", "jen", "kor", "lam", "mer", "nox", "pil", "quo", "ras", "sul", "tor"];

/// Words that signatures of different entries share, as real ones do.
const COMMON: &[&str] =
    &["could not", "connect to", "failed to read", "no such", "invalid", "unexpected", "timeout in"];

fn word(random: &mut Random) -> String {
    (0..2 + random.below(3)).map(|_| *random.pick(SYLLABLES)).collect()
}

fn words(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

/// `count` entries as (path, text), sorted by path.
pub fn entries(count: usize, seed: u64) -> Vec<(String, String)> {
    let mut random = Random::new(seed);
    let entry = |number: usize| {
        let path = format!("area-{:02}/entry-{number:05}.md", number % 40);
        (path, entry(&mut random, number))
    };
    let mut entries: Vec<(String, String)> = (0..count).map(entry).collect();
    entries.sort();
    entries
}

fn entry(random: &mut Random, number: usize) -> String {
    let mut text = format!(
        "+++\ntitle = \"{} {number}\"\ntags = [\"{}\", \"{}\"]\nask = [\"{}\"]\n",
        words(random, 5),
        word(random),
        word(random),
        words(random, 4)
    );
    let mut example = String::new();
    for _ in 0..2 + random.below(3) {
        let (toml, message) = signature(random);
        text.push_str(&toml);
        example = message;
    }
    let prose = |random: &mut Random| (0..3).map(|_| words(random, 12) + ". ").collect::<String>();
    text.push_str(&format!(
        "+++\n## Symptom\n\n{}\n\n```log from=\"generated\"\n{example}\n```\n\n## Cause\n\n{}\n\n## Fix\n\nLook first:\n\n```sh check\n{} --port {{{{port}}}}\n```\n\n1. {}\n\n   ```sh\n   {}\n   ```\n",
        prose(random),
        prose(random),
        words(random, 2),
        prose(random),
        words(random, 3)
    ));
    text
}

/// One signature and a message that it matches. Of ten, eight are texts, one is a regex, one a combination.
fn signature(random: &mut Random) -> (String, String) {
    let (common, first, second) = (*random.pick(COMMON), words(random, 2), words(random, 3));
    let text = format!("{common} {first} at {{host}}:{{port:int}}: {second}");
    let message = format!("{common} {first} at db:5432: {second}");
    match random.below(10) {
        0 => {
            let regex =
                format!("[[signature]]\nregex = '''{common} {first} at (?P<host>\\S+):(?P<port>\\d+): {second}'''\n");
            (regex, message)
        }
        1 => {
            let other = words(random, 3);
            let both = format!(
                "[[signature]]\nwithin = \"20 lines\"\n[[signature.all]]\ntext = '''{text}'''\n[[signature.all]]\ntext = '''{other}'''\n"
            );
            (both, format!("{message}\n{other}"))
        }
        _ => (format!("[[signature]]\ntext = '''{text}'''\n"), message),
    }
}
