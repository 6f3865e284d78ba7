//! Wrappers of container runtimes, orchestrators and process managers.

use super::shape::{Zone, blanks, digits, fits, iso_t, word};
use super::{Partial, Stripped};

/// Longest name that compose prints: a project, a service and an index.
const COMPOSE_NAME_MAX: usize = 96;

/// `api-1  | `, `shop_api_1    | `, `my-container  | `.
///
/// Compose pads names to the longest and sets two blanks behind it, so a name without an index needs
/// two blanks: `cat | grep` and tables are not compose. A name is not a number: `12 | let x` is a compiler's.
/// `docker service logs` writes task and node: `shop_api.1.x8k2@node-2    | `.
#[must_use]
pub fn compose_prefix(line: &[u8]) -> Option<Stripped> {
    let name_len = line
        .iter()
        .take(COMPOSE_NAME_MAX + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'@'))
        .count();
    let name = &line[..name_len];
    if name_len == 0 || name_len > COMPOSE_NAME_MAX || !name[0].is_ascii_alphanumeric() {
        return None;
    }
    // What most lines lack, before the name is looked at.
    if !line[name_len..].trim_ascii_start().starts_with(b"|") || !name.iter().any(u8::is_ascii_alphabetic) {
        return None;
    }
    let blanks = line[name_len..].iter().take_while(|byte| **byte == b' ').count();
    let enough = if has_index(name) || task_of(name).is_some() { 1 } else { 2 };
    let bar = name_len + blanks;
    if name.contains(&b'@') && task_of(name).is_none() {
        return None;
    }
    if blanks < enough || line.get(bar) != Some(&b'|') {
        return None;
    }
    match line.get(bar + 1) {
        None => Some(Stripped::named(bar + 1, 0..name_len)),
        Some(b' ') => Some(Stripped::named(bar + 2, 0..name_len)),
        Some(_) => None,
    }
}

/// The length of a swarm's service in `shop_api.1.x8k2@node-2` (task and node) and `shop_api.1@node-2`.
fn task_of(name: &[u8]) -> Option<usize> {
    let at = name.iter().position(|byte| *byte == b'@').filter(|at| at + 1 < name.len())?;
    let service = name[..at].iter().position(|byte| *byte == b'.').filter(|dot| *dot > 0)?;
    name[service + 1..at].first().is_some_and(u8::is_ascii_alphanumeric).then_some(service)
}

/// True for `api-1` and `shop_api_1`.
fn has_index(name: &[u8]) -> bool {
    let digits = name.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let before = name.len() - digits;
    digits > 0 && before > 1 && matches!(name[before - 1], b'-' | b'_')
}

/// The service that a compose container name stands for: `api` for `api-1`; for `shop_api_1` too the
/// part before the index, since where the project's name ends cannot be seen.
#[must_use]
pub fn service_of(stream: &str) -> &str {
    if let Some(service) = task_of(stream.as_bytes()) {
        &stream[..service]
    } else if has_index(stream.as_bytes()) {
        stream.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['-', '_'])
    } else {
        stream
    }
}

/// `2026-11-21T03:00:00.123456789Z stdout F `: a line of a file that containerd or CRI-O writes. `P` marks a piece of a
/// line that the runtime cut at 16 KiB.
#[must_use]
pub fn cri(line: &[u8]) -> Option<Stripped> {
    let time = iso_t(line).filter(|time| time.fraction > 0 && time.zone != Zone::Absent)?;
    let rest = &line[time.len..];
    let descriptor = match rest.get(..8)? {
        b" stdout " => 1,
        b" stderr " => 2,
        _ => return None,
    };
    let partial = match rest.get(8)? {
        b'F' => Partial::Ends(descriptor),
        b'P' => Partial::GoesOn(descriptor),
        _ => return None,
    };
    let blank = match rest.get(9) {
        None => 0,
        Some(b' ') => 1,
        Some(_) => return None,
    };
    Some(Stripped { len: time.len + 9 + blank, stream: None, partial })
}

/// `[pod/web-5d9c7b6f4-x2x9z/api] `
#[must_use]
pub fn kubectl_prefix(line: &[u8]) -> Option<Stripped> {
    /// Two names of at most 253 characters.
    const LONGEST: usize = 512;
    let rest = line.strip_prefix(b"[pod/")?;
    let end = memchr::memchr(b']', &rest[..rest.len().min(LONGEST)])?;
    let name = &rest[..end];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/');
    let fits = name.iter().all(is_name) && memchr::memchr_iter(b'/', name).count() == 1;
    let blank = usize::from(rest.get(end + 1) == Some(&b' '));
    (fits && end > 2 && (blank == 1 || rest.len() == end + 1)).then(|| Stripped::named(5 + end + 1 + blank, 5..5 + end))
}

/// `web-5d9c7b6f4-x2x9z api `: pod and container. Only names that end as replica sets name their pods: two words in
/// front of a message are anything else.
#[must_use]
pub fn stern(line: &[u8]) -> Option<Stripped> {
    let pod = word(line, 253);
    let is_label = |name: &[u8]| {
        !name.is_empty() && name.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
    };
    if pod == 0 || line[pod] != b' ' || !is_label(&line[..pod]) || !has_replica_suffix(&line[..pod]) {
        return None;
    }
    let container = word(&line[pod + 1..], 63);
    let end = pod + 1 + container;
    (container > 0 && is_label(&line[pod + 1..end])).then(|| Stripped::named(end + 1, 0..end))
}

