//! `kb match --follow`: what is known, as the log grows.
//!
//! This is the clock that the engine does not have: a look at the newest lines a few times a second while the log is
//! busy, and one when it has been quiet for a while. Looks that take long come less often.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::open;
use crate::cli::args::{MatchArgs, MatchFormat};
use crate::cli::failure::{Failure, Status, complain};
use crate::cli::growing::{self, Event};
use crate::cli::print::{self, Style};
use crate::cli::{Context, environment, input};
use crate::diagnose::follow::{Follower, Moment, News};
use crate::error::{Error, ErrorKind};
use crate::knowledge_base::KnowledgeBase;
use crate::limits::EVIDENCE_COUNT_MAX;
use crate::log::encoding::SAMPLE_BYTES;
use crate::report::{Diagnosis, Report};

/// A log that said nothing for so long has said what it had to say.
const QUIET: Duration = Duration::from_millis(300);

/// Between two looks at a busy log.
const BUSY: Duration = Duration::from_millis(200);

/// A look may take at most one part in this many of the time.
const LOOK_SHARE: u32 = 10;

/// Runs `kb match --follow`.
///
/// # Errors
/// If the knowledge or the log cannot be opened, or the answer cannot be written.
pub fn run(args: &MatchArgs, context: &mut Context<'_>) -> Result<Status, Failure> {
    if args.format == MatchFormat::Json {
        let error = Error::new(ErrorKind::Usage, "json is one object at the end, and a log that is followed has none");
        return Err(error.hint("--format jsonl prints each match as it is found").into());
    }
    let (name, events) = match args.files.as_slice() {
        [] => (stdin_name(args), growing::stdin()),
        [file] if file == Path::new("-") => (stdin_name(args), growing::stdin()),
        [file] => {
            let unreadable = |error: &io::Error| Error::io("read", file, error).hint(input::open_hint(error));
            (file.display().to_string(), growing::file(file).map_err(|error| unreadable(&error))?)
        }
        [_, second, ..] => {
            let error = format!("--follow reads one log, and `{}` is a second one", second.display());
            return Err(Error::new(ErrorKind::Usage, error)
                .hint("`tail -F a.log b.log | kb match --follow` reads several as one")
                .into());
        }
    };
    let kb = open(context)?;
    let mut session =
        Session { kb: &kb, follower: Some(kb.follow(&name)), args, told: Told::default(), sample: Vec::new(), name };
    context.decided = Status::Done;
    session.run(&events, context)
}

fn stdin_name(args: &MatchArgs) -> String {
    args.stdin_filename.clone().unwrap_or_else(|| "-".to_owned())
}

/// What was printed.
#[derive(Default)]
struct Told {
    /// Diagnoses.
    count: usize,
    /// By entry, how often it had been seen when it was printed.
    seen: BTreeMap<String, usize>,
    /// By entry, how many places were printed.
    places: BTreeMap<String, usize>,
}

struct Session<'k> {
    kb: &'k KnowledgeBase,
    /// Gone once the log has ended.
    follower: Option<Follower<'k, KnowledgeBase>>,
    args: &'k MatchArgs,
    told: Told,
    /// The first bytes, until they show whether this is a log.
    sample: Vec<u8>,
    name: String,
}

