//! The device's journal as a store of the exchange, and as the server's.

use jemput_domain::{
    event::{ACT_EVENTS_MAX, Draft, RevokedFor},
    id::{DeviceId, OperatorId, ScopeId, ScopeSecret},
    log::{Head, Run},
    receipt::Receipt,
    time::Moment,
};
use jemput_journal::{Author, Journal, JournalError};
use uuid::Uuid;

use crate::{
    conversation::Signer,
    offers::Offer,
    store::{CentralStore, RecordedThere, Store, Taken},
};

/// How long what is noted of a laptop's visits is fresh.
const NOTED_MS: i64 = 3_600_000;

/// What the logs of visits call the server.
const SERVER_NAME: &str = "Server";

impl Store for Journal {
    type Error = JournalError;

    fn scopes(&self) -> Result<Vec<ScopeId>, JournalError> {
        self.view().scopes()
    }

    fn heads(&self, scope: ScopeId) -> Result<Vec<Head>, JournalError> {
        self.view().heads(scope)
    }

    fn secret(&self, scope: ScopeId) -> Result<Option<ScopeSecret>, JournalError> {
        self.view().secret(scope)
    }

    fn runs_within(
        &self,
        scope: ScopeId,
        after: &[(DeviceId, u32)],
        up_to: &[Head],
        bytes_max: usize,
    ) -> Result<Vec<Run>, JournalError> {
        self.view().runs_within(scope, after, up_to, bytes_max)
    }

    fn take_in(&mut self, scope: ScopeId, runs: Vec<Run>, at: Moment) -> Result<Taken, JournalError> {
        let taken = Journal::take_in(self, scope, runs, at)?;
        Ok(Taken {
            new_events: taken.new_events,
            known_events: taken.known_events,
            refused: taken.refused,
        })
    }
}

impl CentralStore for Journal {
    fn recorded_there(&self, scope: ScopeId) -> Result<Vec<RecordedThere>, JournalError> {
        let view = self.view();
        let place =
            |there| Ok::<_, JournalError>(view.visit(there)?.and_then(|visit| visit.site).map(|site| site.name));
        view.recorded_there(scope)?
            .into_iter()
            .map(|found| {
                Ok(RecordedThere {
                    scope: found.scope,
                    booking: found.booking,
                    place: place(found.there)?.unwrap_or_default(),
                })
            })
            .collect()
    }

    fn offer(&self, scope: ScopeId) -> Result<Option<Offer>, JournalError> {
        let view = self.view();
        let Some((site, plan)) = view.visit(scope)?.and_then(|visit| visit.site.zip(visit.plan)) else {
            return Ok(None);
        };
        let tallies = view.tallies(scope)?;
        let booked = tallies.iter().filter(|t| t.state != "withdrawn" && t.state != "joined");
        Ok(Some(Offer {
            visit: scope,
            site: site.name,
            district: site.district,
            days: plan.setup.days.iter().map(|day| day.day).collect(),
            people: booked.map(|t| t.people).sum(),
        }))
    }

    fn revoked(&self, device: DeviceId) -> Result<Option<RevokedFor>, JournalError> {
        Ok(self.view().revocation(device)?.map(|revocation| revocation.reason))
    }

    fn note_held_on(&mut self, device: DeviceId, scopes: &[ScopeId], at: Moment) -> Result<(), JournalError> {
        // Once an hour is enough to know whom to tell, and costs an exchange that has nothing else to write nothing.
        let mut news = Vec::new();
        for scope in scopes {
            if !self.view().is_noted(device, *scope, Moment(at.0 - NOTED_MS))? {
                news.push(*scope);
            }
        }
        if news.is_empty() {
            return Ok(());
        }
        let writing = self.write()?;
        writing.note_held_on(device, &news, at)?;
        writing.commit()
    }

    fn kept(&self, scope: ScopeId, server: DeviceId) -> Result<Option<Receipt>, JournalError> {
        Ok(self.view().kept_receipt(scope, server)?.map(|kept| kept.receipt))
    }

    fn append(&mut self, scope: ScopeId, author: &Signer, at: Moment, drafts: Vec<Draft>) -> Result<(), JournalError> {
        let known = self.view().key_of_log(scope, self.view().writes_as(author.device)?)?;
        let key = known.and_then(|known| author.key_of(&known)).unwrap_or(&author.key);
        let author = Author {
            device: author.device,
            key,
            device_name: SERVER_NAME,
            operator: OperatorId(Uuid::nil()),
            wall: at,
            offset_ms: 0,
        };
        let mut writing = self.write()?;
        // One place is left for the server's introduction.
        for act in drafts.chunks(usize::from(ACT_EVENTS_MAX) - 1) {
            writing.append(scope, &author, act.to_vec())?;
        }
        writing.commit()
    }
}
