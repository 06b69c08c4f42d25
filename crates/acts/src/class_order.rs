//! Classes as people list them: numbers by value (`XI IPS 2` before `XI IPS 10`), Roman years in their order.

/// A key that sorts classes naturally.
pub(crate) fn natural_key(class: &str) -> Vec<(u8, u32, String)> {
    class
        .split_whitespace()
        .flat_map(|word| word.split_inclusive(|c: char| !c.is_alphanumeric()))
        .map(|word| match (word.parse::<u32>(), roman(word)) {
            (Ok(number), _) => (0, number, String::new()),
            (_, Some(number)) => (0, number, String::new()),
            _ => (1, 0, word.to_lowercase()),
        })
        .collect()
}

fn roman(word: &str) -> Option<u32> {
    const YEARS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    YEARS.iter().position(|y| *y == word).map(|i| i as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_numbers_by_value() {
        let mut classes = ["XII IPS 1", "XI MIPA 10", "X 1", "XI MIPA 2", "IX A"];
        classes.sort_by_key(|c| natural_key(c));
        assert_eq!(classes, ["IX A", "X 1", "XI MIPA 2", "XI MIPA 10", "XII IPS 1"]);
    }
}
