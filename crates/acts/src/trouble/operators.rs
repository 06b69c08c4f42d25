//! What keeps an act about operators and their secrets from happening, in sentences.

use jemput_domain::{role::Roles, words::Lang};

use super::Trouble;
use crate::saying;

pub(super) fn say(trouble: &Trouble, lang: Lang) -> String {
    let (id, en) = sentences(trouble);
    lang.pick(id, en)
}

fn sentences(trouble: &Trouble) -> (String, String) {
    let both = |id: &str, en: &str| (id.to_owned(), en.to_owned());
    match trouble {
        Trouble::RoleAbove { held, asked } => above(*held, *asked),
        Trouble::RolesMissing => both(
            "Pilih sekurang-kurangnya satu peran: petugas, ketua tim, perencana, atau Dinas.",
            "Choose at least one role: operator, crew lead, planner or head office.",
        ),
        Trouble::OperatorKnown(name) => (
            format!("Sudah ada petugas bernama {name}. Tambahkan nama tengah atau unit supaya berbeda."),
            format!("There is an operator called {name}. Add a middle name or a unit to tell them apart."),
        ),
        Trouble::LastLead(name) => (
            format!("{name} satu-satunya ketua tim. Jadikan orang lain ketua tim dulu."),
            format!("{name} is the only crew lead. Make somebody else crew lead first."),
        ),
        Trouble::SecondMissing { people } => (
            format!(
                "Ini perlu persetujuan orang kedua: {}. Minta dia memasukkan nama dan kata sandinya.",
                saying::names(people, Lang::Id)
            ),
            format!(
                "A second person must confirm this: {}. Ask them for their name and secret.",
                saying::names(people, Lang::En)
            ),
        ),
        // One answer for a name that is none, a wrong secret, and somebody who may not.
        _ => both(
            "Nama atau kata sandi orang kedua tidak cocok, atau dia tidak dapat menyetujui ini.",
            "The second person's name or secret does not fit, or they cannot confirm this.",
        ),
    }
}

fn above(held: Roles, asked: Roles) -> (String, String) {
    (
        format!(
            "Peran Anda ({}) tidak mencakup {}. Minta orang yang punya peran itu, atau Dinas.",
            held.words(Lang::Id),
            asked.words(Lang::Id)
        ),
        format!(
            "Your roles ({}) do not cover {}. Ask somebody who has that role, or the head office.",
            held.words(Lang::En),
            asked.words(Lang::En)
        ),
    )
}