impl Session<'_> {
    fn run(&mut self, events: &std::sync::mpsc::Receiver<Event>, context: &mut Context<'_>) -> Result<Status, Failure> {
        let mut next_look = Instant::now();
        let mut is_seen = true;
        loop {
            let is_unseen = self.follower.as_ref().is_some_and(Follower::is_unseen);
            let wait = if is_seen { QUIET } else { next_look.saturating_duration_since(Instant::now()).min(QUIET) };
            let event = match is_unseen {
                true => events.recv_timeout(wait),
                false => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(Event::Bytes(bytes)) => {
                    if is_seen {
                        next_look = next_look.max(Instant::now() + BUSY / 4);
                    }
                    is_seen = false;
                    self.push(&bytes, context)?;
                }
                Ok(Event::Restarted) => {
                    let news = self.follower.as_mut().map(Follower::end_input);
                    self.tell(news, context)?;
                }
                Ok(Event::End) | Err(RecvTimeoutError::Disconnected) => return self.end(Status::Done, context),
                Ok(Event::Failed(error)) => {
                    complain(&Error::io("read", Path::new(&self.name), &error).hint("what was read before is matched"));
                    return self.end(Status::Failed, context);
                }
                Ok(Event::Signal(signal)) => {
                    // 2 is SIGINT everywhere.
                    return self.end(if signal == 2 { Status::Cancelled } else { Status::Terminated }, context);
                }
                Err(RecvTimeoutError::Timeout) if is_seen => self.look(Moment::Quiet, context)?,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if !is_seen && Instant::now() >= next_look {
                let begun = Instant::now();
                self.look(Moment::Busy, context)?;
                next_look = Instant::now() + BUSY.max(begun.elapsed() * LOOK_SHARE);
                is_seen = true;
            }
        }
    }

    fn push(&mut self, bytes: &[u8], context: &mut Context<'_>) -> Result<(), Failure> {
        if self.sample.len() < SAMPLE_BYTES {
            self.sample.extend_from_slice(&bytes[..bytes.len().min(SAMPLE_BYTES - self.sample.len())]);
            input::refuse_binary(&self.name, &self.sample)?;
        }
        let news = self.follower.as_mut().map(|follower| follower.push(bytes));
        self.tell(news, context)
    }

    fn look(&mut self, moment: Moment, context: &mut Context<'_>) -> Result<(), Failure> {
        let news = self.follower.as_mut().map(|follower| follower.look(moment));
        self.tell(news, context)
    }

    /// Prints what is new and hands it on at once.
    fn tell(&mut self, news: Option<News>, context: &mut Context<'_>) -> Result<(), Failure> {
        let Some(news) = news.filter(|news| !news.hits.is_empty() || !news.new.is_empty()) else { return Ok(()) };
        match self.args.format {
            MatchFormat::Jsonl => {
                for hit in news.hits.iter().filter_map(|new| new.hit()) {
                    print::jsonl::hit(&hit, context.out)?;
                }
            }
            MatchFormat::Vimgrep => self.tell_places(&news, context)?,
            _ => {}
        }
        let diagnoses = self.kb.diagnoses(&news.ranked);
        for at in &news.new {
            self.tell_diagnosis(&diagnoses[*at], context)?;
        }
        Ok(context.out.flush()?)
    }

    fn tell_diagnosis(&mut self, one: &Diagnosis, context: &mut Context<'_>) -> Result<(), Failure> {
        if self.args.limit.is_some_and(|limit| limit > 0 && self.told.count >= limit) {
            return Ok(());
        }
        match self.args.format {
            MatchFormat::Text => {
                if self.told.count > 0 {
                    writeln!(context.out)?;
                }
                print::text::diagnosis(one, style(context), context.out)?;
            }
            MatchFormat::Oneline => print::oneline::diagnosis(one, context.out)?,
            _ => {}
        }
        self.told.count += 1;
        self.told.seen.insert(one.id.to_string(), one.occurrences);
        Ok(())
    }

    /// The places of matches, as many of an entry as a report has.
    fn tell_places(&mut self, news: &News, context: &mut Context<'_>) -> Result<(), Failure> {
        for hit in news.hits.iter().filter_map(|new| new.hit()).filter(|hit| hit.finding.strength.is_strong()) {
            let told = self.told.places.entry(hit.entry.id.to_string()).or_default();
            *told += 1;
            if *told <= EVIDENCE_COUNT_MAX {
                print::vimgrep::hit(&hit, context.out)?;
            }
        }
        Ok(())
    }

    /// The end of the log: what is left, and what came again.
    fn end(&mut self, status: Status, context: &mut Context<'_>) -> Result<Status, Failure> {
        context.decided = status;
        let Some(follower) = self.follower.take() else { return Ok(status) };
        let (news, report) = self.kb.finish(follower);
        self.tell(Some(news), context)?;
        match self.args.format {
            MatchFormat::Text => self.sum_up(&report, context)?,
            MatchFormat::Jsonl => print::jsonl::end(&report, context.out)?,
            _ => {}
        }
        Ok(status)
    }

    fn sum_up(&self, report: &Report, context: &mut Context<'_>) -> io::Result<()> {
        let style = style(context);
        if self.told.count == 0 {
            return print::text::report(report, 0, style, context.out);
        }
        let again = |one: &&Diagnosis| {
            let seen = self.told.seen.get(one.id.as_str())?;
            Some((one.occurrences.checked_sub(*seen).filter(|more| *more > 0)?, one.id.to_string(), one.last_line))
        };
        let repeats: Vec<(usize, String, usize)> = report.matches.iter().filter_map(|one| again(&one)).collect();
        print::text::again(&repeats, style, context.out)
    }
}

fn style(context: &Context<'_>) -> Style {
    Style { color: context.color, is_terminal: context.is_terminal, width: environment::prose_width() }
}
