//! What an act in the office's own scope did.

use jemput_domain::{
    event::{Event, Subject},
    id::ScopeId,
    words::Lang,
};
use jemput_journal::{EventOf, View};

use crate::Trouble;

/// The act of these events in one sentence.
pub(crate) fn of_office(view: View<'_>, office: ScopeId, events: &[EventOf], lang: Lang) -> Result<String, Trouble> {
    let mut said = String::new();
    for event in events {
        let name = || name(view, office, event);
        let (id, en) = match &event.decoded.event {
            Event::OfficeOpened(_) => ("Kantor disiapkan.".to_owned(), "The office was set up.".to_owned()),
            Event::OperatorKeyed(_) => {
                let name = name()?;
                (format!("Sandi {name} diatur."), format!("{name}'s secret was set."))
            }
            Event::OperatorRoles(body) => {
                let name = name()?;
                (
                    format!("{name}: {}.", body.roles.words(Lang::Id)),
                    format!("{name}: {}.", body.roles.words(Lang::En)),
                )
            }
            Event::OperatorRemoved(_) => {
                let name = name()?;
                (
                    format!("{name} tidak lagi bertugas."),
                    format!("{name} works here no more."),
                )
            }
            Event::RecoveryKeySet(_) => (
                "Kunci pemulihan diganti.".into(),
                "The recovery key was changed.".into(),
            ),
            Event::SiteAdded(body) => (
                format!("Lokasi {} dicatat.", body.0.name),
                format!("Site {} noted.", body.0.name),
            ),
            _ => continue,
        };
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(&lang.pick(id, en));
    }
    Ok(said)
}

fn name(view: View<'_>, office: ScopeId, event: &EventOf) -> Result<String, Trouble> {
    let subjects = &event.decoded.header.subjects;
    let operator = subjects
        .iter()
        .find_map(|s| if let Subject::Operator(id) = s { Some(*id) } else { None });
    Ok(match operator {
        Some(operator) => view.operator_name(office, operator)?,
        None => String::new(),
    })
}
