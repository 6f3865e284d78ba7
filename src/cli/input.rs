//! What to read: files, standard input, `.gz`, ranges of lines; and what is no log.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;

use super::args::LineRange;
use crate::error::{Error, ErrorKind, Result};
use crate::log::encoding::{Encoding, SAMPLE_BYTES};

/// An input that is open and looks like a log.
pub struct LogInput {
    /// Its name in the answer.
    pub name: String,
    /// Its bytes, unpacked, only the lines asked for.
    pub reader: Box<dyn Read>,
    /// 1-based number of the first line that `reader` gives.
    pub first_line: usize,
    /// Offset in the file of the first byte that `reader` gives.
    pub first_byte: usize,
}

/// Opens a file.
///
/// # Errors
/// If it cannot be read, or is a folder or a binary file.
pub fn open_file(path: &Path, lines: Option<LineRange>) -> Result<LogInput> {
    let file = File::open(path).map_err(|error| Error::io("read", path, &error).hint(open_hint(&error)))?;
    let is_folder = file.metadata().is_ok_and(|metadata| metadata.is_dir());
    let name = path.display().to_string();
    if is_folder {
        return Err(Error::new(ErrorKind::BadInput, format!("`{name}` is a folder"))
            .hint("name the log files in it; `--kb DIR` adds a folder of entries"));
    }
    open(name, Box::new(file), lines)
}

/// How to mend that a file cannot be opened.
#[must_use]
pub fn open_hint(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "check the name; `-` reads standard input, `--text` matches words",
        io::ErrorKind::PermissionDenied => "run kb as a user who may read it",
        _ => "check that it is a readable file",
    }
}

/// Takes any reader for a log.
///
/// # Errors
/// If its first bytes cannot be read or are those of a binary file.
pub fn open(name: String, reader: Box<dyn Read>, lines: Option<LineRange>) -> Result<LogInput> {
    let unreadable = |name: &str, error: &io::Error| Error::io("read", Path::new(name), error);
    let (sample, reader) = sampled(reader).map_err(|error| unreadable(&name, &error))?;
    let (sample, reader): (Vec<u8>, Box<dyn Read>) = if sample.starts_with(&[0x1f, 0x8b]) {
        let unpacked: Box<dyn Read> = Box::new(flate2::read::MultiGzDecoder::new(reader));
        let (sample, reader) = sampled(unpacked).map_err(|error| {
            Error::new(ErrorKind::BadInput, format!("`{name}` cannot be unpacked: {error}"))
                .hint("check that the file is whole: `gzip -t FILE`")
        })?;
        (sample, Box::new(reader))
    } else {
        (sample, Box::new(reader))
    };
    refuse_binary(&name, &sample)?;
    let Some(range) = lines else { return Ok(LogInput { name, reader, first_line: 1, first_byte: 0 }) };
    let encoding = Encoding::detect(&sample);
    let (reader, first_byte) = ranged(reader, encoding, range).map_err(|error| unreadable(&name, &error))?;
    Ok(LogInput { name, reader, first_line: range.first, first_byte })
}

/// Refuses what begins with `sample` if that is no text.
///
/// # Errors
/// If `sample` is the beginning of a binary file.
pub fn refuse_binary(name: &str, sample: &[u8]) -> Result<()> {
    let Some(kind) = binary_kind(sample) else { return Ok(()) };
    Err(Error::new(ErrorKind::BadInput, format!("`{name}` is {kind}, not a log"))
        .hint(format!("`strings {name} | kb match` reads the texts in it")))
}

/// A reader with its first bytes put back.
type Rewound = Chain<Cursor<Vec<u8>>, Box<dyn Read>>;

/// The first bytes of a reader, and the reader with them put back.
fn sampled(mut reader: Box<dyn Read>) -> io::Result<(Vec<u8>, Rewound)> {
    let mut sample = Vec::new();
    // One read is enough to decide, and does not wait for a slow pipe to fill.
    let mut buffer = vec![0; SAMPLE_BYTES];
    while sample.len() < 4 {
        match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => sample.extend_from_slice(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let chained = Cursor::new(sample.clone()).chain(reader);
    Ok((sample, chained))
}

/// What kind of binary file begins with `sample`; `None` for text, also broken text and UTF-16.
fn binary_kind(sample: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"\xca\xfe\xba\xbe", "a program"),
        (b"\xcf\xfa\xed\xfe", "a program"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a zip archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"BZh", "a bzip2 archive"),
        (b"SQLite format 3\0", "a database"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| sample.starts_with(magic)) {
        return Some(kind);
    }
    if sample.len() < 64 || Encoding::detect(sample) != Encoding::Utf8 || !sample.contains(&0) {
        return None;
    }
    // A log may hold a stray NUL or broken character; a binary file is full of both.
    let invalid: usize = sample.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let control = sample
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x08 | 0x0c | 0x1b))
        .count();
    ((invalid + control) * 10 > sample.len()).then_some("a binary file")
}

