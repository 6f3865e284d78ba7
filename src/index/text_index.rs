//! The text index: built whole, in memory or from one checked file, and the look-ups that searching needs.
//!
//! One thread, one segment, entries in the order of their ids: the same corpus gives the same scores and the
//! same bytes. There is no updating; a changed corpus gets a new index. The file is read into memory and
//! checked against its BLAKE3 hash before tantivy sees a byte of it, so a damaged file is an error and
//! never a wrong answer, and no mapping can fail under a running search. What the terms of a text are is
//! left to [`tokenizer`](super::tokenizer), what they are worth to `search`.

use std::fs::File;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::directory::RamDirectory;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{InvertedIndexReader, SegmentComponent};
use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{
    Directory, DocSet, Index, IndexSettings, SegmentReader, SingleSegmentIndexWriter, TERMINATED, TantivyDocument, Term,
};

use super::document::IndexedEntry;
use super::tokenizer::{ErrorTextTokenizer, is_spanning_term};
use crate::entry::EntryId;
use crate::error::{Error, ErrorKind, Result};

/// The file that [`TextIndex::write_to`] makes and [`TextIndex::open`] reads.
pub const TEXT_INDEX_FILE: &str = "text.index";

/// Counts changes of the tokenizer, of what text goes into which field and of the file's layout: whatever makes an
/// older file wrong.
const FORMAT: u32 = 2;

/// What a file of ours begins with; the BLAKE3 hash of everything behind it follows.
const MAGIC: &[u8; 8] = b"kb-text\n";

const HASH_BYTES: usize = 32;

/// The largest file that is read, far above any corpus written by people (100,000 entries: about 300 MB). What
/// is larger is not ours.
const FILE_BYTES_MAX: u64 = 1 << 30;

/// Memory for the first table of terms; it grows by itself. Small, since most corpora are (1.5 MB of zeroed
/// memory costs less than indexing one entry).
const WRITER_MEMORY_BYTES: usize = 1_500_000;

/// The name of our tokenizer inside tantivy's schema.
const TOKENIZER_NAME: &str = "error_text";

/// The segment's name in the file instead of tantivy's random one, so that equal corpora give equal bytes.
const SEGMENT_ID: &str = "00000000-0000-0000-0000-000000000001";

/// The remedy for every damage.
const REBUILD: &str = "Run `kb build` to build it again.";

/// Tantivy's list of segments.
const META_FILE: &str = "meta.json";

/// A field that is searched by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextField {
    /// Id and former ids.
    Name,
    Title,
    /// Tags, products, kind.
    Tags,
    Ask,
    ErrorText,
    Symptom,
    Cause,
    Fix,
    Code,
    Other,
}

impl TextField {
    pub(super) const ALL: [TextField; 10] = [
        TextField::Name,
        TextField::Title,
        TextField::Tags,
        TextField::Ask,
        TextField::ErrorText,
        TextField::Symptom,
        TextField::Cause,
        TextField::Fix,
        TextField::Code,
        TextField::Other,
    ];

    fn name(self) -> &'static str {
        match self {
            TextField::Name => "name",
            TextField::Title => "title",
            TextField::Tags => "tags",
            TextField::Ask => "ask",
            TextField::ErrorText => "error_text",
            TextField::Symptom => "symptom",
            TextField::Cause => "cause",
            TextField::Fix => "fix",
            TextField::Code => "code",
            TextField::Other => "other",
        }
    }

    /// Fields are added to the schema in the order of [`TextField::ALL`].
    fn field(self) -> Field {
        Field::from_field_id(self as u32)
    }
}

/// A field that entries are filtered by; its values are matched whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FilterField {
    Kind,
    Area,
    Tag,
}

impl FilterField {
    pub(super) const ALL: [FilterField; 3] = [FilterField::Kind, FilterField::Area, FilterField::Tag];