/// True for a name that ends in `-5d9c7b6f4-x2x9z`.
fn has_replica_suffix(name: &[u8]) -> bool {
    // The alphabet of generated names: no vowels, nothing that looks like another character.
    let generated = |part: &[u8]| part.iter().all(|byte| b"bcdfghjklmnpqrstvwxz2456789".contains(byte));
    let mut parts = name.rsplit(|byte| *byte == b'-');
    let (Some(random), Some(hash), Some(base)) = (parts.next(), parts.next(), parts.next()) else { return false };
    random.len() == 5
        && generated(random)
        && (6..=10).contains(&hash.len())
        && hash.iter().all(u8::is_ascii_alphanumeric)
        && hash.iter().any(u8::is_ascii_digit)
        && !base.is_empty()
}

/// `2026-11-21T03:00:00.123456789Z `: `docker logs --timestamps`, `kubectl logs --timestamps`. Exactly nine digits, as
/// they write them; still an application may do so too.
#[must_use]
pub fn docker_timestamp(line: &[u8]) -> Option<Stripped> {
    let time = iso_t(line).filter(|time| time.fraction == 9 && time.zone != Zone::Absent)?;
    (line.get(time.len) == Some(&b' ')).then(|| Stripped::front(time.len + 1))
}

/// `0|api  | `: pm2's index and name.
#[must_use]
pub fn pm2(line: &[u8]) -> Option<Stripped> {
    let index = digits(line);
    if !(1..=4).contains(&index) || line.get(index) != Some(&b'|') {
        return None;
    }
    let rest = &line[index + 1..];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let name = rest.iter().take(64).take_while(|byte| is_name(byte)).count();
    let bar = name + blanks(&rest[name..]);
    let fits = name > 0 && bar > name && rest.get(bar) == Some(&b'|') && matches!(rest.get(bar + 1), None | Some(b' '));
    let end = index + 1 + (bar + 2).min(rest.len());
    fits.then(|| Stripped::named(end, 0..index + 1 + name))
}

/// `12:00:00 web.1  | `: foreman and honcho.
#[must_use]
pub fn foreman(line: &[u8]) -> Option<Stripped> {
    const TIME: usize = b"dd:dd:dd ".len();
    if !fits(line, b"dd:dd:dd ") {
        return None;
    }
    let rest = &line[TIME..];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let name = rest.iter().take(64).take_while(|byte| is_name(byte)).count();
    let bar = name + blanks(&rest[name..]);
    let fits = name > 0 && bar > name && rest.get(bar) == Some(&b'|') && matches!(rest.get(bar + 1), None | Some(b' '));
    fits.then(|| Stripped::named(TIME + (bar + 2).min(rest.len()), TIME..TIME + name))
}

#[cfg(test)]
mod tests {
    use super::super::cases::{Case, check};
    use super::*;

    const CASES: &[Case] = &[
        ("docker compose", "api-1  | error: x", Some("api-1"), "error: x"),
        ("docker compose", "shop_api_1     | x", Some("shop_api_1"), "x"),
        ("docker compose", "api-1 | x", Some("api-1"), "x"),
        ("docker compose", "api-1  |", Some("api-1"), ""),
        ("docker compose", "my-container  | x", Some("my-container"), "x"),
        ("docker compose", "shop_api.1.x8k2@node-2    | x", Some("shop_api.1.x8k2@node-2"), "x"),
        ("docker compose", "root@host | x", None, "root@host | x"),
        ("docker compose", "cat | grep x", None, "cat | grep x"),
        ("docker compose", "12 | let x = 1;", None, "12 | let x = 1;"),
        ("docker compose", "id  |name", None, "id  |name"),
        ("Kubernetes CRI", "2026-11-21T03:00:00.123456789Z stdout F x", None, "x"),
        ("Kubernetes CRI", "2026-11-21T03:00:00.123+01:00 stderr P x", None, "x"),
        ("Kubernetes CRI", "2026-11-21T03:00:00.123Z stdout F", None, ""),
        ("Kubernetes CRI", "2026-11-21T03:00:00.123Z stdout Fx", None, "2026-11-21T03:00:00.123Z stdout Fx"),
        ("kubectl logs --prefix", "[pod/web-1/api] x", Some("web-1/api"), "x"),
        ("kubectl logs --prefix", "[pod/web] x", None, "[pod/web] x"),
        ("stern", "web-5d9c7b6f4-x2x9z api x y", Some("web-5d9c7b6f4-x2x9z api"), "x y"),
        ("stern", "the-quick-brown fox jumps", None, "the-quick-brown fox jumps"),
        ("docker logs --timestamps", "2026-11-21T03:00:00.123456789Z x", None, "x"),
        ("docker logs --timestamps", "2026-11-21T03:00:00.123Z x", None, "2026-11-21T03:00:00.123Z x"),
        ("pm2", "0|api    | x", Some("0|api"), "x"),
        ("pm2", "0|1|2", None, "0|1|2"),
        ("foreman", "12:00:00 web.1     | x", Some("web.1"), "x"),
        ("foreman", "12:00:00 web started", None, "12:00:00 web started"),
    ];

    #[test]
    fn what_runtimes_put_in_front_is_taken_off() {
        check(CASES);
    }

    #[test]
    fn a_service_is_the_name_without_its_index() {
        assert_eq!(service_of("api-1"), "api");
        assert_eq!(service_of("web-app-12"), "web-app");
        assert_eq!(service_of("postgres"), "postgres");
    }
}
