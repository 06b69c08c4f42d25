//! Two laptops of one office, whose scope is carried between them by hand.

use jemput_domain::{
    event::{Draft, Event, OperatorNamed, OperatorRoles, Subject},
    id::{OperatorId, ScopeId},
    role::{Role, Roles, Unfit},
    words::Lang,
};
use jemput_vault::Secret;
use tempfile::TempDir;

use super::{holders, office};
use crate::{
    Desk, Trouble, act,
    clock::TimeSource,
    desk::setting,
    role, site,
    vault::{Unlock, draw, own_secret},
    view::{
        Nothing, OperatorAddInput, OperatorRemoveInput, OperatorResetInput, OperatorRolesInput, OperatorSecretInput,
        RolesAuditInput, SiteInput, TypedSecret,
    },
};

struct Laptop {
    folder: TempDir,
    desk: Desk,
}

fn secret() -> String {
    Secret::machine(&mut draw().unwrap()).expose().to_owned()
}

fn typed(text: &str) -> TypedSecret {
    TypedSecret(text.to_owned())
}

impl Laptop {
    fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::init(folder.path(), TimeSource::System, name, None).unwrap();
        Self { folder, desk }
    }

    fn opens(&self, name: &str, secret: &str) -> Result<Desk, &'static str> {
        let unlock = Unlock::new(name, Secret::given(secret).unwrap());
        Desk::open_as(self.folder.path(), TimeSource::System, &unlock).map_err(|trouble| trouble.code())
    }

    fn me(&self) -> OperatorId {
        self.desk.read(|view| self.desk.operator(view)).unwrap()
    }

    fn office(&self) -> ScopeId {
        self.desk.read(site::office).unwrap()
    }

    /// Lets another laptop into this one's office, as an enrolment does: its office, its salt, its operator.
    fn enrols(&self, other: &Laptop, name: &str) {
        let (salt, cost) = self.desk.salt_and_cost().unwrap();
        let own = own_secret(other.folder.path()).unwrap().secret;
        let holding = other.desk.take_salt(&own, salt, cost).unwrap();
        let about = |event| Draft::about(Subject::Operator(other.me()), event);
        let drafts = vec![
            about(Event::OperatorNamed(OperatorNamed { name: name.into() })),
            about(Event::OperatorKeyed(holders::told(&holding))),
            about(Event::OperatorRoles(OperatorRoles { roles: Roles::ALONE })),
        ];
        let mut journal = self.desk.journal();
        let mut writing = journal.write().unwrap();
        office::append(&self.desk, &mut writing, drafts).unwrap();
        writing.commit().unwrap();
        drop(journal);
        let mut journal = other.desk.journal();
        let writing = journal.write().unwrap();
        writing
            .set_setting(setting::OFFICE, &self.office().to_string())
            .unwrap();
        writing.commit().unwrap();
    }

    /// Takes in what another laptop holds of the office, as an exchange does.
    fn hears(&self, other: &Laptop) {
        let office = self.office();
        let after: Vec<_> = self.desk.read(|view| Ok(view.heads(office)?)).unwrap();
        let after: Vec<_> = after.into_iter().map(|head| (head.device, head.seq)).collect();
        let runs = other
            .desk
            .read(|view| Ok(view.runs_after(office, &after, usize::MAX)?))
            .unwrap();
        let now = self.desk.clock().now();
        let taken = self.desk.journal().take_in(office, runs, now).unwrap();
        assert!(taken.refused.is_empty(), "{taken:?}");
        holders::bring_up_to_date(&self.desk).unwrap();
    }

    fn adds(&self, name: &str, roles: &[Role], secret: &str) -> Result<OperatorId, Trouble> {
        let input = OperatorAddInput {
            name: name.into(),
            roles: roles.to_vec(),
            secret: typed(secret),
        };
        act::operator_add(&self.desk, input).map(|added| added.operator)
    }
}

/// Two laptops of one office.
fn two() -> (Laptop, Laptop) {
    let (a, b) = (Laptop::new("Loket A"), Laptop::new("Loket K"));
    a.enrols(&b, "Ratna Contoh");
    b.hears(&a);
    a.hears(&b);
    (a, b)
}

fn site() -> SiteInput {
    SiteInput {
        name: "SMAN 55".into(),
        kind: jemput_domain::site::SiteKind::School,
        district: "31.74.08".into(),
        contact: String::new(),
        zone: None,
    }
}

