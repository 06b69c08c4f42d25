//! The help: of every command, with what it does and an example.

use crate::kit::run;

/// Every command that does something, as its words, from what the help lists.
pub fn commands() -> Vec<Vec<String>> {
    let mut leaves = Vec::new();
    let mut open = vec![Vec::<String>::new()];
    while let Some(path) = open.pop() {
        let below = listed(&help(&path));
        if below.is_empty() {
            leaves.push(path);
        } else {
            open.extend(below.into_iter().map(|word| [path.clone(), vec![word]].concat()));
        }
    }
    leaves.sort();
    leaves
}

fn help(path: &[String]) -> String {
    let ran = run(path.iter().map(String::as_str).chain(["--help"]));
    assert_eq!((ran.status(), ran.err().as_str()), (0, ""), "{path:?}");
    ran.out()
}

fn listed(help: &str) -> Vec<String> {
    let Some((_, after)) = help.split_once("\nCommands:\n") else {
        return Vec::new();
    };
    let lines = after.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let words = names.filter_map(|line| line.split_whitespace().next());
    words.filter(|word| *word != "help").map(ToOwned::to_owned).collect()
}

#[test]
fn every_command_says_what_it_does_with_an_example() {
    let commands = commands();
    assert!(commands.len() > 40, "{commands:?}");
    for path in commands {
        let text = help(&path);
        let name = path.join(" ");
        let about = text.lines().next().unwrap();
        assert!(about.len() > 9 && !about.ends_with('.'), "{name}: {about:?}");
        assert!(text.contains("Example"), "{name} has no example");
        assert!(
            text.contains(&format!("  jemput {name}"))
                || text.contains(&format!(" {name} "))
                || text.contains(&format!(" {name}\n")),
            "{name}'s example is another's"
        );
        assert!(text.contains(&format!("Usage: jemput {name}")), "{name}: {text}");
        for option in ["--home <DIR>", "--json", "--now <TIME>", "--lang <LANG>"] {
            assert!(text.contains(option), "{name} does not tell of {option}");
        }
        let examples = text.split("\nExample").nth(1).unwrap();
        let long = examples.lines().find(|line| line.chars().count() > 80);
        assert_eq!(long, None, "an example of {name} does not fit a terminal");
    }
}

#[test]
fn every_option_is_explained() {
    for path in commands() {
        let text = help(&path);
        let (options, _examples) = text.split_once("\nExample").unwrap();
        let mut lines = options
            .lines()
            .skip_while(|line| !line.starts_with("Usage:"))
            .peekable();
        while let Some(line) = lines.next() {
            let is_option = line.trim_start().starts_with("--") && line.starts_with("      --");
            if is_option {
                let next = lines.peek().map_or("", |next| next.trim());
                let same_line = line.trim().split("  ").nth(1).unwrap_or_default().trim();
                assert!(!next.is_empty() || !same_line.is_empty(), "{path:?}: {line}");
            }
        }
    }
}
