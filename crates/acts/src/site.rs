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
use jemput_journal::View;

use crate::{
    Desk, Trouble,
    desk::setting,
    ids::{random, uuid_v7},
    view::{DistrictInput, DistrictView, Nothing, SiteAdded, SiteInput},
};

/// The most districts that a search gives.
const DISTRICTS_MAX: usize = 20;

/// All sites, by name.
pub fn sites(desk: &Desk, _: Nothing) -> Result<Vec<Site>, Trouble> {
    let mut sites = desk.read(|view| Ok(view.sites(office(view)?)?))?;
    sites.sort_by_key(|site| (site.name.to_lowercase(), site.id));
    Ok(sites)
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
    let office = office(writing.view())?;
    let site = SiteId(uuid_v7(desk.now(writing.view())?)?);
    let added = Site {
        id: site,
        name,
        kind: input.kind,
        district,
        contact: text::clean(&input.contact),
        zone,
    };
    let opens = match writing.view().secret(office)? {
        Some(_) => None,
        None => Some(ScopeSecret(random()?)),
    };
    let draft = Draft::about(Subject::Site(site), Event::SiteAdded(event::SiteAdded(added)));
    desk.append(&mut writing, office, vec![draft], opens)?;
    writing.commit()?;
    Ok(SiteAdded { site })
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
