//! The one table of what a screen may ask. The shell and the command line's tests call by name; the screen's types are
//! generated from the same lines, so that neither side can drift.

use crate::{typescript::Declarations, view::*};

macro_rules! table {
    ($($(#[$doc:meta])* $name:ident: $input:ty => $output:ty,)*) => {
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
                "// Written by `cargo test -p jemput-acts` with UPDATE_TYPES=1 from crates/acts; do not edit.\n\n{}\nexport interface Commands {{\n{lines}}}\n",
                declarations.finish()
            )
        }
    };
}

table! {
    // The frame
    session: Nothing => Session,
    settings: SettingsInput => Session,
    undo: UndoInput => Done,
    history: HistoryInput => Vec<HistoryLine>,
    // Kedatangan
    desk: OfVisit => DeskView,
    find: FindInput => Vec<Found>,
    lookup: CodeInput => Lookup,
    people: PeopleInput => People,
    booking: OfBooking => BookingView,
    arrive: ArriveInput => Arrived,
    arrive_class: ArriveClassInput => Vec<Arrived>,
    walk_in: WalkInInput => Arrived,
    correct: CorrectInput => Done,
    priority: PriorityInput => Done,
    note: NoteInput => Done,
    leave: LeaveInput => Done,
    // Perekaman
    stations: OfVisit => StationBoard,
    call: CallInput => Sitting,
    recall: StationInput => Done,
    absent: StationInput => Done,
    start: StationInput => Done,
    record: RecordInput => RecordDone,
    reopen: ReopenInput => RecordDone,
    move_recording: MoveRecordingInput => Done,
    hand_over: HandOverInput => Done,
    station_set: StationSetInput => Done,
    // Hari ini
    today: TodayInput => Today,
    propose: ProposeInput => ProposalView,
    take_proposal: TakeProposalInput => Done,
    move_bookings: MoveInput => Done,
    rebook: BookingsInput => Done,
    late_class: LateClassInput => Vec<LateClassOption>,
    take_late_class: TakeLateClassInput => Done,
    told: BookingsInput => Done,
    settle: SettleInput => Done,
    // Peserta
    roster_preview: RosterInput => RosterReport,
    roster_import: RosterInput => RosterReport,
    roster_cancel: Nothing => Nothing,
    roster_template: WriteInput => Written,
    roster_held: WriteInput => Written,
    imports: OfVisit => Vec<ImportView>,
    undo_import: UndoImportInput => Done,
    export: WriteInput => Written,
    // Jadwal
    sites: Nothing => Vec<jemput_domain::site::Site>,
    site_add: SiteInput => SiteAdded,
    districts: DistrictInput => Vec<DistrictView>,
    plan: OfVisit => PlanView,
    plan_preview: PlanPreviewInput => PlanPreview,
    visit_plan: VisitPlanInput => VisitPlanned,
    visit_change: VisitChangeInput => Done,
    // Kirim data
    link: Nothing => LinkView,
    exchange: OfVisit => ExchangeView,
    sync: SyncInput => SyncDone,
    verify: Nothing => Verified,
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
        assert_eq!(committed, now, "run UPDATE_TYPES=1 cargo test -p jemput-acts types and commit the result");
    }
}
