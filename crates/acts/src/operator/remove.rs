//! An operator leaves: their entry goes from every laptop, and its key is changed at the next close.

use jemput_domain::event::{Draft, Event, OperatorRemoved, Subject};

use super::{change, holders, list, office};
use crate::{
    Desk, Trouble, role,
    view::{Done, OperatorRemoveInput},
};

/// Removes an operator for good. The last who leads stays.
pub fn operator_remove(desk: &Desk, input: OperatorRemoveInput) -> Result<Done, Trouble> {
    let (name, lang) = {
        let mut journal = desk.journal();
        let mut writing = journal.write()?;
        let view = writing.view();
        let known = list::known(desk, view)?;
        let whom = change::working(&known, input.operator)?;
        change::over(role::held(desk, view)?, &whom)?;
        change::keeps_a_lead(&known, input.operator)?;
        let lang = desk.lang_in(view);
        let draft = Draft::about(
            Subject::Operator(input.operator),
            Event::OperatorRemoved(OperatorRemoved {}),
        );
        office::append(desk, &mut writing, vec![draft])?;
        writing.commit()?;
        (whom.name, lang)
    };
    holders::bring_up_to_date(desk)?;
    let sentence = lang.pick(
        format!("{name} tidak lagi dapat membuka laptop ini; laptop lain sesudah Kirim data."),
        format!("{name} can no longer open this laptop; nor the others after their next exchange."),
    );
    Ok(Done { sentence, act: None })
}
