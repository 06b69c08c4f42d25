//! First names that are written in full and in short: `Muhammad`, `Mohamad`, `Moch.`, `Muh.`, `M.` are one name.

/// One name with its spellings, each as [`super::fold`] leaves it.
pub(super) struct Family {
    /// The fold that stands for all.
    pub(super) key: &'static str,
    /// Spellings in full; what begins one of them begins the name.
    full: &'static [&'static str],
    /// Abbreviations: only whole.
    short: &'static [&'static str],
}

const FAMILIES: &[Family] = &[
    Family {
        key: "muhamad",
        full: &["muhamad", "mohamad", "muhamed", "mohamed"],
        short: &[
            "m", "md", "mh", "mhd", "mhmd", "mohd", "muhd", "moh", "muh", "muhamd", "mohamd",
        ],
    },
    Family {
        key: "abdul",
        full: &["abdul", "abdur", "abdus", "abdun"],
        short: &["abd", "abdu", "abdud", "abdl"],
    },
    Family {
        key: "ahmad",
        full: &["ahmad", "ahmed"],
        short: &["ah", "ahm", "ahmd"],
    },
    Family {
        key: "siti",
        full: &["siti"],
        short: &["st", "sti"],
    },
    Family {
        key: "tubagus",
        full: &["tubagus"],
        short: &["tb"],
    },
    Family {
        key: "raden",
        full: &["raden"],
        short: &["rd"],
    },
    Family {
        key: "gusti",
        full: &["gusti"],
        short: &["gst"],
    },
    Family {
        key: "nioman",
        full: &["nioman"],
        short: &["nim"],
    },
    Family {
        key: "ketud",
        full: &["ketud"],
        short: &["kt"],
    },
    Family {
        key: "kadek",
        full: &["kadek"],
        short: &["kdk"],
    },
];

/// The family that a whole folded word belongs to.
pub(super) fn of(fold: &str) -> Option<&'static Family> {
    FAMILIES
        .iter()
        .find(|f| f.full.contains(&fold) || f.short.contains(&fold))
}

/// Whether a whole folded word is a name's abbreviation.
pub(super) fn is_short(fold: &str) -> bool {
    FAMILIES.iter().any(|f| f.short.contains(&fold))
}

/// The families that an unfinished folded word may become.
pub(super) fn begun_by(open: &str) -> impl Iterator<Item = &'static Family> {
    FAMILIES
        .iter()
        .filter(move |f| f.full.iter().any(|full| full.starts_with(open)))
}

/// The families of which an abbreviation begins so.
pub(super) fn shortened(open: &str) -> impl Iterator<Item = &'static Family> {
    FAMILIES
        .iter()
        .filter(move |f| f.short.iter().any(|short| short.starts_with(open)))
}

#[cfg(test)]
mod tests {
    use super::super::fold::{End, fold};
    use super::*;

    #[test]
    fn every_key_is_a_fold_of_itself() {
        for family in FAMILIES {
            assert!(family.full.contains(&family.key));
            assert!(family.full.iter().all(|f| of(f).is_some_and(|o| o.key == family.key)));
        }
    }

    #[test]
    fn spellings_of_muhammad() {
        for word in [
            "muhammad",
            "muhamad",
            "mohammad",
            "mohamad",
            "mochamad",
            "muchammad",
            "mohammed",
            "moch",
            "muh",
            "mhd",
            "md",
            "m",
            "muhamat",
        ] {
            assert_eq!(of(&fold(word, End::Whole)).map(|f| f.key), Some("muhamad"), "{word}");
        }
    }
}
