//! Error messages of programs as people name them, and regular expressions for them, in any number.
//!
//! A message is put together from names and phrases that real programs use (components, what they were doing, to
//! what, and why it failed), so that signatures share words and grams as collected ones do: at 100,000 most of them differ
//! from a neighbor in one or two words only. No two are equal.

use std::collections::HashSet;

use super::Random;

const COMPONENTS: &[&str] = &[
    "kubelet",
    "containerd",
    "etcd",
    "coredns",
    "kube-proxy",
    "kube-scheduler",
    "flanneld",
    "calico-node",
    "dockerd",
    "buildkitd",
    "runc",
    "systemd",
    "systemd-resolved",
    "systemd-networkd",
    "sshd",
    "cron",
    "rsyslogd",
    "auditd",
    "nginx",
    "haproxy",
    "envoy",
    "traefik",
    "caddy",
    "apache2",
    "squid",
    "varnishd",
    "postgres",
    "pgbouncer",
    "patroni",
    "mysqld",
    "mariadbd",
    "mongod",
    "redis-server",
    "sentinel",
    "memcached",
    "rabbitmq",
    "kafka",
    "zookeeper",
    "nats",
    "elasticsearch",
    "logstash",
    "filebeat",
    "fluentd",
    "prometheus",
    "alertmanager",
    "grafana",
    "loki",
    "jaeger",
    "consul",
    "vault",
    "nomad",
    "terraform",
    "ansible",
    "puppet-agent",
    "jenkins",
    "gitlab-runner",
    "drone",
    "argocd",
    "celery",
    "gunicorn",
    "uvicorn",
    "sidekiq",
    "puma",
    "unicorn",
    "php-fpm",
    "node",
    "next",
    "vite",
    "webpack",
    "esbuild",
    "gradle",
    "maven",
    "cargo",
    "pip",
    "npm",
    "yarn",
    "bundler",
    "composer",
    "cmake",
    "ld",
    "airflow",
    "spark",
    "hadoop",
    "hdfs",
    "yarn-rm",
    "flink",
    "cassandra",
    "scylla",
    "cockroach",
    "clickhouse",
    "influxd",
    "minio",
    "ceph-osd",
    "nfsd",
    "openvpn",
    "wireguard",
    "strongswan",
    "dnsmasq",
    "bind9",
    "postfix",
    "dovecot",
    "ntpd",
    "chronyd",
    "libvirtd",
    "qemu",
];

const ATTEMPTS: &[&str] = &[
    "failed to mount",
    "could not open",
    "cannot allocate",
    "unable to resolve",
    "refusing to load",
    "failed to parse",
    "could not acquire",
    "cannot bind",
    "error while reading",
    "error while writing",
    "unable to connect to",
    "failed to register",
    "giving up on",
    "could not verify",
    "rejected",
    "failed to decode",
    "cannot rename",
    "failed to rotate",
    "unable to fork for",
    "timed out waiting for",
    "could not lock",
    "cannot stat",
    "dropping",
    "aborting",
    "failed to replicate",
    "could not restore",
    "unable to upgrade",
    "failed to compile",
    "cannot link",
    "error unmarshalling",
    "failed to evict",
    "could not schedule",
    "cannot attach",
    "unable to detach",
    "failed to sync",
    "could not negotiate",
    "failed to authenticate",
    "cannot decrypt",
    "unable to renew",
    "failed to drain",
];

const OBJECTS: &[&str] = &[
    "volume",
    "secret",
    "config map",
    "pod sandbox",
    "image layer",
    "overlay mount",
    "cgroup",
    "network namespace",
    "veth pair",
    "iptables chain",
    "route table",
    "certificate",
    "private key",
    "token",
    "session",
    "lease",
    "snapshot",
    "write-ahead log",
    "checkpoint",
    "replication slot",
    "index shard",
    "segment file",
    "partition",
    "consumer group",
    "topic metadata",
    "queue binding",
    "exchange",
    "worker pool",
    "thread",
    "socket",
    "unix socket",
    "upstream",
    "listener",
    "virtual host",
    "access log",
    "manifest",
    "lock file",
    "dependency graph",
    "source map",
    "symbol table",
    "object file",
    "shared library",
    "migration",
    "schema",
    "foreign key",
    "materialized view",
    "tablespace",
    "savepoint",
    "cursor",
    "prepared statement",
    "connection pool",
    "message header",
    "payload",
    "frame",
    "handshake",
    "cipher suite",
    "zone file",
    "resource record",
    "mailbox",
    "spool directory",
    "swap device",
    "block device",
    "logical volume",
    "inode table",
    "journal",
    "quorum",
    "raft log",
    "leader election",
    "heartbeat",
    "health probe",
    "admission webhook",
    "service account",
    "role binding",
];

const REASONS: &[&str] = &[
    "device or resource busy",
    "permission denied",
    "no such file or directory",
    "connection reset by peer",
    "operation not permitted",
    "no space left on device",
    "too many open files",
    "input/output error",
    "broken pipe",
    "invalid argument",
    "cannot allocate memory",
    "address family not supported",
    "checksum mismatch",
    "unexpected end of stream",
    "deadline exceeded",
    "version conflict",
    "not the leader",
    "already exists",
    "signature expired",
    "unknown authority",
    "name does not resolve",
    "protocol version mismatch",
    "buffer overflow prevented",
    "quota exceeded",
    "read-only file system",
    "stale handle",
    "malformed header",
    "missing field",
    "duplicate entry",
    "circular reference",
    "unsupported media type",
    "maximum depth reached",
    "not in the allow list",
    "payload too large",
    "corrupt page",
    "lost quorum",
    "wrong magic number",
    "no healthy endpoints",
    "was evicted",
    "is being deleted",
    "has no replicas",
    "is draining",
    "is sealed",
    "needs recovery",
];

