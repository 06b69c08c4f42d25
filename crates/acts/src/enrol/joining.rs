//! Moving into the office: its register comes here, and what this laptop had by itself goes there.

use std::ops::ControlFlow;

use jemput_domain::{
    event::{Draft, Event, OperatorKeyed, OperatorNamed, OperatorRoles, SiteAdded, Subject},
    id::ScopeId,
    role::Roles,
};
use jemput_exchange::conversation::Wanted;
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
            let cost = Cost::checked(opened.cost.memory_kib, opened.cost.passes, opened.cost.lanes);
            let cost = cost.map_err(|_| Trouble::NoRandomness)?;
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