    /// The word before the colon in a query.
    pub(super) fn name(self) -> &'static str {
        match self {
            FilterField::Kind => "kind",
            FilterField::Area => "area",
            FilterField::Tag => "tag",
        }
    }

    /// Filter fields follow the text fields in the schema.
    fn field(self) -> Field {
        Field::from_field_id((TextField::ALL.len() + self as usize) as u32)
    }
}

fn schema() -> Schema {
    let mut builder = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER_NAME)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    for text in TextField::ALL {
        builder.add_text_field(text.name(), TextOptions::default().set_indexing_options(words.clone()));
    }
    let whole = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    for filter in FilterField::ALL {
        let name = format!("filter_{}", filter.name());
        builder.add_text_field(&name, TextOptions::default().set_indexing_options(whole.clone()));
    }
    builder.build()
}

/// An index over the text of a corpus. Cheap to search from several threads at once.
pub struct TextIndex {
    /// The entry of each document, ascending.
    ids: Vec<EntryId>,
    index: Index,
    /// `None` if there are no entries.
    segment: Option<Segment>,
}

/// The readers of the only segment.
struct Segment {
    reader: SegmentReader,
    /// By [`TextField`].
    text: Vec<TextReader>,
    /// By [`FilterField`].
    filters: Vec<Arc<InvertedIndexReader>>,
}

/// A text field's terms and the lengths of its texts.
struct TextReader {
    inverted: Arc<InvertedIndexReader>,
    lengths: FieldNormReader,
    /// Terms per entry; at least 1.
    average_length: f32,
}

/// What stands behind the hash in the file.
#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    /// [`FORMAT`] and tantivy's version.
    written_by: (u32, &'a str),
    ids: Vec<EntryId>,
    /// Names and contents of tantivy's files.
    #[serde(borrow)]
    files: Vec<(&'a str, &'a [u8])>,
}

