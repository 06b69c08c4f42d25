//! Moving into the office: its register comes here, and what this laptop had by itself goes there.

use std::ops::ControlFlow;

use jemput_domain::{
    event::{Draft, Event, OperatorKeyed, OperatorNamed, OperatorRoles, SecretCost, SiteAdded, Subject},
    id::ScopeId,
    role::Roles,
};
use jemput_exchange::{conversation::Wanted, http::Failure};
use jemput_journal::View;
use jemput_vault::{Cost, Salt, Secret};

use super::{connect, kept::Enrolment};
use crate::{
    Desk, Trouble,
    desk::setting,
    site,
    sync::pins,
    vault::{Holding, VaultTrouble},
    view::TypedSecret,
};

/// Fetches the office's register and the van's stock book.
pub(super) fn fetch_register(desk: &Desk, enrolment: &Enrolment) -> Result<(), Trouble> {
    let mut journal = desk.journal_beside()?;
    let server = pins::pinned_at(journal.view(), &enrolment.address)?.ok_or(Trouble::NoServer)?;
    let mut connection = connect(desk, &enrolment.address)?;
    let wanted = Wanted::These(vec![enrolment.office, enrolment.van]);
    let at = desk.now(journal.view())?;
    let device = desk.device();
    connection.exchange(&mut journal, device, server, wanted, at, &mut |_| {
        ControlFlow::Continue(())
    })?;
    Ok(())
}

/// Moves in: the operator's secret gets the office's salt, the office learns of the operator and of the sites that this
/// laptop knew by itself, and is this laptop's from now on. Done once: what is done already is passed over.
pub(super) fn move_in(desk: &Desk, enrolment: &Enrolment, secret: &TypedSecret) -> Result<(), Trouble> {
    let before = desk.read(site::office)?;
    if before == enrolment.office {
        return Ok(());
    }
    let opened = desk.read(|view| Ok(view.office(enrolment.office)?.opened))?;
    let opened = opened.ok_or(Trouble::NotAtServer)?;
    let holding = match desk.vault.key()? {
        Some(_) => {
            let cost = cost(&opened.cost)?;
            let secret = Secret::given(&secret.0).map_err(VaultTrouble::from)?;
            Some(desk.take_salt(&secret, Salt(opened.salt), cost)?)
        }
        None => None,
    };
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    writing.set_setting(setting::OFFICE, &enrolment.office.to_string())?;
    let mut drafts = me(desk, writing.view(), enrolment.office, holding.as_ref())?;
    drafts.extend(sites(writing.view(), before, enrolment.office)?);
    if !drafts.is_empty() {
        desk.append_plain(&mut writing, enrolment.office, drafts, None)?;
    }
    Ok(writing.commit()?)
}

/// What a guess costs at this office: never less than anywhere, lest a server that fell into other hands makes secrets cheap.
fn cost(said: &SecretCost) -> Result<Cost, Trouble> {
    let least = Cost::SECRET;
    let cost = Cost::checked(said.memory_kib, said.passes, said.lanes);
    let is_enough =
        |cost: &Cost| cost.memory_kib >= least.memory_kib && cost.passes >= least.passes && cost.lanes >= least.lanes;
    let cost = cost.ok().filter(is_enough);
    Ok(cost.ok_or(Failure::BadAnswer { code: "secret_cost" })?)
}

/// Who works at this laptop, where the office has not heard of them: whoever was handed a code leads the laptop's crew.
fn me(desk: &Desk, view: View<'_>, office: ScopeId, holding: Option<&Holding>) -> Result<Vec<Draft>, Trouble> {
    let me = desk.operator(view)?;
    let name = desk.operator_name(view)?;
    let about = |event| Draft::about(Subject::Operator(me), event);
    let keyed = holding.map(|holding| {
        about(Event::OperatorKeyed(OperatorKeyed {
            public_key: holding.public.0,
            wrapped: holding.wrapped.0.to_vec(),
        }))
    });
    if view.operator(office, me)?.is_some_and(|known| known.is_known()) {
        return Ok(keyed.into_iter().collect());
    }
    let mut drafts = vec![about(Event::OperatorNamed(OperatorNamed { name }))];
    drafts.extend(keyed);
    drafts.push(about(Event::OperatorRoles(OperatorRoles { roles: Roles::ALONE })));
    Ok(drafts)
}

/// The sites that stand in the laptop's own register and not in the office's.
fn sites(view: View<'_>, before: ScopeId, office: ScopeId) -> Result<Vec<Draft>, Trouble> {
    let known = view.sites(office)?;
    let mut own = view.sites(before)?;
    own.retain(|site| !known.iter().any(|there| there.id == site.id));
    let issued = own
        .into_iter()
        .map(|site| Draft::about(Subject::Site(site.id), Event::SiteAdded(SiteAdded(site))));
    // One act has room for some thousands; a laptop knows some dozens.
    Ok(issued.take(2_000).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_office_makes_secrets_cheaper_than_they_are() {
        let said = |memory_kib, passes, lanes| SecretCost {
            memory_kib,
            passes,
            lanes,
        };
        assert_eq!(cost(&said(65_536, 3, 4)).unwrap(), Cost::SECRET);
        assert_eq!(cost(&said(131_072, 4, 8)).unwrap().memory_kib, 131_072);
        for cheap in [
            said(65_535, 3, 4),
            said(65_536, 2, 4),
            said(65_536, 3, 3),
            said(8, 1, 1),
            said(0, 0, 0),
        ] {
            assert_eq!(cost(&cheap).unwrap_err().code(), "bad_answer", "{cheap:?}");
        }
        assert!(cost(&said(u32::MAX, 3, 4)).is_err());
    }
}
