//! The letters on tickets: they sound apart when they are called aloud.

/// The letters, in the order in which devices take them.
const LETTERS: [&str; 8] = ["A", "K", "M", "R", "S", "H", "L", "U"];

/// The first mark that is not used; from the ninth device on it has two letters.
pub fn first_unused(used: &[String]) -> String {
    let is_free = |mark: &String| !used.contains(mark);
    let one = LETTERS.iter().map(ToString::to_string);
    let two = LETTERS
        .iter()
        .flat_map(|a| LETTERS.iter().map(move |b| format!("{a}{b}")));
    let three = LETTERS.iter().flat_map(|a| {
        LETTERS
            .iter()
            .flat_map(move |b| LETTERS.iter().map(move |c| format!("{a}{b}{c}")))
    });
    one.chain(two)
        .chain(three)
        .find(is_free)
        .unwrap_or_else(|| "A".repeat(used.len() + 1))
}

/// Takes a ticket's text apart: `A-017`, `a17`, `AK 003`.
pub fn read_ticket(text: &str) -> Option<(String, u16)> {
    let text = text.trim();
    let digits_at = text.find(|c: char| c.is_ascii_digit())?;
    let mark: String = text[..digits_at]
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_uppercase();
    let between_is_plain = text[..digits_at]
        .chars()
        .all(|c| c.is_ascii_alphabetic() || c == '-' || c == ' ');
    let number: u16 = text[digits_at..].parse().ok()?;
    (between_is_plain && (1..=3).contains(&mark.len()) && number > 0).then_some((mark, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ninth_device_gets_two_letters() {
        let mut used = Vec::new();
        for _ in 0..9 {
            used.push(first_unused(&used));
        }
        assert_eq!(used[..3], ["A", "K", "M"]);
        assert_eq!(used[8], "AA");
    }

    #[test]
    fn tickets_read_as_people_say_them() {
        for text in ["A-017", "a17", "A 17", "a-17"] {
            assert_eq!(read_ticket(text), Some(("A".into(), 17)), "{text}");
        }
        for text in ["", "17", "A-", "A-0", "Putri 17", "3174082805059416"] {
            assert_eq!(read_ticket(text), None, "{text}");
        }
    }
}