impl TextIndex {
    /// An index over `entries` in memory; their order does not matter.
    ///
    /// # Errors
    /// `Usage` if two entries have the same id.
    pub fn build(entries: &[IndexedEntry]) -> Result<TextIndex> {
        let mut sorted: Vec<&IndexedEntry> = entries.iter().collect();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0].id == pair[1].id) {
            let message = format!("cannot index the corpus: two entries are called `{}`", pair[0].id);
            return Err(Error::new(ErrorKind::Usage, message));
        }
        guarded("build the text index", || {
            let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
            let builder = Index::builder().schema(schema()).settings(settings).tokenizers(tokenizers());
            let mut writer: SingleSegmentIndexWriter =
                builder.single_segment_index_writer(RamDirectory::create(), WRITER_MEMORY_BYTES)?;
            for entry in &sorted {
                writer.add_document(document(entry))?;
            }
            let index = writer.finalize()?;
            TextIndex::over(index, sorted.iter().map(|entry| entry.id.clone()).collect())
        })
    }

    /// Opens the index that [`TextIndex::write_to`] wrote in `folder`.
    ///
    /// # Errors
    /// `NotFound` if there is none, `Io` if it cannot be read, `Damaged` if it is not, byte for byte, what this
    /// version writes. The remedy for each is to build it again.
    pub fn open(folder: &Path) -> Result<TextIndex> {
        let path = folder.join(TEXT_INDEX_FILE);
        let io = |error| Error::io("read", &path, &error);
        let info = std::fs::metadata(&path).map_err(io)?;
        if !info.is_file() || info.len() > FILE_BYTES_MAX {
            return Err(damaged(&format!("`{}` is no text index", path.display())));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(info.len()).unwrap_or(0));
        File::open(&path).and_then(|file| file.take(FILE_BYTES_MAX).read_to_end(&mut bytes)).map_err(io)?;
        TextIndex::from_bytes(&bytes)
    }

    /// Writes the index into `folder`, which must not have one yet, and flushes the file to the disk. Making
    /// the folder durable and known to readers is the caller's part.
    ///
    /// # Errors
    /// `Io` or `DiskFull` if it cannot be written.
    pub fn write_to(&self, folder: &Path) -> Result<()> {
        let path = folder.join(TEXT_INDEX_FILE);
        let bytes = self.to_bytes()?;
        let write = || {
            let mut file = File::create_new(&path)?;
            file.write_all(&bytes)?;
            file.sync_all()
        };
        write().map_err(|error| Error::io("write", &path, &error))
    }

    /// The index as one block of bytes, the same for the same corpus.
    ///
    /// # Errors
    /// `Damaged` if tantivy's own checksums do not hold, which takes bad memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let files = guarded("pack the text index", || self.files())?;
        let packed = Packed {
            written_by: (FORMAT, tantivy::version_string()),
            ids: self.ids.clone(),
            files: files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect(),
        };
        let body = postcard::to_allocvec(&packed).map_err(|error| damaged(&format!("it cannot be packed: {error}")))?;
        Ok([MAGIC.as_slice(), blake3::hash(&body).as_bytes(), &body].concat())
    }

    /// The index that [`TextIndex::to_bytes`] packed.
    ///
    /// # Errors
    /// `Damaged` if `bytes` are not what this version packs.
    pub fn from_bytes(bytes: &[u8]) -> Result<TextIndex> {
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| damaged("it is no text index of kb"))?;
        let (hash, body) = rest.split_at_checked(HASH_BYTES).ok_or_else(|| damaged("it is cut short"))?;
        if blake3::hash(body).as_bytes() != hash {
            return Err(damaged("its content has changed since it was written"));
        }
        // The version is read first and alone: what follows it may look different in another one.
        let read = postcard::take_from_bytes::<(u32, &str)>(body);
        let (written_by, _) = read.map_err(|_| damaged("it was written by another version"))?;
        if written_by != (FORMAT, tantivy::version_string()) {
            return Err(damaged("it was written by another version"));
        }
        let packed: Packed =
            postcard::from_bytes(body).map_err(|error| damaged(&format!("it cannot be unpacked: {error}")))?;
        guarded("open the text index", || {
            let folder = RamDirectory::create();
            for (name, content) in &packed.files {
                folder.atomic_write(Path::new(name), content)?;
            }
            let mut index = Index::open(folder)?;
            index.set_tokenizers(tokenizers());
            TextIndex::over(index, packed.ids)
        })
    }

    /// The ids of all entries, ascending; a document's number is its place here.
    #[must_use]
    pub fn ids(&self) -> &[EntryId] {
        &self.ids
    }

    /// Tantivy's files, the segment under its fixed name.
    fn files(&self) -> tantivy::Result<Vec<(String, Vec<u8>)>> {
        if !self.index.validate_checksum()?.is_empty() {
            return Err(tantivy::TantivyError::SystemError("a file fails its checksum".to_owned()));
        }
        let folder = self.index.directory();
        let mut meta = String::from_utf8_lossy(&folder.atomic_read(Path::new(META_FILE))?).into_owned();
        let mut files = Vec::new();
        for segment in self.index.searchable_segments()? {
            let random_id = segment.id().uuid_string();
            let fixed_id = SEGMENT_ID.replace('-', "");
            for component in COMPONENTS {
                let path = segment.relative_path(component);
                // Unlike `open_read`, `atomic_read` leaves tantivy's checksum at the end of the file.
                let bytes = folder.atomic_read(&path)?;
                files.push((path.to_string_lossy().replace(&random_id, &fixed_id), bytes));
            }
            meta = meta.replace(&hyphenated(&random_id), SEGMENT_ID);
        }
        files.push((META_FILE.to_owned(), meta.into_bytes()));
        Ok(files)
    }

    /// Opens the readers of `index`, whose documents are the entries `ids`.
    fn over(index: Index, ids: Vec<EntryId>) -> tantivy::Result<TextIndex> {
        let corrupt = |what: &str| tantivy::TantivyError::SystemError(what.to_owned());
        if index.schema() != schema() {
            return Err(corrupt("other fields than ours"));
        }
        let mut segments = index.searchable_segments()?;
        let segment = match (segments.pop(), segments.is_empty()) {
            (Some(segment), true) => Some(Segment::open(&SegmentReader::open(&segment)?)?),
            (None, _) => None,
            (Some(_), false) => return Err(corrupt("more than one segment")),
        };
        let doc_count = segment.as_ref().map_or(0, |segment| segment.reader.max_doc() as usize);
        if doc_count != ids.len() {
            return Err(corrupt("another number of documents than of entries"));
        }
        Ok(TextIndex { ids, index, segment: segment.filter(|_| doc_count > 0) })
    }
}

