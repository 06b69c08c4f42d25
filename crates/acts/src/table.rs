//! The one table of what a screen may ask. The shell and the command line's tests call by name; the screen's types are
//! generated from the same lines, so that neither side can drift.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Desk, Failure, Trouble, typescript::Declarations, view::*};

macro_rules! table {
    ($($(#[$doc:meta])* $name:ident: $input:ty => $output:ty = $path:path,)*) => {
        /// Each line of the table as a function, for callers that know what they ask.
        pub mod act {
            use crate::{Desk, Trouble, view::*};

            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// Whatever keeps the act from happening; then nothing was written.
                pub fn $name(desk: &Desk, input: $input) -> Result<$output, Trouble> {
                    $path(desk, input)
                }
            )*
        }

        /// Does what a screen asks by name, with its input as JSON.
        pub fn dispatch(desk: &Desk, name: &str, input: Value) -> Result<Value, Failure> {
            let answer = match name {
                $(stringify!($name) => read(input).and_then(|input| act::$name(desk, input)).and_then(|output| write(&output)),)*
                other => Err(Trouble::BadInput(format!("no act is called {other}"))),
            };
            answer.map_err(|trouble| trouble.failure(desk.lang()))
        }

        /// The screen's side of this table and of all its types, as TypeScript.
        pub fn typescript() -> String {
            let mut declarations = Declarations::new();
            let mut lines = String::new();
            $(
                let input = declarations.add::<$input>();
                let output = declarations.add::<$output>();
                lines.push_str(&format!("  {}: {{ input: {input}; output: {output} }};\n", stringify!($name)));
            )*
            format!(
                "// Written by `cargo test -p jemput-acts` with UPDATE_TYPES=1 from crates/acts; do not edit.\n\n{}\nexport const WITH_CLASS: State[] = {:?};\n\nexport interface Commands {{\n{lines}}}\n",
                declarations.finish(),
                jemput_domain::decide::WITH_CLASS.map(jemput_domain::booking::State::code)
            )
        }
    };
}

fn read<T: DeserializeOwned>(input: Value) -> Result<T, Trouble> {
    serde_json::from_value(input).map_err(|error| Trouble::BadInput(error.to_string()))
}

fn write<T: Serialize>(output: &T) -> Result<Value, Trouble> {
    serde_json::to_value(output).map_err(|error| Trouble::BadInput(error.to_string()))
}

table! {
    // The frame
    /// The frame.
    session: Nothing => Session = crate::session::session,
    /// Chooses for this laptop.
    settings: SettingsInput => Session = crate::session::settings,
    /// Takes an act back.
    undo: UndoInput => Done = crate::undo::undo,
    /// What happened, newest first.
    history: HistoryInput => Vec<HistoryLine> = crate::history::history,
    // Kedatangan
    /// The check-in desk's surroundings.
    desk: OfVisit => DeskView = crate::checkin::desk,
    /// Who is found by what is typed.
    find: FindInput => Vec<Found> = crate::checkin::find,
    /// What a scanned code means.
    lookup: CodeInput => Lookup = crate::checkin::lookup,
    /// A list of people.
    people: PeopleInput => People = crate::people::people,
    /// One booking, opened.
    booking: OfBooking => BookingView = crate::checkin::booking,
    /// Checks a person in.
    arrive: ArriveInput => Arrived = crate::checkin::arrive,
    /// Checks a class in.
    arrive_class: ArriveClassInput => Vec<Arrived> = crate::checkin::arrive_class,
    /// Books and checks in who came without a booking.
    walk_in: WalkInInput => Arrived = crate::checkin::walk_in,
    /// Completes or corrects a person.
    correct: CorrectInput => Done = crate::checkin::correct,
    /// Gives priority or takes it back.
    priority: PriorityInput => Done = crate::checkin::priority,
    /// Keeps a note.
    note: NoteInput => Done = crate::checkin::note,
    /// A person leaves unserved.
    leave: LeaveInput => Done = crate::checkin::leave,
    // Perekaman
    /// All stations and their queue.
    stations: OfVisit => StationBoard = crate::station::stations,
    /// Calls the next person, or a given one.
    call: CallInput => Sitting = crate::station::call,
    /// Calls the same person again.
    recall: StationInput => Done = crate::station::recall,
    /// The called person is not there.
    absent: StationInput => Done = crate::station::absent,
    /// The person sits.
    start: StationInput => Done = crate::station::start,
    /// Marks a recording.
    record: RecordInput => RecordDone = crate::station::record,
    /// A recording must be done again.
    reopen: ReopenInput => RecordDone = crate::station::reopen,
    /// A recording was made under the wrong person.
    move_recording: MoveRecordingInput => Done = crate::station::move_recording,
    /// Hands a person to another station.
    hand_over: HandOverInput => Done = crate::station::hand_over,
    /// Opens, pauses or breaks a station, or all.
    station_set: StationSetInput => Done = crate::station::station_set,
    // Hari ini
    /// The day.
    today: TodayInput => Today = crate::today::today,
    /// Proposes a new plan for the rest of the day.
    propose: ProposeInput => ProposalView = crate::replan::propose,
    /// Takes it.
    take_proposal: TakeProposalInput => Done = crate::replan::take_proposal,
    /// Moves people or a class.
    move_bookings: MoveInput => Done = crate::move_bookings::move_bookings,
    /// Books people again into free places.
    rebook: BookingsInput => Done = crate::rebook::rebook,
    /// What can be done with a late class.
    late_class: LateClassInput => Vec<LateClassOption> = crate::late_class::late_class,
    /// Does it.
    take_late_class: TakeLateClassInput => Done = crate::late_class::take_late_class,
    /// People were told.
    told: BookingsInput => Done = crate::told::told,
    /// Settles a flag.
    settle: SettleInput => Done = crate::settle::settle,
    // Peserta
    /// Looks at a roster; writes nothing.
    roster_preview: RosterInput => RosterReport = crate::roster::roster_preview,
    /// Takes a roster in.
    roster_import: RosterInput => RosterReport = crate::roster::roster_import,
    /// Stops a roster being read.
    roster_cancel: Nothing => Nothing = crate::roster::roster_cancel,
    /// Takes over the office's list of NIKs that are recorded already.
    recorded_import: RecordedInput => RecordedList = crate::recorded::recorded_import,
    /// Writes an empty template.
    roster_template: WriteInput => Written = crate::roster::roster_template,
    /// Writes the held rows for the school.
    roster_held: WriteInput => Written = crate::roster::roster_held,
    /// Rosters taken in.
    imports: OfVisit => Vec<ImportView> = crate::roster::imports,
    /// Takes a roster back.
    undo_import: UndoImportInput => Done = crate::roster::undo_import,
    /// Writes a visit's bookings.
    export: WriteInput => Written = crate::export::export,
    // Jadwal
    /// All sites.
    sites: Nothing => Vec<jemput_domain::site::Site> = crate::site::sites,
    /// Adds a site.
    site_add: SiteInput => SiteAdded = crate::site::site_add,
    /// Corrects a site.
    site_correct: SiteCorrectInput => Done = crate::site::site_correct,
    /// Districts by name or code.
    districts: DistrictInput => Vec<DistrictView> = crate::site::districts,
    /// A visit's plan.
    plan: OfVisit => PlanView = crate::plan::plan,
    /// What follows from numbers.
    plan_preview: PlanPreviewInput => PlanPreview = crate::plan::plan_preview,
    /// Plans a visit.
    visit_plan: VisitPlanInput => VisitPlanned = crate::visit_plan::visit_plan,
    /// Changes a visit's plan.
    visit_change: VisitChangeInput => Done = crate::visit_change::visit_change,
    // Kirim data
    /// The network sign.
    link: Nothing => LinkView = crate::sync::link,
    /// The exchange screen.
    exchange: OfVisit => ExchangeView = crate::sync::exchange,
    /// Exchanges now.
    sync: SyncInput => SyncDone = crate::sync::sync,
    /// The visits that the server holds and this laptop does not.
    visit_offers: OffersInput => OffersView = crate::sync::visit_offers,
    /// Takes a visit over from the server.
    visit_join: JoinInput => Joined = crate::sync::visit_join,
    /// Proves the journal.
    verify: Nothing => Verified = crate::sync::verify,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_screens_types_are_these() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/lib/backend/generated.ts");
        let now = super::typescript();
        if std::env::var_os("UPDATE_TYPES").is_some() {
            std::fs::create_dir_all(std::path::Path::new(path).parent().unwrap()).unwrap();
            std::fs::write(path, &now).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(
            committed, now,
            "run UPDATE_TYPES=1 cargo test -p jemput-acts types and commit the result"
        );
    }
}
