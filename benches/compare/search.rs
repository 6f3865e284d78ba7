//! Queries against the text index, beside tantivy's own BM25 over the same text in one field, in this process.

use std::time::Instant;

use kb::entry::EntryId;
use kb::entry::parse::parse;
use kb::index::{IndexedEntry, Query, TextIndex, from_entry};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Schema, TEXT};
use tantivy::{Index, IndexReader, TantivyDocument};

use crate::Options;
use crate::set::SEED;
use crate::support::{Random, corpus};

/// Queries of each size; each is asked of both.
const QUERIES: usize = 500;

/// Answers asked for.
const LIMIT: usize = 10;

/// Prints a table.
pub fn run(options: &Options) {
    println!(
        "{QUERIES} queries of 1 to 4 words that entries hold, the best {LIMIT}; milliseconds. As typed: the last word may go on\n"
    );
    println!(
        "| entries | kb p50 | kb p99 | as typed p50 | as typed p99 | tantivy p50 | tantivy p99 | p99, kb / tantivy |\n|---|---|---|---|---|---|---|---|"
    );
    for count in &options.sets {
        let texts = corpus::entries(*count, SEED);
        let indexed: Vec<IndexedEntry> = texts.iter().map(indexed).collect();
        let ours = TextIndex::build(&indexed).expect("an index");
        let theirs = Raw::build(texts.iter().map(|(_, text)| text.as_str()));
        let (mut kb, mut typed, mut raw) = (Vec::new(), Vec::new(), Vec::new());
        for query in queries(&indexed) {
            for (times, is_typed) in [(&mut kb, false), (&mut typed, true)] {
                let start = Instant::now();
                let answer = ours.search(&Query::parse(&query).prefix(is_typed), LIMIT).expect("an answer");
                times.push(start.elapsed().as_secs_f64() * 1e3);
                assert!(!answer.hits.is_empty(), "{query}");
            }
            let start = Instant::now();
            let found = theirs.search(&query);
            raw.push(start.elapsed().as_secs_f64() * 1e3);
            assert!(found > 0, "{query}");
        }
        let [kb50, kb99, raw50, raw99] = [share(&kb, 50), share(&kb, 99), share(&raw, 50), share(&raw, 99)];
        let [typed50, typed99] = [share(&typed, 50), share(&typed, 99)];
        println!(
            "| {count} | {kb50:.3} | {kb99:.3} | {typed50:.3} | {typed99:.3} | {raw50:.3} | {raw99:.3} | {:.2} |",
            kb99 / raw99
        );
    }
}

fn indexed((path, text): &(String, String)) -> IndexedEntry {
    let id = EntryId::new(path.trim_end_matches(".md")).expect("an id");
    from_entry(&parse(id, path, text.as_bytes()).entry.expect("an entry"))
}

/// Words of random entries' titles, questions and prose, which both indexes hold.
fn queries(entries: &[IndexedEntry]) -> Vec<String> {
    let mut random = Random::new(SEED);
    let mut query = || {
        let entry = random.pick(entries);
        let prose = [&entry.ask, &entry.symptom, &entry.cause, &entry.fix].into_iter().flatten();
        let text = prose.fold(entry.title.clone(), |text, more| format!("{text} {more}"));
        let words: Vec<&str> =
            text.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_lowercase())).collect();
        let start = random.below(words.len());
        words[start..words.len().min(start + 1 + random.below(4))].join(" ")
    };
    (0..QUERIES).map(|_| query()).collect()
}

/// The value below which `percent` of `times` lie.
fn share(times: &[f64], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

/// tantivy as its documentation begins: one text field, its own parser.
struct Raw {
    reader: IndexReader,
    parser: QueryParser,
}

impl Raw {
    fn build<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", TEXT);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 100_000_000).expect("a writer");
        for text in texts {
            let mut document = TantivyDocument::default();
            document.add_text(body, text);
            writer.add_document(document).expect("a document");
        }
        writer.commit().expect("an index");
        let reader = index.reader().expect("a reader");
        Raw { reader, parser: QueryParser::for_index(&index, vec![body]) }
    }

    fn search(&self, query: &str) -> usize {
        let query = self.parser.parse_query(query).expect("a query");
        let searcher = self.reader.searcher();
        searcher.search(&query, &TopDocs::with_limit(LIMIT).order_by_score()).expect("an answer").len()
    }
}