/// The look-ups of `search`. Documents are places in [`TextIndex::ids`].
impl TextIndex {
    /// Calls `visit` with each entry that has `term` in `field`: document, occurrences, and the text's length
    /// relative to the field's average.
    pub(super) fn postings(
        &self,
        field: TextField,
        term: &str,
        mut visit: impl FnMut(usize, u32, f32),
    ) -> tantivy::Result<()> {
        let Some(segment) = &self.segment else { return Ok(()) };
        let text = &segment.text[field as usize];
        let key = Term::from_field_text(field.field(), term);
        let Some(mut postings) = text.inverted.read_postings(&key, IndexRecordOption::WithFreqs)? else {
            return Ok(());
        };
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            visit(doc as usize, postings.term_freq(), text.lengths.fieldnorm(doc) as f32 / text.average_length);
            postings.advance();
        }
        Ok(())
    }

    /// True if any entry has `term` in `field`.
    pub(super) fn has_term(&self, field: TextField, term: &str) -> tantivy::Result<bool> {
        let Some(segment) = &self.segment else { return Ok(false) };
        Ok(segment.text[field as usize].inverted.doc_freq(&Term::from_field_text(field.field(), term))? > 0)
    }

    /// Calls `visit` with each term of `field` that begins with `prefix` and the number of entries it is in,
    /// ascending; spanning terms are passed over.
    pub(super) fn terms_with_prefix(
        &self,
        field: TextField,
        prefix: &str,
        mut visit: impl FnMut(&str, u32),
    ) -> tantivy::Result<()> {
        let Some(segment) = &self.segment else { return Ok(()) };
        let mut stream = segment.text[field as usize].inverted.terms().range().ge(prefix).into_stream()?;
        while let Some((term, info)) = stream.next() {
            if !term.starts_with(prefix.as_bytes()) {
                break;
            }
            if let Some(term) = Some(term).filter(|term| !is_spanning_term(term)).and_then(|t| str::from_utf8(t).ok()) {
                visit(term, info.doc_freq);
            }
        }
        Ok(())
    }

    /// The documents that have `terms` in `field` at these distances from each other, ascending.
    pub(super) fn phrase_docs(&self, field: TextField, terms: &[(usize, String)]) -> tantivy::Result<Vec<usize>> {
        let Some(segment) = &self.segment else { return Ok(Vec::new()) };
        let mut docs = Vec::new();
        match terms {
            [] => {}
            [(_, term)] => self.postings(field, term, |doc, _, _| docs.push(doc))?,
            _ => {
                let terms = terms.iter().map(|(at, term)| (*at, Term::from_field_text(field.field(), term))).collect();
                let schema = self.index.schema();
                let weight =
                    PhraseQuery::new_with_offset(terms).weight(EnableScoring::disabled_from_schema(&schema))?;
                let mut found = weight.scorer(&segment.reader, 1.0)?;
                while found.doc() != TERMINATED {
                    docs.push(found.doc() as usize);
                    found.advance();
                }
            }
        }
        Ok(docs)
    }

    /// The documents whose `filter` has `value`, ascending.
    pub(super) fn filter_docs(&self, filter: FilterField, value: &str) -> tantivy::Result<Vec<usize>> {
        let Some(segment) = &self.segment else { return Ok(Vec::new()) };
        let key = Term::from_field_text(filter.field(), value);
        let mut docs = Vec::new();
        if let Some(mut found) = segment.filters[filter as usize].read_postings(&key, IndexRecordOption::Basic)? {
            while found.doc() != TERMINATED {
                docs.push(found.doc() as usize);
                found.advance();
            }
        }
        Ok(docs)
    }

    /// All values of `filter`, ascending.
    pub(super) fn filter_values(&self, filter: FilterField) -> tantivy::Result<Vec<String>> {
        let Some(segment) = &self.segment else { return Ok(Vec::new()) };
        let mut stream = segment.filters[filter as usize].terms().stream()?;
        let mut values = Vec::new();
        while let Some((value, _)) = stream.next() {
            values.push(String::from_utf8_lossy(value).into_owned());
        }
        Ok(values)
    }
}

