//! Kirim data: what has reached the server.

use jemput_domain::{
    id::{DeviceId, ScopeId},
    receipt::Grade,
    region,
    time::Day,
};
use jemput_exchange::offers::Offer;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The connection, calmly.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// No server was given.
    #[default]
    NoServer,
    /// No network, which is normal.
    Offline,
    /// Exchanging now.
    Sending,
    /// The server answered last time.
    Connected,
    /// The last exchange met something else than a missing network: a refusal, an answer that cannot be used, a fault
    /// here. The problem says what it is and who can mend it.
    Stuck,
}

/// What the network sign shows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LinkView {
    /// The connection.
    pub state: LinkState,
    /// In that state since, RFC 3339.
    pub since: Option<String>,
    /// Events not yet at the server.
    pub pending: u32,
    /// While sending: done.
    pub done: u32,
    /// While sending: of how many.
    pub total: u32,
    /// A calm sentence that says what it means and what to do.
    pub sentence: String,
    /// What the last attempt met, if it failed: code and sentence.
    pub problem: Option<Problem>,
    /// A log that goes on otherwise at the server than here: code and sentence. Until it is settled, what follows in it
    /// stands on one side only.
    pub fork: Option<Problem>,
    /// What a person should know of the data on this laptop: that they wait to be looked at after an unclean end, or that
    /// a part of them is damaged. Code and sentence.
    pub data: Option<Problem>,
    /// That this laptop's clock is wrong, from a minute on: code and sentence. It is allowed for in all that is shown.
    pub clock: Option<Problem>,
    /// The last receipt of the active visit.
    pub receipt: Option<ReceiptView>,
    /// When the next attempt is made, RFC 3339.
    pub next_attempt: Option<String>,
}

/// Something that went wrong, in words.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Problem {
    /// Its code.
    pub code: String,
    /// What, why, what to do.
    pub sentence: String,
}

/// A receipt.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReceiptView {
    /// The visit.
    pub visit: ScopeId,
    /// Its short name, `7F3A`.
    pub name: String,
    /// When it came, by the clock that this laptop goes by, RFC 3339.
    pub at: String,
    /// The time that the server put into it, RFC 3339.
    pub signed_at: String,
    /// How safe.
    pub grade: Grade,
    /// Events of this laptop that it covers.
    pub events: u32,
    /// Whether it covers everything that this laptop holds of the visit.
    pub covers_all: bool,
}

/// A device of the visit.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DeviceView {
    /// Its id.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// Its mark.
    pub mark: Option<String>,
    /// Whether it is this laptop.
    pub is_this: bool,
    /// Its last act that is here, RFC 3339.
    pub last_heard: Option<String>,
    /// Its events that are here.
    pub events: u32,
    /// Of them, not covered by a receipt.
    pub behind: u32,
    /// Its clock's distance from the server's.
    #[ts(type = "number")]
    pub offset_ms: i64,
}

/// The one act that mends a refusal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Issue what only one copy holds again: `adopt`.
    Adopt,
    /// Enrol that laptop with a code of the office.
    Enrol,
    /// The office admits what a revoked laptop wrote, or refuses it.
    Admit,
    /// Ask for the log again from its last good point: `refused_fetch`.
    FetchAgain,
    /// Only the office can say.
    CallOffice,
}

/// A log that stands still.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RefusedView {
    /// Of which scope.
    pub visit: ScopeId,
    /// Whose; none where a whole batch could not be read.
    pub device: Option<DeviceId>,
    /// Whether the server refused it, or this laptop.
    pub by_server: bool,
    /// What mends it.
    pub remedy: Remedy,
    /// Whose.
    pub device_name: String,
    /// The reason's code.
    pub code: String,
    /// What, why, what to do.
    pub sentence: String,
    /// When, RFC 3339.
    pub at: String,
}

/// A refused log.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OfRefused {
    /// Of which scope.
    pub visit: ScopeId,
    /// Whose.
    pub device: DeviceId,
}

/// An event that was refused, as it says of itself: it has proved nothing.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RefusedEvent {
    /// Where it would stand in its log.
    pub seq: u32,
    /// What kind of fact it says it is; none where it does not read.
    pub kind: Option<String>,
    /// When it says it was made, RFC 3339.
    pub at: Option<String>,
    /// How long it is.
    pub bytes: u32,
}

/// What was refused of one log.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RefusedShown {
    /// The refusal.
    pub refused: RefusedView,
    /// The last good event of the log here.
    pub stands_at: u32,
    /// Its first events.
    pub events: Vec<RefusedEvent>,
}

/// What asking again came to.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RefusedFetched {
    /// The log flows again.
    pub mended: bool,
    /// Events received.
    pub received: u32,
    /// What happened, and what to do where it still stands.
    pub sentence: String,
}

/// What only this laptop holds, of a log that the server holds otherwise: a person is asked once.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AdoptView {
    /// Events that stand here only.
    pub events: u32,
    /// Since when, RFC 3339.
    pub since: String,
    /// The question.
    pub sentence: String,
}