/// Skips to the first line of `range` and ends behind its last. The offset of the first byte given.
fn ranged(reader: Box<dyn Read>, encoding: Encoding, range: LineRange) -> io::Result<(Box<dyn Read>, usize)> {
    let mut reader = BufReader::new(reader);
    let mut skipped = 0;
    let mut line = Vec::new();
    for _ in 1..range.first {
        line.clear();
        let read = read_line(&mut reader, encoding, &mut line)?;
        if read == 0 {
            break;
        }
        skipped += read;
    }
    let left = range.last.saturating_sub(range.first).saturating_add(1);
    Ok((Box::new(LineLimited { reader, encoding, left, line: Vec::new(), at: 0 }), skipped))
}

/// Reads one line with its end; 0 at the end of the input.
fn read_line(reader: &mut impl BufRead, encoding: Encoding, line: &mut Vec<u8>) -> io::Result<usize> {
    let before = line.len();
    loop {
        if reader.read_until(b'\n', line)? == 0 || !line.ends_with(b"\n") {
            break;
        }
        let len = line.len() - before;
        match encoding {
            Encoding::Utf8 => break,
            Encoding::Utf16Be if len.is_multiple_of(2) && line[line.len() - 2] == 0 => break,
            Encoding::Utf16Le if !len.is_multiple_of(2) => {
                let mut high = [0];
                if reader.read(&mut high)? == 1 {
                    line.push(high[0]);
                }
                if high[0] == 0 {
                    break;
                }
            }
            _ => {}
        }
    }
    Ok(line.len() - before)
}

/// A reader that ends behind a number of lines.
struct LineLimited<R> {
    reader: R,
    encoding: Encoding,
    left: usize,
    line: Vec<u8>,
    at: usize,
}

impl<R: BufRead> Read for LineLimited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.line.len() {
            if self.left == 0 {
                return Ok(0);
            }
            self.line.clear();
            self.at = 0;
            self.left -= 1;
            read_line(&mut self.reader, self.encoding, &mut self.line)?;
        }
        let count = buffer.len().min(self.line.len() - self.at);
        buffer[..count].copy_from_slice(&self.line[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &[u8], lines: Option<LineRange>) -> (Vec<u8>, usize) {
        let mut input = open("x".to_owned(), Box::new(Cursor::new(bytes.to_vec())), lines).expect("a log");
        let mut all = Vec::new();
        input.reader.read_to_end(&mut all).expect("memory");
        (all, input.first_byte)
    }

    #[test]
    fn ranges_of_lines_are_cut_in_every_encoding() {
        let range = Some(LineRange { first: 2, last: 3 });
        assert_eq!(read_all(b"a\nb\nc\nd\n", range), (b"b\nc\n".to_vec(), 2));
        assert_eq!(read_all(b"a\nb", range), (b"b".to_vec(), 2));
        assert_eq!(read_all(b"a", range), (b"".to_vec(), 1));
        // U+0A0A holds two bytes that are line feeds, and no line end.
        let text = "first line\n\u{a0a}b\nc\nd";
        for big in [false, true] {
            let wide = |text: &str| -> Vec<u8> {
                text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
            };
            assert_eq!(read_all(&wide(text), range), (wide("\u{a0a}b\nc\n"), 22));
        }
    }

    #[test]
    fn binary_files_are_told_apart_from_broken_text() {
        assert_eq!(binary_kind(b"\x7fELF\x02\x01"), Some("a program"));
        assert_eq!(binary_kind(&(0..=255).collect::<Vec<u8>>()), Some("a binary file"));
        let mut log = b"an ordinary line of a log with a stray NUL \0 and a broken \xff character in it\n".to_vec();
        assert_eq!(binary_kind(&log), None);
        log.clear();
        assert_eq!(binary_kind(&log), None);
    }

    #[test]
    fn gzip_is_unpacked() {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"error: x\n").expect("memory");
        assert_eq!(read_all(&packer.finish().expect("memory"), None).0, b"error: x\n");
    }
}
