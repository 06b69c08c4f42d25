//! Names as people search them: any part, in any order of words, with or without accents and apostrophes, in any of the
//! ways in which Indonesian names are written.
//!
//! A name becomes [`Word`]s, each as written in plain small letters and [folded](fold) so that spellings meet; what is
//! typed becomes a [`Query`]. A name is found when each typed word begins one of its words, as written or folded, and behind
//! those when it stands inside one.

mod begun;
mod family;
mod fold;
mod initials;
mod query;
mod typed;
mod written;

pub use initials::Initials;
pub use query::{Match, Query};
pub use typed::{QueryWord, Span};
pub use written::WORDS_MAX;

/// The version of the fold. Search rows and the ids of bookings without a NIK hang on it: raise it with any change of
/// the tables in [`fold`] and in `family`.
pub const FOLD_VERSION: u32 = 1;

/// One word of a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Word {
    /// In plain small letters: no case, accents or apostrophes.
    pub written: String,
    /// As all its spellings fold; abbreviations stand for their name.
    pub fold: String,
}

impl Word {
    /// A word from its plain small letters, as [`words`] gives them.
    pub fn new(written: &str) -> Self {
        Self {
            written: written.to_owned(),
            fold: fold_whole(written),
        }
    }
}

/// The fold of a complete word in plain small letters.
pub fn fold_whole(written: &str) -> String {
    let fold = fold::fold(written, fold::End::Whole);
    family::of(&fold).map_or(fold, |f| f.key.to_owned())
}

/// The first [`WORDS_MAX`] words of a name.
pub fn words(name: &str) -> Vec<Word> {
    written::written(name).iter().map(|w| Word::new(w)).collect()
}

/// The folds of a name's words, in its order.
pub fn tokens(name: &str) -> Vec<String> {
    written::written(name).iter().map(|w| fold_whole(w)).collect()
}

/// One text for all spellings of a name: its folds in order, with a space between; an article (al, el) stands with its
/// word. Equal keys mean "the same name" where there is no NIK; the key changes only with [`FOLD_VERSION`].
pub fn search_key(name: &str) -> String {
    let words = written::written(name);
    let mut key = String::new();
    let mut article = "";
    for (i, word) in words.iter().enumerate() {
        if article.is_empty() && matches!(word.as_str(), "al" | "el") && i + 1 < words.len() {
            article = word;
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&fold_whole(&format!("{article}{word}")));
        article = "";
    }
    key
}

