//! Sites: the places that vans visit, kept in the office's scope.

use jemput_domain::{
    event::{self, Draft, Event, Subject},
    id::{ScopeId, ScopeSecret, SiteId},
    refusal::Refusal,
    region,
    site::Site,
    text,
    time::Zone,
};
use jemput_journal::{View, Writing};

use crate::{
    Desk, Trouble,
    desk::setting,
    ids::{random, uuid_v7},
    view::{DistrictInput, DistrictView, Done, Nothing, SiteAdded, SiteCorrectInput, SiteInput},
    visit_now::VisitNow,
};

/// The most districts that a search gives.
const DISTRICTS_MAX: usize = 20;

/// All sites, by name: those of the office, and those of the visits that are here.
pub fn sites(desk: &Desk, _: Nothing) -> Result<Vec<Site>, Trouble> {
    let mut sites = desk.read(|view| known(desk, view))?;
    sites.sort_by_key(|site| (site.name.to_lowercase(), site.id));
    Ok(sites)
}

/// Each site once. A visit that goes on has heard of every correction; one that is over keeps what held then.
pub(crate) fn known(desk: &Desk, view: View<'_>) -> Result<Vec<Site>, Trouble> {
    let (mut fresh, mut old) = (Vec::new(), Vec::new());
    for scope in view.scopes()? {
        let Ok(visit) = VisitNow::load(desk, view, scope) else {
            continue;
        };
        if visit.is_over() { &mut old } else { &mut fresh }.push(visit.site);
    }
    let mut sites: Vec<Site> = Vec::new();
    for site in fresh.into_iter().chain(view.sites(office(view)?)?).chain(old) {
        if !sites.iter().any(|known| known.id == site.id) {
            sites.push(site);
        }
    }
    Ok(sites)
}

/// One of them.
pub(crate) fn find(desk: &Desk, view: View<'_>, site: SiteId) -> Result<Site, Trouble> {
    let found = known(desk, view)?.into_iter().find(|known| known.id == site);
    found.ok_or(Trouble::NoSite)
}

/// Adds a site. A district's code that the table does not know is taken as it is: codes change over the years.
pub fn site_add(desk: &Desk, input: SiteInput) -> Result<SiteAdded, Trouble> {
    let name = text::clean(&input.name);
    if name.is_empty() {
        return Err(Refusal::NameMissing.into());
    }
    let district = district_code(&input.district).ok_or_else(|| Trouble::BadDistrict(text::clean(&input.district)))?;
    let zone = input.zone.unwrap_or_else(|| Zone::of_province(&district));
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let site = SiteId(uuid_v7(desk.now(writing.view())?)?);
    let added = Site {
        id: site,
        name,
        kind: input.kind,
        district,
        contact: text::clean(&input.contact),
        zone,
    };
    keep(desk, &mut writing, added)?;
    writing.commit()?;
    Ok(SiteAdded { site })
}

/// Corrects a site, here and in the visits that are not over; what is left out stays. Its zone stays too: the days of its
/// visits are counted in it.
pub fn site_correct(desk: &Desk, input: SiteCorrectInput) -> Result<Done, Trouble> {
    let mut journal = desk.journal();
    let mut writing = journal.write()?;
    let before = find(desk, writing.view(), input.site)?;
    let after = corrected(&before, input)?;
    let lang = desk.lang_in(writing.view());
    let mut visits = Vec::new();
    for scope in writing.view().scopes()? {
        match VisitNow::load(desk, writing.view(), scope) {
            Ok(visit) if visit.site.id == after.id && !visit.is_over() && visit.site != after => visits.push(scope),
            _ => {}
        }
    }
    if before == after && visits.is_empty() {
        let sentence = lang.pick(
            format!("Data lokasi {} tetap sama.", after.name),
            format!("The site {} stays as it is.", after.name),
        );
        return Ok(Done { sentence, act: None });
    }
    for scope in visits {
        let event = Event::SiteAdded(event::SiteAdded(after.clone()));
        desk.append(&mut writing, scope, vec![Draft::about(Subject::Visit, event)], None)?;
    }
    let sentence = lang.pick(
        format!("Data lokasi {} diperbaiki.", after.name),
        format!("The site {} is corrected.", after.name),
    );
    keep(desk, &mut writing, after)?;
    writing.commit()?;
    Ok(Done { sentence, act: None })
}

