//! Whose an act is to do: judged here, in front of the acts, for the window and the command line alike; and once more for
//! each event where it is written.

use jemput_domain::{
    event::{Draft, Event},
    id::{OperatorId, ScopeId},
    operator::Operator,
    role::{Role, Roles, may_state},
};
use jemput_journal::View;

use crate::{Desk, Trouble, site};

/// Who may do a line of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// Whoever opened the vault: looks, or chooses for themselves.
    Anyone,
    /// Operators and crew leads.
    Crew,
    /// Whoever has a role.
    AnyRole,
    /// Crew leads.
    Lead,
    /// Planners and the office.
    Planner,
    /// Planners, the office and crew leads.
    PlannerOrLead,
    /// Crew leads and the office.
    OverOperators,
    /// Nobody has decided yet: as for crew leads, until somebody does.
    Undecided,
}

impl Who {
    /// The roles of which one is enough; `None`: no role is needed.
    pub fn roles(self) -> Option<Roles> {
        match self {
            Self::Anyone => None,
            Self::Crew => Some(Roles::CREW),
            Self::AnyRole => Some(Roles::ANY),
            Self::Lead | Self::Undecided => Some(Roles::LEADS),
            Self::Planner => Some(Roles::PLANNERS),
            Self::PlannerOrLead => Some(Roles::PLANNERS_OR_LEADS),
            Self::OverOperators => Some(Roles::OVER_OPERATORS),
        }
    }

    /// What a line says of itself.
    pub(crate) fn of_line(said: &[Self]) -> Self {
        said.first().copied().unwrap_or(Self::Undecided)
    }
}

/// Refuses who has none of the roles of a line.
pub(crate) fn check(desk: &Desk, who: Who) -> Result<(), Trouble> {
    match who.roles() {
        Some(needed) => desk.read(|view| {
            let held = held(desk, view)?;
            must(view, held, needed)
        }),
        None => Ok(()),
    }
}

/// Refuses events that the acting operator has no role for: the last word before anything is written.
pub(crate) fn judge(desk: &Desk, view: View<'_>, drafts: &[Draft]) -> Result<(), Trouble> {
    judge_all(desk, view, drafts.iter().map(|draft| &draft.event))
}

/// The same for events that are to be taken back.
pub(crate) fn judge_all<'e>(
    desk: &Desk,
    view: View<'_>,
    events: impl Iterator<Item = &'e Event>,
) -> Result<(), Trouble> {
    let mut asked: Vec<Roles> = events.filter_map(may_state).collect();
    asked.sort_unstable();
    asked.dedup();
    if asked.is_empty() {
        return Ok(());
    }
    let held = held(desk, view)?;
    asked.into_iter().try_for_each(|needed| must(view, held, needed))
}

fn must(view: View<'_>, held: Roles, needed: Roles) -> Result<(), Trouble> {
    if held.meets(needed) {
        return Ok(());
    }
    Err(Trouble::Role {
        needed,
        people: holders(view, needed)?,
    })
}

/// Who of the office could do it, by name.
fn holders(view: View<'_>, needed: Roles) -> Result<Vec<String>, Trouble> {
    let mut people: Vec<String> = of_office(view)?
        .into_iter()
        .filter(|(_, operator)| operator.roles().meets(needed) && !operator.name.is_empty())
        .map(|(_, operator)| operator.name)
        .collect();
    people.sort();
    Ok(people)
}

/// What the acting operator may do now.
pub(crate) fn held(desk: &Desk, view: View<'_>) -> Result<Roles, Trouble> {
    let me = desk.operator(view)?;
    roles_of(view, me)
}

/// What an operator may do now. Where the office has set up nobody, there is one operator, who leads.
pub(crate) fn roles_of(view: View<'_>, operator: OperatorId) -> Result<Roles, Trouble> {
    let office = site::office(view)?;
    match view.operator(office, operator)?.filter(Operator::is_known) {
        Some(known) => Ok(known.roles()),
        None if of_office(view)?.is_empty() => Ok(Roles::ALONE),
        None => Ok(Roles::NONE),
    }
}

/// The operators that the office has set up, removed ones too.
pub(crate) fn of_office(view: View<'_>) -> Result<Vec<(OperatorId, Operator)>, Trouble> {
    let office: ScopeId = site::office(view)?;
    let mut operators = view.operators(office)?;
    operators.retain(|(_, operator)| operator.is_known());
    Ok(operators)
}

/// Whether somebody leads, who is still here.
pub(crate) fn leads(operator: &Operator) -> bool {
    operator.roles().has(Role::CrewLead)
}

#[cfg(test)]
mod tests {
    use jemput_domain::{
        event::{OfficeOpened, OperatorNamed, OperatorRoles, SecretCost, Subject},
        id::ScopeSecret,
        site::SiteKind,
        words::Lang,
    };
    use uuid::Uuid;

