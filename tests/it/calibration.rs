//! What `certain` and `likely` are worth, on logs that no scale was adjusted on, and false answers to healthy logs.
//!
//! `cargo test --test it calibration -- --nocapture` prints the figures: answers, share of right ones, and what the share
//! is at least with 95 % confidence. An answer is right if the label names its entry.

use kb::report::Confidence;

use crate::labelled::{Half, Share, kept_healthy, labelled, made_healthy};
use crate::support::{builtin_entries, compiled};

/// What is promised of each, and the answers below which only the lower bound is claimed.
const PROMISES: [(Confidence, f64); 2] = [(Confidence::Certain, 0.99), (Confidence::Likely, 0.90)];

/// Answers of a confidence from which on its promise is held against them.
const ANSWERS_MIN: usize = 20;

#[test]
fn certain_and_likely_mean_what_they_say() {
    let corpus = compiled(&builtin_entries());
    let mut shares = [[Share::default(); 2]; 2];
    for one in labelled() {
        for answer in corpus.diagnose(&one.log) {
            let Some(row) = PROMISES.iter().position(|(confidence, _)| *confidence == answer.confidence) else {
                continue;
            };
            let is_right = one.label.ids.iter().any(|id| id == answer.entry.id.as_str());
            if !is_right {
                println!("{}: {} is {} and wrong", one.name, answer.entry.id, answer.confidence.word());
            }
            shares[row][usize::from(one.half == Half::Evaluation)].add(is_right);
        }
    }
    for ((confidence, promise), halves) in PROMISES.iter().zip(shares) {
        let [tuning, evaluation] = halves;
        println!("{}: {evaluation} (tuning half: {tuning})", confidence.word());
        for share in halves {
            // What few answers show is no evidence for or against the promise; it is printed all the same.
            if share.count < ANSWERS_MIN {
                continue;
            }
            let wrong = share.count - share.right;
            let allowed = (((1.0 - promise) * share.count as f64) as usize).max(1);
            assert!(wrong <= allowed, "{}: {share}", confidence.word());
        }
    }
}

/// Answers that count to the logs of `files`, and their bytes.
fn false_answers(files: &[std::path::PathBuf]) -> (Vec<String>, usize) {
    let corpus = compiled(&builtin_entries());
    let mut answers = Vec::new();
    let mut bytes = 0;
    for file in files {
        let log = std::fs::read(file).expect("a log");
        bytes += log.len();
        let counting = corpus.diagnose(&log).into_iter().filter(|one| one.confidence <= Confidence::Likely);
        answers.extend(counting.map(|one| format!("{}: {}", file.display(), one.entry.id)));
    }
    (answers, bytes)
}

#[test]
fn healthy_logs_get_no_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = kept_healthy();
    let kept = files.len();
    files.extend(made_healthy(folder.path()).unwrap_or_default());
    let (answers, bytes) = false_answers(&files);
    let megabytes = bytes as f64 / 1e6;
    println!(
        "healthy: {} false answers in {} logs ({kept} of them kept), {megabytes:.1} MB: {:.3} per MB",
        answers.len(),
        files.len(),
        answers.len() as f64 / megabytes.max(f64::MIN_POSITIVE),
    );
    assert!(answers.is_empty(), "{answers:#?}");
}