const QUALIFIERS: &[&str] = &[
    "primary",
    "secondary",
    "default",
    "legacy",
    "shadow",
    "staging",
    "remote",
    "local",
    "transient",
    "cached",
    "orphaned",
    "pending",
    "stale",
    "internal",
    "public",
    "nested",
    "parent",
    "child",
    "temporary",
    "encrypted",
    "compressed",
    "mirrored",
];

/// How a message is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The whole text, nothing variable.
    Literal,
    /// A value in the middle: a number, a name, a path.
    Gap,
    /// Without regard to case, or an alternation, or an error code in front.
    Hard,
}

/// A signature as a regular expression, and a line that it matches.
#[derive(Clone, Debug)]
pub struct Message {
    /// What to look for.
    pub regex: String,
    /// The same as a `text` signature where it can be said as one.
    pub text: Option<String>,
    /// What a program prints.
    pub line: String,
}

/// `count` signatures: of 20, 14 literals, 5 with a gap, 1 hard.
pub fn messages(count: usize, seed: u64) -> Vec<Message> {
    let mut random = Random::new(seed);
    let mut seen = HashSet::new();
    let mut all = Vec::with_capacity(count);
    while all.len() < count {
        let shape = match random.below(20) {
            0..=13 => Shape::Literal,
            14..=18 => Shape::Gap,
            _ => Shape::Hard,
        };
        let message = message(&mut random, shape);
        if seen.insert(message.regex.to_lowercase()) {
            all.push(message);
        }
    }
    all
}

fn message(random: &mut Random, shape: Shape) -> Message {
    let component = random.pick(COMPONENTS);
    let attempt = random.pick(ATTEMPTS);
    let object = random.pick(OBJECTS);
    let qualifier = random.pick(QUALIFIERS);
    let reason = random.pick(REASONS);
    match shape {
        Shape::Literal => {
            let class = class_name(qualifier, object, random);
            let line = match random.below(7) {
                0 => format!("{component}: {attempt} {qualifier} {object}: {reason}"),
                1 => format!("{attempt} the {qualifier} {object} of {component}"),
                2 => format!("{object} {reason}: {component} {attempt} its {qualifier} copy"),
                3 => format!("{class}: {attempt} {object}"),
                4 => format!("{qualifier} {object} {reason} ({component})"),
                5 => format!("{component}/{qualifier}: {object} {reason}"),
                _ => format!("{reason}, {attempt} {qualifier} {object}"),
            };
            Message { regex: escaped(&line), text: Some(line.clone()), line }
        }
        Shape::Gap => gap(random, &[component, attempt, qualifier, object, reason]),
        Shape::Hard => hard(random, &[component, attempt, qualifier, object, reason]),
    }
}

/// `StaleLeaseError` for a stale lease.
fn class_name(qualifier: &str, object: &str, random: &mut Random) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let words: String = object.split([' ', '-']).map(capital).collect();
    format!("{}{words}{}", capital(qualifier), random.pick(&["Error", "Exception", "Failure", "Warning"]))
}

fn gap(random: &mut Random, words: &[&&str; 5]) -> Message {
    let [component, attempt, qualifier, object, reason] = words;
    let number = random.below(60_000);
    let (before, after) = (format!("{component}: {attempt} {qualifier} {object} "), format!(" after retry, {reason}"));
    let (class, hole, value) = match random.below(4) {
        0 => (r"\d+", "{number:int}", number.to_string()),
        1 => (r"\S+", "{name}", format!("web-{number}.example")),
        2 => (r#""[^"\n]*""#, "\"{name:any}\"", format!("\"/var/lib/{component}/{number}\"")),
        _ => (".*", "{_:any}", format!("of node-{number} (attempt {})", number % 7)),
    };
    Message {
        regex: format!("{}{class}{}", escaped(&before), escaped(&after)),
        text: Some(format!("{before}{hole}{after}")),
        line: format!("{before}{value}{after}"),
    }
}

fn hard(random: &mut Random, words: &[&&str; 5]) -> Message {
    let [component, attempt, qualifier, object, reason] = words;
    let number = random.below(9_000) + 1_000;
    let (regex, line) = match random.below(3) {
        0 => {
            let line = format!("{component} {attempt} {qualifier} {object} ({reason})");
            (format!("(?i){}", escaped(&line)), line.replacen(**attempt, &attempt.to_uppercase(), 1))
        }
        1 => {
            let end = format!(" {qualifier} {object}: {reason}");
            let regex = format!("(?:{}|{component}-agent|{component}-operator){}", escaped(component), escaped(&end));
            (regex, format!("{component}-agent{end}"))
        }
        _ => (
            format!(r"\b[EW]{number}\b.*{} {}", escaped(qualifier), escaped(&format!("{object}: {reason}"))),
            format!("E{number} {component} says: {qualifier} {object}: {reason}"),
        ),
    };
    Message { regex, text: None, line }
}

/// `text` as a regular expression that matches it; the same escapes in every dialect that is compared.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if r"\.+*?()|[]{}^$".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// `line` with one word changed: it looks like a message that is known, and is none.
pub fn near_miss(random: &mut Random, line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let target = random.below(words.len());
    let changed: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(index, word)| if index == target { split_by_x(word) } else { (*word).to_owned() })
        .collect();
    changed.join(" ")
}

/// `word` with an `x` inside, so that neither its head nor its tail is the whole word.
fn split_by_x(word: &str) -> String {
    let middle = word.char_indices().nth(word.chars().count() / 2).map_or(0, |(at, _)| at);
    format!("{}x{}", &word[..middle], &word[middle..])
}