fn corrected(before: &Site, input: SiteCorrectInput) -> Result<Site, Trouble> {
    let mut site = before.clone();
    if let Some(name) = input.name {
        site.name = text::clean(&name);
    }
    if site.name.is_empty() {
        return Err(Refusal::NameMissing.into());
    }
    if let Some(kind) = input.kind {
        site.kind = kind;
    }
    if let Some(typed) = input.district {
        site.district = district_code(&typed).ok_or_else(|| Trouble::BadDistrict(text::clean(&typed)))?;
    }
    if let Some(contact) = input.contact {
        site.contact = text::clean(&contact);
    }
    Ok(site)
}

/// Keeps a site in the office's scope; a later one of the same id takes the place of the first.
fn keep(desk: &Desk, writing: &mut Writing<'_>, site: Site) -> Result<(), Trouble> {
    let office = office(writing.view())?;
    let opens = match writing.view().secret(office)? {
        Some(_) => None,
        None => Some(ScopeSecret(random()?)),
    };
    let draft = Draft::about(Subject::Site(site.id), Event::SiteAdded(event::SiteAdded(site)));
    desk.append(writing, office, vec![draft], opens)?;
    Ok(())
}

/// Districts whose code begins with what is typed, or whose name has it in it; names that begin with it first.
pub fn districts(_: &Desk, input: DistrictInput) -> Result<Vec<DistrictView>, Trouble> {
    let typed = text::clean(&input.text);
    let view = |code: &str| DistrictView {
        code: code.to_owned(),
        name: region::place(code),
    };
    if typed.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = dotted(&typed);
        let found = region::districts().filter(|(code, _)| code.starts_with(&digits));
        return Ok(found.take(DISTRICTS_MAX).map(|(code, _)| view(code)).collect());
    }
    let letters = |text: &str| {
        text.to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    let key = letters(&typed);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(bool, &str)> = region::districts()
        .filter_map(|(code, district)| {
            let folded = letters(district);
            folded.contains(&key).then(|| (!folded.starts_with(&key), code))
        })
        .collect();
    found.sort_unstable();
    Ok(found
        .into_iter()
        .take(DISTRICTS_MAX)
        .map(|(_, code)| view(code))
        .collect())
}

/// The office's scope. It is this laptop's own until the office enrols it.
pub(crate) fn office(view: View<'_>) -> Result<ScopeId, Trouble> {
    let office = view.setting(setting::OFFICE)?.and_then(|office| office.parse().ok());
    office.ok_or(Trouble::NoSite)
}

/// A district's code as the table writes it, `31.74.08`; the dots may be left out.
fn district_code(typed: &str) -> Option<String> {
    let code = dotted(typed.trim());
    let plain = typed.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
    (plain && code.len() == 8).then_some(code)
}

/// Digits in pairs.
fn dotted(typed: &str) -> String {
    let digits: Vec<char> = typed.chars().filter(char::is_ascii_digit).collect();
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
    pairs.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_districts() {
        assert_eq!(district_code("31.74.08").as_deref(), Some("31.74.08"));
        assert_eq!(district_code(" 317408 ").as_deref(), Some("31.74.08"));
        for bad in [
            "",
            "31.74",
            "31.74.0",
            "31.74.08.1001",
            "Pancoran",
            "31-74-08",
            "3174O8",
        ] {
            assert_eq!(district_code(bad), None, "{bad}");
        }
    }
}