    use super::*;
    use crate::{
        act,
        clock::TimeSource,
        table::dispatch,
        view::{SettleInput, SiteInput, StationSetInput},
    };

    fn desk_of(roles: Roles) -> (tempfile::TempDir, Desk) {
        desk_known_as(Some(roles))
    }

    fn desk_known_as(roles: Option<Roles>) -> (tempfile::TempDir, Desk) {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::init(folder.path(), TimeSource::System, "Loket A", None).unwrap();
        let me = desk.read(|view| desk.operator(view)).unwrap();
        let about = |who, event| Draft::about(Subject::Operator(OperatorId(Uuid::from_u128(who))), event);
        let mut drafts = vec![Draft::about(
            Subject::Office,
            Event::OfficeOpened(OfficeOpened {
                name: "Sudin Contoh".into(),
                salt: [1; 32],
                cost: SecretCost {
                    memory_kib: 8,
                    passes: 1,
                    lanes: 1,
                },
            }),
        )];
        drafts.extend(
            roles.map(|roles| Draft::about(Subject::Operator(me), Event::OperatorRoles(OperatorRoles { roles }))),
        );
        for (who, name, roles) in [
            (1, "Sri Contoh", Roles::LEADS),
            (2, "Bagus Contoh", Roles::of(&[Role::Planner])),
        ] {
            drafts.push(about(who, Event::OperatorNamed(OperatorNamed { name: name.into() })));
            drafts.push(about(who, Event::OperatorRoles(OperatorRoles { roles })));
        }
        let mut journal = desk.journal();
        let mut writing = journal.write().unwrap();
        let office = site::office(writing.view()).unwrap();
        let opens = writing
            .view()
            .secret(office)
            .unwrap()
            .is_none()
            .then_some(ScopeSecret([2; 32]));
        desk.append(&mut writing, office, drafts, opens).unwrap();
        writing.commit().unwrap();
        drop(journal);
        (folder, desk)
    }

    fn site() -> SiteInput {
        SiteInput {
            name: "SMAN 55".into(),
            kind: SiteKind::School,
            district: "31.74.08".into(),
            contact: String::new(),
            zone: None,
        }
    }

    #[test]
    fn who_has_no_role_for_it_is_told_who_has() {
        let (_folder, desk) = desk_of(Roles::of(&[Role::Operator]));
        let refused = act::site_add(&desk, site()).unwrap_err();
        assert_eq!(refused.code(), "role");
        let said = refused.say(Lang::Id);
        assert!(
            said.contains("ketua tim") && said.contains("Bagus Contoh dan Sri Contoh"),
            "{said}"
        );
        assert_ne!(said, refused.say(Lang::En));
        // By name, as the window asks, it is the same table.
        let by_name = dispatch(&desk, "site_add", serde_json::to_value(site()).unwrap()).unwrap_err();
        assert_eq!(by_name.code, "role");
        let scope = ScopeId(Uuid::nil());
        let settle = SettleInput {
            visit: scope,
            flag: "same_person".into(),
            bookings: vec![],
            stays: None,
        };
        assert_eq!(act::settle(&desk, settle).unwrap_err().code(), "role");
        // What is theirs gets as far as the visit, which is not here.
        let pause = StationSetInput {
            visit: scope,
            station: Some(1),
            status: jemput_domain::event::StationStatus::Open,
        };
        assert_eq!(act::station_set(&desk, pause).unwrap_err().code(), "no_visit");
    }

    #[test]
    fn what_is_written_is_judged_by_itself_whatever_act_it_came_by() {
        let (_folder, desk) = desk_of(Roles::of(&[Role::Operator]));
        let broken = Event::StationSet(jemput_domain::event::StationSet {
            status: jemput_domain::event::StationStatus::Broken("all".into()),
        });
        let drafts = [Draft::about(Subject::Station(1), broken)];
        let judged = desk.read(|view| judge(&desk, view, &drafts));
        assert_eq!(judged.unwrap_err().code(), "role");
    }

    #[test]
    fn roles_add_up_and_the_only_operator_of_a_plain_laptop_leads() {
        let (_folder, desk) = desk_of(Roles::of(&[Role::Operator, Role::Planner]));
        act::site_add(&desk, site()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let plain = Desk::init(folder.path(), TimeSource::System, "Loket A", None).unwrap();
        assert_eq!(plain.read(|view| held(&plain, view)).unwrap(), Roles::ALONE);
        act::site_add(&plain, site()).unwrap();
    }

    #[test]
    fn who_the_office_does_not_know_may_only_look() {
        let (_folder, desk) = desk_known_as(None);
        assert_eq!(act::site_add(&desk, site()).unwrap_err().code(), "role");
        assert!(act::session(&desk, crate::view::Nothing {}).is_ok());
    }
}
