//! A list of people, with a text for their teacher.

mod teacher;
mod without_slot;

use jemput_domain::event::ExportKind;
use jemput_journal::PeopleFilter;

use crate::{
    Desk, Trouble, leaving,
    view::{ClassText, People, PeopleInput},
};

/// People in a list, where no number was asked for.
const LIMIT: u32 = 100;
/// The most people in one list.
const LIMIT_MAX: u32 = 2_000;

/// People by filter, in class and roster order.
pub fn people(desk: &Desk, input: PeopleInput) -> Result<People, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let filter = filter(&input);
        let limit = input.limit.unwrap_or(LIMIT).min(LIMIT_MAX);
        let (total, rows) = view.people(visit.scope, &filter, input.offset, limit)?;
        let mut people = rows
            .iter()
            .map(|row| visit.found(view, row))
            .collect::<Result<Vec<_>, _>>()?;
        without_slot::say(view, visit, &rows, &mut people)?;
        let for_a_teacher = input.class.is_some() || input.slot.is_some() || input.to_tell;
        let teacher_text = if for_a_teacher {
            teacher::text(view, visit, &filter)?.0
        } else {
            String::new()
        };
        Ok(People {
            total,
            people,
            teacher_text,
        })
    })
}

/// The text for a teacher, taken out of Jemput by a person. Where it calls people by name, the visit keeps that it went.
pub fn class_text(desk: &Desk, input: PeopleInput) -> Result<ClassText, Trouble> {
    let (_, text) = desk.act(input.visit, |writing, visit| {
        let (text, named) = teacher::text(writing.view(), visit, &filter(&input))?;
        let said = (named > 0).then(|| leaving::said(ExportKind::ClassText, named, false));
        Ok((said.into_iter().collect(), text))
    })?;
    Ok(ClassText { text })
}

fn filter(input: &PeopleInput) -> PeopleFilter {
    PeopleFilter {
        class: input.class.clone(),
        slot: input.slot,
        states: input.states.clone(),
        held: input.held,
        to_tell: input.to_tell,
        unplaced: input.unplaced,
        arrival_day: None,
    }
}
