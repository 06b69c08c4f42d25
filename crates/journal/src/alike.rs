//! Bookings of people who may be taken for each other, and whatever once had a NIK.

use jemput_domain::{
    booking::State,
    id::{BookingId, ScopeId},
    name,
    nik::Nik,
    time::Day,
};
use rusqlite::{ToSql, params_from_iter};

use crate::{
    BookingRow, JournalError,
    open::{View, uuid_at},
};

/// The most people of one birth date that are looked at.
const BORN_MAX: u32 = 200;

impl View<'_> {
    /// Bookings with this NIK, withdrawn and joined ones too.
    // `+b.id`: else SQLite walks the whole visit in the order of its ids to save a sort of one or two rows.
    pub fn bookings_ever_with_nik(&self, scope: ScopeId, nik: Nik) -> Result<Vec<BookingRow>, JournalError> {
        let condition = "b.nik = ? AND b.made = 1 ORDER BY +b.id";
        let ids = self.ids_where(scope, condition, &[&nik.to_i64()])?;
        self.rows_of(scope, ids)
    }

    /// Whether another booking in the visit is easily taken for this one: the same name, however it is written, or the same
    /// birth date and all but one word of the name.
    pub fn has_alike(
        &self,
        scope: ScopeId,
        id: BookingId,
        name: &str,
        birth: Option<Day>,
    ) -> Result<bool, JournalError> {
        let namesake = "b.name_key = ? AND b.id <> ? AND b.state NOT IN ('withdrawn', 'joined') AND b.made = 1 LIMIT 1";
        let key = name::search_key(name);
        if !self.ids_where(scope, namesake, &[&key, &id.0.as_bytes()])?.is_empty() {
            return Ok(true);
        }
        let Some(birth) = birth else { return Ok(false) };
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(false);
        };
        let mut born = self.conn.prepare_cached(
            "SELECT name FROM bookings INDEXED BY bookings_by_birth_date
             WHERE scope = ?1 AND birth_date = ?2 AND id <> ?3 AND state NOT IN ('withdrawn', 'joined') AND made = 1 LIMIT ?4",
        )?;
        let mut names = born.query(rusqlite::params![
            scope_row,
            birth.to_string(),
            id.0.as_bytes(),
            BORN_MAX
        ])?;
        let words = name::tokens(name);
        while let Some(row) = names.next()? {
            if nearly_same(&words, &name::tokens(row.get_ref(0)?.as_str().unwrap_or_default())) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Who is expected or on site and was born after a day, the youngest first.
    // `+b.state`: few are so young, many stand in these states.
    pub fn born_after(&self, scope: ScopeId, day: Day, limit: u32) -> Result<Vec<BookingRow>, JournalError> {
        let states = [State::Booked, State::Missed, State::Left, State::Waiting, State::Called].map(|s| s.code());
        let condition =
            "b.birth_date > ? AND +b.state IN (?, ?, ?, ?, ?) AND b.made = 1 ORDER BY b.birth_date DESC LIMIT ?";
        let mut values: Vec<&dyn ToSql> = Vec::new();
        let day = day.to_string();
        values.push(&day);
        values.extend(states.iter().map(|s| s as &dyn ToSql));
        values.push(&limit);
        let ids = self.ids_where(scope, condition, &values)?;
        self.rows_of(scope, ids)
    }

    fn ids_where(
        &self,
        scope: ScopeId,
        condition: &str,
        values: &[&dyn ToSql],
    ) -> Result<Vec<BookingId>, JournalError> {
        let Some(scope_row) = self.scope_row(scope)? else {
            return Ok(Vec::new());
        };
        let mut list = self.conn.prepare_cached(&format!(
            "SELECT b.id FROM bookings b WHERE b.scope = ? AND {condition}"
        ))?;
        let all = std::iter::once(&scope_row as &dyn ToSql).chain(values.iter().copied());
        let ids = list.query_map(params_from_iter(all), |row| uuid_at(row, 0).map(BookingId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn rows_of(&self, scope: ScopeId, ids: Vec<BookingId>) -> Result<Vec<BookingRow>, JournalError> {
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(self.booking(scope, id)?.map(|booking| BookingRow { id, booking }));
        }
        Ok(rows)
    }
}

/// Whether two names share all words but one of the longer; names of one word share nothing else.
fn nearly_same(one: &[String], other: &[String]) -> bool {
    let mut rest: Vec<&String> = other.iter().collect();
    let shared = one
        .iter()
        .filter(|word| {
            let at = rest.iter().position(|left| left == word);
            at.map(|at| rest.swap_remove(at)).is_some()
        })
        .count();
    shared > 0 && shared + 1 >= one.len().max(other.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_one_word() {
        let nearly = |one: &str, other: &str| nearly_same(&name::tokens(one), &name::tokens(other));
        assert!(nearly("Rina Kembar", "Rini Kembar"));
        assert!(nearly("Putri Ayu Lestari", "Putri Lestari"));
        assert!(nearly("Putri Ayu Lestari", "Lestari Putri Anggun"));
        assert!(!nearly("Putri Ayu Lestari", "Putri Aulia Rahma"));
        assert!(!nearly("Rina", "Budi"));
        assert!(!nearly("Budi Budi", "Budi Santoso Putra"));
    }
}
