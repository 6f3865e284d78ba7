//! Entries on a screen: exact width, code that can be copied, and no control byte for any input.

use kb::entry::markdown::parse;
use kb::render::markdown::{Options, Rendered, WIDTH_MIN, render};
use kb::render::safe::{self, Safe};
use kb::render::{Style, StyledLine, ansi};
use proptest::prelude::*;

fn rendered(text: &str, width: usize) -> Rendered {
    render(&parse(text, 0..text.len()), Options::new(width))
}

/// The lines without styles; lines of code are marked.
fn shown(text: &str, width: usize) -> String {
    let line = |line: &StyledLine| match line.code_block {
        Some(index) => format!("{index}| {}", line.text()),
        None => format!("   {}", line.text()),
    };
    rendered(text, width).lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

const TEXT: &str = r#"Lead with **strong**, *emphasis*, `code with blanks`, ~~struck~~ and [a link](../redis/oom.md#fix) to follow.

## Fix

1. See who holds the port, and do not stop a service that somebody else on this host may need:

   ```sh check
   ss -ltnp "sport = :5432" | a very long line of code that is wider than any screen this test lays out for
	tabbed
   ```

2. Stop it.
   - nested item with words enough to wrap around the end of the line
   - [ ] open task
   - [x] done task

> [!WARNING]
> This loses data. Really, all of it.
>
> > Deeper.

| Tool | What it does | Port |
|:-----|:------------:|-----:|
| `ss` | shows sockets and the processes that hold them | 22 |
| lsof | the same on macOS | 5432 |

- loose

- items

---

<details>
<!-- not shown -->

Line one\
line two ![a picture](x.png) https://example.com/a-very-long-address-without-any-blank-in-it
"#;

#[test]
fn a_text_on_a_wide_screen() {
    insta::assert_snapshot!(shown(TEXT, 80));
}

#[test]
fn a_text_on_a_narrow_screen() {
    insta::assert_snapshot!(shown(TEXT, 32));
}

#[test]
fn a_text_in_ascii() {
    let lines = render(&parse(TEXT, 0..TEXT.len()), Options { ascii: true, ..Options::new(60) }).lines;
    assert!(lines.iter().all(|line| line.text().is_ascii()));
}

#[test]
fn code_begins_in_the_first_column_and_is_whole() {
    for text in [
        "```sh\na\n  b\n```",
        "- x\n\n  ```sh\n  a\n    b\n  ```",
        "> ```sh\n> a\n>   b\n> ```",
        "1. ```sh\n   a\n     b\n   ```",
    ] {
        let rendered = rendered(text, 40);
        let code: Vec<String> =
            rendered.lines.iter().filter(|line| line.code_block == Some(0)).map(StyledLine::text).collect();
        assert_eq!(code, ["a", "  b"], "{text}");
        assert_eq!(rendered.code_blocks.len(), 1);
        assert!(text[rendered.code_blocks[0].clone()].starts_with("```sh"));
    }
}

#[test]
fn links_keep_their_words_and_their_target_is_collected() {
    let rendered = rendered("See [the *other* one](x.md) and <https://a.b/c>.", 40);
    let links: Vec<_> = rendered.links.iter().map(|link| (link.label.as_str(), link.target.as_str())).collect();
    assert_eq!(links, [("the other one", "x.md"), ("https://a.b/c", "https://a.b/c")]);
    assert_eq!(rendered.lines[0].text(), "See the other one and https://a.b/c.");
}

#[test]
fn placeholders_are_filled_in_prose_and_code_but_not_in_logs() {
    let text = "Port `{{x}}` {{x}}\n```sh\nss {{x}}\n```\n```log\n{{x}}\n```";
    let fill = |text: &str, lang: &str| text.replace("{{x}}", if lang == "sh" { "5432" } else { "<x>" });
    let lines = render(&parse(text, 0..text.len()), Options { fill: Some(&fill), ..Options::new(40) }).lines;
    let lines: Vec<String> = lines.iter().map(StyledLine::text).collect();
    assert_eq!(lines, ["Port <x> <x>", "", "── sh", "ss 5432", "", "── log", "{{x}}"]);
}

#[test]
fn colors_wrap_their_words_only() {
    let rendered = rendered("a **b** `c`", 40);
    assert_eq!(ansi::line(&rendered.lines[0], true), "a \u{1b}[1mb\u{1b}[0m \u{1b}[36mc\u{1b}[0m");
    assert_eq!(ansi::line(&rendered.lines[0], false), "a b c");
    assert_eq!(rendered.lines[0].spans[1].style, Style::Strong);
}

#[test]
fn without_color_code_keeps_its_backquotes() {
    let text = "the `users` table";
    let lines = render(&parse(text, 0..text.len()), Options { marks: true, ..Options::new(40) }).lines;
    assert_eq!(lines[0].text(), text);
}

#[test]
fn a_log_says_where_it_was_seen_and_nothing_of_the_test() {
    for (info, label) in [
        ("log port=5432 from=\"docker 28\"", "── log, docker 28"),
        ("log no-match from='x'", "── log of another problem, x"),
        ("log port", "── log port"),
        ("sh check", "── sh check"),
    ] {
        assert_eq!(rendered(&format!("```{info}\nx\n```"), 40).lines[0].text(), label);
    }
}

/// Characters that act, hide, or take no or two columns, between ordinary ones.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{1,12}",
        (0u32..0x20).prop_map(|c| char::from_u32(c).unwrap().to_string()),
        (0x7fu32..0xa0).prop_map(|c| char::from_u32(c).unwrap().to_string()),
        (0x2000u32..0x2070).prop_map(|c| char::from_u32(c).unwrap().to_string()),
        (0x300u32..0x370).prop_map(|c| char::from_u32(c).unwrap().to_string()),
        prop::sample::select(vec![
            "日本語",
            "👩\u{200d}💻",
            "e\u{301}",
            "لا",
            "\u{1f1e9}\u{1f1ea}",
            "⚠\u{fe0f}",
            "\u{202e}",
            "\x1b[31m",
            "\x1b]52;c;eA==\x07",
            "\u{1160}",
        ])
        .prop_map(String::from),
        prop::sample::select(vec![
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "> ",
            "```sh\n",
            "```\n",
            "| a | b |\n|--|--|\n| c | d |\n",
            "**",
            "[",
            "](",
            ")",
            "`",
            "# "
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

proptest! {
    #[test]
    fn nothing_that_acts_or_hides_passes(text in nasty()) {
        prop_assert!(!safe::line(&text).contains(is_forbidden));
        prop_assert!(!safe::text(&text).replace('\n', "").contains(is_forbidden));
        let ascii = Safe { ascii: true, multi_line: false }.show(&text);
        prop_assert!(ascii.bytes().all(|b| matches!(b, b' '..=b'~')));
    }

    #[test]
    fn text_that_is_safe_stays_as_it_is(text in nasty()) {
        let once = safe::line(&text);
        prop_assert_eq!(safe::line(&once), once);
    }

    #[test]
    fn bytes_of_any_kind_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        prop_assert!(!safe::line(&String::from_utf8_lossy(&bytes)).contains(is_forbidden));
    }

    #[test]
    fn no_line_is_wider_than_the_screen_but_code(text in nasty(), width in WIDTH_MIN..100) {
        for line in &rendered(&text, width).lines {
            prop_assert!(!line.text().contains(is_forbidden));
            let taken = safe::width(&line.text());
            prop_assert!(line.code_block.is_some() || taken <= width, "{taken} > {width}: {:?}", line.text());
            prop_assert!(line.code_block.is_some() || !line.text().ends_with(' '));
        }
    }

    #[test]
    fn every_word_of_the_prose_is_shown(words in prop::collection::vec("[a-z]{1,12}", 1..60), width in WIDTH_MIN..100) {
        let text = words.join(" ");
        let lines: Vec<String> = rendered(&text, width).lines.iter().map(StyledLine::text).collect();
        prop_assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn cut_text_fits(text in nasty(), columns in 0usize..60) {
        prop_assert!(safe::width(&safe::fit(&safe::line(&text), columns, false)) <= columns);
    }
}