/// Whether, and how well, a typed text finds a name.
pub fn matches(query: &str, name: &str) -> Option<Match> {
    Query::new(query).finds(&words(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(query: &str, name: &str) -> bool {
        matches(query, name).is_some_and(|m| !m.inside)
    }

    #[test]
    fn finds_as_crews_type() {
        for (query, name) in [
            ("put ay", "Putri Ayu Lestari"),
            ("ay put", "Putri Ayu Lestari"),
            ("muhamad rizki", "Moh. Rizky"),
            ("m", "Muhammad Rizki"),
            ("muh", "Mohammad Rizki"),
            ("moh", "Muhammad Rizki"),
            ("moch. r", "M.Rizki"),
            ("mohamma", "Muhamad Iqbal"),
            ("mo", "Muhammad Iqbal"),
            ("dcosta", "Maria D'Costa"),
            ("d'c", "Maria DCosta"),
            ("alfarisi", "Salman Al-Farisi"),
            ("al farisi", "Salman Alfarisi"),
            ("farisi", "Salman Al Farisi"),
            ("nurhidayah", "Siti Nur Hidayah"),
            ("nur hidayah", "Siti Nurhidayah"),
            ("abdul rahman", "Abdurrahman Wahid"),
            ("abdurrahman", "Abd. Rahman Wahid"),
            ("st nur", "Siti Nurhaliza"),
            ("djo", "Joko Widodo"),
            ("jok", "Djoko Widodo"),
            ("d", "Djoko Widodo"),
            ("so", "Soeharto"),
            ("suh", "Soeharto"),
            ("soe", "Suharto"),
            ("rahmat", "Rachmad Hidayat"),
            ("renée", "Renee"),
            ("ay", "Ayu"),
            ("ay", "Aisyah"),
            ("YUSUF", "Jusuf Kalla"),
            ("m. rizky", "Muhammad Rizky"),
            ("muhammad rizky", "M. Rizky"),
            ("mochamad rizki", "M Rizky"),
            ("a rizky", "Ahmad Rizky"),
            ("ahmad rizky", "A. Rizky"),
            ("dwi lestari", "D. Lestari"),
            ("lestari dwi", "D. Lestari"),
            ("maria chandra", "Maria C."),
        ] {
            assert!(found(query, name), "{query} in {name}");
        }
    }

    #[test]
    fn passes_over_others() {
        for (query, name) in [
            ("put ayu", "Putri Ambarwati"),
            ("d", "Joko"),
            ("to", "Tuti"),
            ("put put", "Putri Ayu"),
            ("", "Putri"),
            ("z", "Sari"),
            ("rahmat", "Rahmadi"),
            ("muhan", "Muh. Andi"),
            ("dwi", "D. Lestari"),
            ("maria lestari", "M. Lestari"),
            ("dwi lestari", "Di Lestari"),
        ] {
            assert!(!found(query, name), "{query} in {name}");
        }
    }

    #[test]
    fn inside_a_word_from_three_letters_on() {
        assert!(matches("hidayah", "Nurhidayah").is_some_and(|m| m.inside));
        assert!(matches("zky", "Rizky").is_some_and(|m| m.inside));
        assert_eq!(matches("da", "Nurhidayah"), None);
        for (query, name) in [
            ("syah", "Aisyah"),
            ("syah", "Firmansyah"),
            ("jaya", "Wijaya"),
            ("tyas", "Ningtyas"),
        ] {
            assert!(matches(query, name).is_some_and(|m| m.inside), "{query} in {name}");
        }
    }

    #[test]
    fn what_folds_to_a_letter_or_two_stands_in_no_word() {
        for query in ["zzzz", "aaaa", "jjj", "ssss"] {
            for name in ["Rizky", "Zahra Aziz", "Aisyah", "Jaja Aan", "Sassi Nissa"] {
                assert_eq!(matches(query, name), None, "{query} in {name}");
            }
        }
    }

    #[test]
    fn whole_words_come_first() {
        assert!(matches("ayu", "Ayu Lestari") < matches("ayu", "Ayunda"));
        assert!(matches("ay", "Ayunda") < matches("ay", "Aisyah"));
        assert!(matches("rizki", "Rizky") < matches("rizki", "Rizkiana"));
    }

    #[test]
    fn one_key_for_one_person() {
        let key = search_key("Muhammad Rizki Al-Farisi");
        assert_eq!(key, "muhamad riski alparisi");
        for name in [
            "MOH. RIZKY ALFARISI",
            "M. Rizqi Al Farisi",
            "Mochamad Riski Al-Faris\u{ed}",
        ] {
            assert_eq!(search_key(name), key, "{name}");
        }
        assert_ne!(search_key("Rizki Muhammad"), search_key("Muhammad Rizki"));
        assert_eq!(search_key("Suharto"), "suharto");
        assert_eq!(search_key(""), "");
    }

    const SYLLABLES: &str = "((dj|tj|sj|nj|dz|kh|ch|sy|sh|th|[bcdfghjklmnpqrstvwxyz]?)(oe|ae|ei|ai|ie|ay|ey|iya|iy|y|[aiueo])(ch|kh|[hmnrstck])?){1,4}";

    proptest! {
        #[test]
        fn every_beginning_of_a_word_finds_its_name(word in SYLLABLES, other in SYLLABLES) {
            let name = words(&format!("{other} {word}"));
            for end in 1..=word.len() {
                prop_assert!(Query::new(&word[..end]).finds(&name).is_some_and(|m| !m.inside), "{}", &word[..end]);
            }
        }

        #[test]
        fn spans_hold_every_found_word(word in SYLLABLES, typed in SYLLABLES, cut in 1usize..8) {
            let start = word.len().min(cut);
            let beginning = word[..start].to_owned();
            for text in [typed, beginning, word.clone()] {
                let name = words(&word);
                let query = Query::new(&text);
                if query.finds(&name).is_some_and(|m| !m.inside) {
                    let initials = query.readings()[0][0].initials();
                    prop_assert!(initials.meet(Initials::of(&name[0].written)), "{} {}", text, word);
                    let spans = query.readings().iter().flat_map(|r| r.iter()).flat_map(|w| w.spans()).collect::<Vec<_>>();
                    prop_assert!(spans.iter().any(|s| s.holds(&name[0].fold)), "{text} {word} {spans:?}");
                }
            }
        }

        #[test]
        fn every_part_of_a_word_finds_its_name(word in SYLLABLES, other in SYLLABLES, from in 0usize..8, letters in 3usize..6) {
            let part: String = word.chars().skip(from).take(letters).collect();
            if part.len() >= 3 {
                prop_assert!(matches(&part, &format!("{other} {word}")).is_some(), "{}", part);
                prop_assert!(matches(&format!("{part} {other}"), &format!("{other} {word}")).is_some(), "{} {}", part, other);
            }
        }

        #[test]
        fn never_panics(query in ".*", name in ".*") {
            let _ = (matches(&query, &name), search_key(&name), tokens(&name));
        }

        #[test]
        fn order_of_words_does_not_matter(a in SYLLABLES, b in SYLLABLES, c in SYLLABLES) {
            let name = format!("{a} {b} {c}");
            for query in [format!("{c} {a}"), format!("{b} {c} {a}")] {
                prop_assert!(found(&query, &name), "{} in {}", query, name);
            }
        }
    }
}