#[test]
fn who_is_added_on_one_laptop_opens_the_other_without_typing_anything_there() {
    let (a, b) = two();
    let word = secret();
    let sri = a.adds("Sri Contoh", &[Role::Operator], &word).unwrap();
    assert!(a.opens("sri  contoh", &word).is_ok());
    assert_eq!(b.opens("Sri Contoh", &word).err(), Some("secret_wrong"));
    b.hears(&a);
    let desk = b.opens("Sri Contoh", &word).unwrap();
    assert_eq!(desk.read(|view| desk.operator(view)).unwrap(), sri);
    // Their roles came too, and their name.
    assert_eq!(
        desk.read(|view| role::held(&desk, view)).unwrap(),
        Roles::of(&[Role::Operator])
    );
    assert_eq!(act::site_add(&desk, site()).unwrap_err().code(), "role");
    let list = act::operators(&desk, Nothing {}).unwrap();
    let names: Vec<_> = list
        .operators
        .iter()
        .map(|one| (one.name.as_str(), one.granted, one.own))
        .collect();
    assert_eq!(
        names,
        [
            ("lead", true, false),
            ("Ratna Contoh", true, false),
            ("Sri Contoh", true, true)
        ]
    );
    assert!(!list.may_change && list.may_give.is_empty());
}

#[test]
fn who_is_removed_on_one_laptop_opens_neither_and_its_key_is_changed() {
    let (a, b) = two();
    let word = secret();
    let sri = a.adds("Sri Contoh", &[Role::Operator], &word).unwrap();
    b.hears(&a);
    drop(b.opens("Sri Contoh", &word).unwrap());
    act::operator_remove(&a.desk, OperatorRemoveInput { operator: sri }).unwrap();
    assert_eq!(a.opens("Sri Contoh", &word).err(), Some("secret_wrong"));
    assert!(a.desk.rekey_due().unwrap());
    b.hears(&a);
    assert_eq!(b.opens("Sri Contoh", &word).err(), Some("secret_wrong"));
    assert!(b.desk.rekey_due().unwrap());
    let list = act::operators(&b.desk, Nothing {}).unwrap();
    let last = list.operators.last().unwrap();
    assert!(last.removed && !last.granted && last.roles.is_empty());
    // Their name is free again, for another person.
    a.adds("Sri Contoh", &[Role::Operator], &secret()).unwrap();
}

#[test]
fn a_reset_secret_opens_everywhere_and_the_old_one_nowhere() {
    let (a, b) = two();
    let (old, new) = (secret(), secret());
    let sri = a.adds("Sri Contoh", &[Role::Operator], &old).unwrap();
    b.hears(&a);
    let reset = OperatorResetInput {
        operator: sri,
        secret: typed(&new),
    };
    act::operator_reset(&b.desk, reset).unwrap();
    assert_eq!(b.opens("Sri Contoh", &old).err(), Some("secret_wrong"));
    assert!(b.opens("Sri Contoh", &new).is_ok());
    assert!(a.opens("Sri Contoh", &old).is_ok(), "it has not heard of it");
    a.hears(&b);
    assert_eq!(a.opens("Sri Contoh", &old).err(), Some("secret_wrong"));
    assert!(a.opens("Sri Contoh", &new).is_ok() && a.desk.rekey_due().unwrap());
}

#[test]
fn ones_own_secret_is_changed_by_who_knows_it_and_travels() {
    let (a, b) = two();
    let (old, new) = (secret(), secret());
    a.adds("Sri Contoh", &[Role::CrewLead], &old).unwrap();
    b.hears(&a);
    let change = |desk: &Desk, old: &str| {
        act::operator_secret(
            desk,
            OperatorSecretInput {
                old: typed(old),
                new: typed(&new),
            },
        )
        .map_err(|t| t.code())
    };
    let desk = b.opens("Sri Contoh", &old).unwrap();
    // A laptop whose secret lies beside it has no own secret to change.
    assert_eq!(change(&desk, &old).unwrap_err(), "unprotected");
    std::fs::remove_file(b.folder.path().join("secret")).unwrap();
    assert_eq!(change(&desk, &secret()).unwrap_err(), "secret_wrong");
    change(&desk, &old).unwrap();
    assert!(b.opens("Sri Contoh", &new).is_ok() && b.opens("Sri Contoh", &old).is_err());
    a.hears(&b);
    assert!(a.opens("Sri Contoh", &new).is_ok() && a.opens("Sri Contoh", &old).is_err());
}

#[test]
fn a_secret_that_was_changed_here_is_not_put_back_by_the_offices_older_word() {
    let a = Laptop::new("Loket A");
    let word = secret();
    a.adds("Sri Contoh", &[Role::Operator], &secret()).unwrap();
    a.desk.protect(None, &Secret::chosen(&word).unwrap()).unwrap();
    holders::bring_up_to_date(&a.desk).unwrap();
    assert!(a.opens("lead", &word).is_ok());
    let (office, me) = (a.office(), a.me());
    let own = a.desk.read(|view| Ok(view.operator(office, me)?)).unwrap().unwrap();
    assert_eq!(own.key, holders::own(&a.desk, me).unwrap(), "and the office was told");
}

