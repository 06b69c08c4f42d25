//! What was told as done, line by line, and whether the journal has it.

use std::collections::{BTreeMap, BTreeSet};

use jemput_acts::{Desk, act, view::*};
use jemput_domain::id::{BookingId, ScopeId};
use serde_json::Value;

/// One act that somebody was told of.
#[derive(Clone, Debug)]
struct Line {
    booking: BookingId,
    act: String,
    /// Where it gave one.
    ticket: Option<String>,
}

/// All that was told.
pub struct Told {
    visit: ScopeId,
    lines: Vec<Line>,
    looked_at: usize,
}

impl Told {
    pub fn of(visit: ScopeId) -> Self {
        Self {
            visit,
            lines: Vec::new(),
            looked_at: 0,
        }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// How many of them were walk-ins.
    pub fn walk_ins(&self) -> usize {
        self.lines.iter().filter(|line| line.ticket.is_some()).count()
    }

    /// A whole line as an act's answer is printed: JSON with the booking, the act, and the ticket if it gave one. Half a
    /// line is no word of anything.
    pub fn hear(&mut self, line: &str) {
        let Ok(answer) = serde_json::from_str::<Value>(line) else {
            return;
        };
        let text = |key: &str| answer[key].as_str().map(str::to_owned);
        self.lines.push(Line {
            booking: text("booking").unwrap().parse().unwrap(),
            act: text("act").unwrap(),
            ticket: text("ticket"),
        });
    }

    /// Looks for what was told since the last look.
    pub fn look(&mut self, desk: &Desk, round: &str) {
        self.find(desk, &self.lines[self.looked_at..], round);
        self.looked_at = self.lines.len();
    }

    /// Looks for all of it, and that no ticket was given twice.
    pub fn look_again(&self, desk: &Desk) {
        self.find(desk, &self.lines, "at the end");
        let tickets: Vec<_> = self.lines.iter().filter_map(|line| line.ticket.as_ref()).collect();
        let different: BTreeSet<_> = tickets.iter().collect();
        assert_eq!(tickets.len(), different.len(), "a ticket was given twice");
    }

    /// How many of the acts are there; those after the first that is missing must be missing too.
    pub fn as_far_as_there(&self, desk: &Desk) -> usize {
        let is_there = |line: &Line| self.acts(desk, line.booking).contains(&line.act);
        let there: Vec<bool> = self.lines.iter().map(is_there).collect();
        let until = there.iter().take_while(|there| **there).count();
        assert!(
            there[until..].iter().all(|there| !there),
            "a later act without an earlier: {there:?}"
        );
        until
    }

    fn find(&self, desk: &Desk, lines: &[Line], round: &str) {
        let mut acts_of: BTreeMap<BookingId, Vec<String>> = BTreeMap::new();
        for line in lines {
            let here = acts_of
                .entry(line.booking)
                .or_insert_with(|| self.acts(desk, line.booking));
            let times = here.iter().filter(|act| **act == line.act).count();
            assert_eq!(times, 1, "{round}: told, and in the journal so often: {line:?}");
        }
    }

    fn acts(&self, desk: &Desk, booking: BookingId) -> Vec<String> {
        let of = HistoryInput {
            visit: self.visit,
            booking: Some(booking),
            limit: Some(500),
        };
        let lines = act::history(desk, of).unwrap();
        lines.iter().map(|line| line.act.to_string()).collect()
    }
}