impl Segment {
    fn open(reader: &SegmentReader) -> tantivy::Result<Segment> {
        let doc_count = reader.max_doc().max(1) as f32;
        let text_reader = |text: TextField| {
            let inverted = reader.inverted_index(text.field())?;
            let average_length = (inverted.total_num_tokens() as f32 / doc_count).max(1.0);
            Ok(TextReader { inverted, lengths: reader.get_fieldnorms_reader(text.field())?, average_length })
        };
        Ok(Segment {
            reader: reader.clone(),
            text: TextField::ALL.into_iter().map(text_reader).collect::<tantivy::Result<_>>()?,
            filters: FilterField::ALL
                .into_iter()
                .map(|filter| reader.inverted_index(filter.field()))
                .collect::<tantivy::Result<_>>()?,
        })
    }
}

/// The files of a segment without deletions.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Store,
];

fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(TOKENIZER_NAME, ErrorTextTokenizer);
    tokenizers
}

fn document(entry: &IndexedEntry) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    let mut add = |field: TextField, text: &str| document.add_text(field.field(), text);
    add(TextField::Name, entry.id.as_str());
    entry.old_ids.iter().for_each(|id| add(TextField::Name, id.as_str()));
    add(TextField::Title, &entry.title);
    entry.tags.iter().chain(&entry.applies_to).for_each(|tag| add(TextField::Tags, tag));
    add(TextField::Tags, entry.kind.word());
    let fields = [
        (TextField::Ask, &entry.ask),
        (TextField::ErrorText, &entry.literals),
        (TextField::ErrorText, &entry.error_text),
        (TextField::Symptom, &entry.symptom),
        (TextField::Cause, &entry.cause),
        (TextField::Fix, &entry.fix),
        (TextField::Code, &entry.code),
        (TextField::Other, &entry.other),
    ];
    for (field, texts) in fields {
        texts.iter().for_each(|text| add(field, text));
    }
    document.add_text(FilterField::Kind.field(), entry.kind.word());
    document.add_text(FilterField::Area.field(), entry.id.area());
    for tag in &entry.tags {
        document.add_text(FilterField::Tag.field(), tag.to_lowercase());
    }
    document
}

/// `random_id` as `meta.json` writes it.
fn hyphenated(random_id: &str) -> String {
    let cuts = [0, 8, 12, 16, 20, 32];
    let groups: Vec<&str> = cuts.windows(2).filter_map(|cut| random_id.get(cut[0]..cut[1])).collect();
    groups.join("-")
}

/// Runs `work` on tantivy, whose readers trust their files: an error or a panic means a damaged index.
pub(super) fn guarded<T>(what: &str, work: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
    let outcome = catch_unwind(AssertUnwindSafe(work));
    let reason = match outcome {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "its reader stopped".to_owned(),
    };
    Err(Error::new(ErrorKind::Damaged, format!("cannot {what}: {reason}")).hint(REBUILD))
}

fn damaged(reason: &str) -> Error {
    Error::new(ErrorKind::Damaged, format!("the text index is damaged: {reason}")).hint(REBUILD)
}