#[test]
fn nobody_gives_or_takes_what_is_above_them_and_somebody_always_leads() {
    let (a, b) = two();
    let code = |done: Result<_, Trouble>| done.map(drop).unwrap_err().code();
    assert_eq!(
        code(a.adds("Sri Contoh", &[Role::HeadOffice], &secret()).map(drop)),
        "role"
    );
    assert_eq!(code(a.adds("Sri Contoh", &[], &secret()).map(drop)), "roles_missing");
    assert_eq!(
        code(a.adds(" ", &[Role::Operator], &secret()).map(drop)),
        "name_missing"
    );
    assert_eq!(
        code(a.adds("Sri Contoh", &[Role::Operator], "pendek").map(drop)),
        "secret_short"
    );
    assert_eq!(
        code(a.adds("ratna CONTOH", &[Role::Operator], &secret()).map(drop)),
        "operator_known"
    );
    let roles = |operator, roles: &[Role]| {
        act::operator_roles(
            &a.desk,
            OperatorRolesInput {
                operator,
                roles: roles.to_vec(),
            },
        )
        .map(drop)
    };
    roles(b.me(), &[Role::Operator]).unwrap();
    assert_eq!(code(roles(a.me(), &[Role::Operator])), "last_lead");
    let remove = |operator| act::operator_remove(&a.desk, OperatorRemoveInput { operator }).map(drop);
    assert_eq!(code(remove(a.me())), "last_lead");
    assert_eq!(code(remove(OperatorId(uuid::Uuid::from_u128(1)))), "no_operator");
    roles(b.me(), &[Role::CrewLead]).unwrap();
    // Who leads without planning does not touch who plans.
    b.hears(&a);
    let reset = OperatorResetInput {
        operator: a.me(),
        secret: typed(&secret()),
    };
    assert_eq!(code(act::operator_reset(&b.desk, reset).map(drop)), "role");
    assert!(
        act::operators(&b.desk, Nothing {})
            .unwrap()
            .operators
            .iter()
            .all(|one| !one.last_lead)
    );
}

#[test]
fn a_laptop_opens_for_fifteen_and_says_so_to_the_next() {
    let a = Laptop::new("Loket A");
    for n in 1..office::OPERATORS_MAX {
        a.adds(&format!("Petugas {n}"), &[Role::Operator], &secret()).unwrap();
    }
    assert_eq!(act::operators(&a.desk, Nothing {}).unwrap().room, 0);
    let refused = a.adds("Petugas Lagi", &[Role::Operator], &secret()).unwrap_err();
    assert_eq!(refused.code(), "holders_full");
}

#[test]
fn an_administrator_sees_what_was_done_without_the_role() {
    let (a, b) = two();
    assert_eq!(
        act::roles_audit(&a.desk, RolesAuditInput::default())
            .unwrap()
            .acts
            .len(),
        0
    );
    // A laptop that has not heard yet: what it does stands, and is listed.
    let roles = OperatorRolesInput {
        operator: b.me(),
        roles: vec![Role::Operator],
    };
    act::operator_roles(&a.desk, roles).unwrap();
    act::site_add(&b.desk, site()).unwrap();
    a.hears(&b);
    let found = act::roles_audit(&a.desk, RolesAuditInput::default()).unwrap();
    assert!(found.judged);
    let [one] = found.acts.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!((one.operator, one.why, one.visit), (b.me(), Unfit::Lacks, None));
    assert_eq!(
        (one.operator_name.as_str(), one.device_name.as_str()),
        ("Ratna Contoh", "Loket K")
    );
    assert!(one.sentence.contains("SMAN 55"), "{}", one.sentence);
    // Where no office was set up, nobody is judged.
    let plain = Laptop::new("Loket R");
    act::site_add(&plain.desk, site()).unwrap();
    let found = act::roles_audit(&plain.desk, RolesAuditInput::default()).unwrap();
    assert!(!found.judged && found.acts.is_empty());
}

#[test]
fn refusals_are_said_in_both_languages() {
    let troubles = [
        Trouble::Role {
            needed: Roles::LEADS,
            people: vec![],
        },
        Trouble::Role {
            needed: Roles::LEADS,
            people: vec!["Sri Contoh".into()],
        },
        Trouble::RoleAbove {
            held: Roles::LEADS,
            asked: Roles::OFFICE,
        },
        Trouble::RolesMissing,
        Trouble::OperatorKnown("Sri Contoh".into()),
        Trouble::LastLead("Sri Contoh".into()),
        Trouble::SecondMissing {
            people: vec!["Sri Contoh".into()],
        },
        Trouble::SecondWrong,
    ];
    for trouble in troubles {
        let (id, en) = (trouble.say(Lang::Id), trouble.say(Lang::En));
        assert!(id != en && id.ends_with('.') && en.ends_with('.'), "{id} {en}");
    }
}