/// What was adopted.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Adopted {
    /// Events that were issued again under this laptop's new id.
    pub events: u32,
    /// Events not yet at the server.
    pub pending: u32,
    /// What happened.
    pub sentence: String,
}

/// The screen.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExchangeView {
    /// The sign.
    pub link: LinkView,
    /// The visit's devices.
    pub devices: Vec<DeviceView>,
    /// What was refused, apart.
    pub refused: Vec<RefusedView>,
    /// What waits for a person to say that it be adopted.
    pub adopt: Option<AdoptView>,
}

/// Exchange now.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct SyncInput {
    /// The server; the one that is set if not said.
    #[serde(default)]
    pub server: Option<String>,
    /// Where this laptop holds no visit and the server exactly one: join that one.
    #[serde(default)]
    pub take_only: bool,
    /// Whether who watches long acts is told how far it is: a person waits for it. What the laptop does by itself shows in
    /// the network sign only.
    #[serde(skip)]
    #[ts(skip)]
    pub tells: bool,
}

/// Which server's visits.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct OffersInput {
    /// The server; the one that is set if not said.
    #[serde(default)]
    pub server: Option<String>,
    /// Those too that were taken off this laptop.
    #[serde(default)]
    pub shed: bool,
}

/// A visit that can be joined.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OfferView {
    /// Its id.
    pub visit: ScopeId,
    /// The site's name.
    pub site: String,
    /// The site's district and regency, in words.
    pub district: String,
    /// Its days, ascending.
    pub days: Vec<Day>,
    /// People booked.
    pub people: u32,
}

impl From<Offer> for OfferView {
    fn from(offer: Offer) -> Self {
        Self {
            visit: offer.visit,
            site: offer.site,
            district: region::place(&offer.district),
            days: offer.days,
            people: offer.people,
        }
    }
}

/// What can be joined.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct OffersView {
    /// The latest day first.
    pub visits: Vec<OfferView>,
    /// How many more the server holds than it lists.
    pub left_off: u32,
}

/// Join a visit that the server holds.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct JoinInput {
    /// The visit.
    pub visit: ScopeId,
    /// The server; the one that is set if not said.
    #[serde(default)]
    pub server: Option<String>,
}

/// A visit was joined.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Joined {
    /// The visit; the screens show it now.
    pub visit: ScopeId,
    /// Events received.
    pub received: u32,
    /// What happened.
    pub sentence: String,
}

/// What an exchange did.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SyncDone {
    /// Events sent that the server did not have.
    pub sent: u32,
    /// Events received that were new here.
    pub received: u32,
    /// Logs refused on either side.
    pub refused: u32,
    /// Events not yet at the server.
    pub pending: u32,
    /// The active visit's receipt, or the newest.
    pub receipt: Option<ReceiptView>,
    /// Visits at the server to choose from, where this laptop was to join the only one and there are more.
    pub offered: u32,
}

/// How far the server holds a visit, by the receipt that this laptop keeps.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct HeldView {
    /// The visit, or the office's register.
    pub visit: ScopeId,
    /// The receipt's short name; none without one.
    pub receipt: Option<String>,
    /// When it came, RFC 3339.
    pub at: Option<String>,
    /// How safe what it covers is.
    pub grade: Option<Grade>,
    /// Events that the server holds as they stand here.
    pub held: u32,
    /// Events that are here only, as far as is known.
    pub pending: u32,
    /// The same in a sentence.
    pub sentence: String,
}

/// Write a visit into a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BundleInput {
    /// The visit.
    pub visit: ScopeId,
    /// The file.
    pub path: String,
}

/// A bundle was written.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BundleMade {
    /// Events in it.
    pub events: u32,
    /// Its size.
    pub bytes: u32,
    /// What happened.
    pub sentence: String,
}

/// A bundle was taken in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BundleTaken {
    /// The visit.
    pub visit: ScopeId,
    /// Events that were new here.
    pub received: u32,
    /// Logs that were refused.
    pub refused: u32,
    /// What happened.
    pub sentence: String,
}

/// A laptop was recovered.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Recovered {
    /// What it holds now.
    pub visits: Vec<ScopeId>,
    /// Events that came from the server.
    pub from_server: u32,
    /// Events that only the bundle held.
    pub from_bundle: u32,
    /// Events that only the damaged file held.
    pub from_damaged: u32,
    /// Logs that were refused.
    pub refused: u32,
    /// Events not yet at the server.
    pub pending: u32,
    /// Where the damaged files lie; none if there were none.
    pub set_aside: Option<String>,
    /// What happened.
    pub sentence: String,
}

/// Whether everything holds together.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Verified {
    /// No problem.
    pub ok: bool,
    /// Events checked.
    pub events: u32,
    /// Bookings.
    pub bookings: u32,
    /// What is wrong, in sentences.
    pub problems: Vec<String>,
    /// Whether receipts cover everything that is here.
    pub receipt_covers_all: bool,
    /// How far the server holds each visit: proved with the network cut.
    pub held: Vec<HeldView>,
}
