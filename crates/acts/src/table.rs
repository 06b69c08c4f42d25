//! The one table of what a screen may ask. The shell and the command line's tests call by name; the screen's types are
//! generated from the same lines, so that neither side can drift.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Desk, Failure, Trouble, role::Who, typescript::Declarations, view::*};

macro_rules! table {
    ($($(#[$doc:meta])* $([$may:ident])? $name:ident: $input:ty => $output:ty = $path:path,)*) => {
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
                    crate::role::check(desk, crate::role::Who::of_line(&[$(crate::role::Who::$may)?]))?;
                    $path(desk, input)
                }
            )*
        }

        /// Does what a screen asks by name, with its input as JSON.
        pub fn dispatch(desk: &Desk, name: &str, input: Value) -> Result<Value, Failure> {
            if let Err(trouble) = crate::vault::window::check(desk, name) {
                return Err(trouble.failure(desk.lang()));
            }
            let answer = match name {
                $(stringify!($name) => read(input).and_then(|input| act::$name(desk, input)).and_then(|output| write(&output)),)*
                other => Err(Trouble::BadInput(format!("no act is called {other}"))),
            };
            answer.map_err(|trouble| trouble.failure(desk.lang()))
        }

        /// Each act and who may do it.
        pub fn whose() -> Vec<(&'static str, Who)> {
            vec![$((stringify!($name), Who::of_line(&[$(Who::$may)?])),)*]
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

// Before each line's name stands who may do it: see `role.rs`.
table! {
    // The frame
    /// The frame.
    [Anyone] session: Nothing => Session = crate::session::session,
    /// Chooses for this laptop.
    [Anyone] settings: SettingsInput => Session = crate::session::settings,
    /// Takes an act back.
    [AnyRole] undo: UndoInput => Done = crate::undo::undo,
    /// What happened, newest first.
    [Anyone] history: HistoryInput => Vec<HistoryLine> = crate::history::history,
    // The vault
    /// How the vault stands: asked before anything is open too.
    [Anyone] vault_state: Nothing => VaultState = crate::vault::window::vault_state,
    /// Opens a closed vault.
    [Anyone] vault_open: VaultOpenInput => VaultState = crate::vault::window::vault_open,
    /// Locks the screen.
    [Anyone] vault_lock: Nothing => VaultState = crate::vault::window::vault_lock,
    /// Opens a locked screen.
    [Anyone] vault_unlock: VaultUnlockInput => VaultState = crate::vault::window::vault_unlock,
    /// A hand is on the window.
    [Anyone] vault_touch: Nothing => Nothing = crate::vault::window::vault_touch,
    /// Signs out.
    [Anyone] vault_close: Nothing => VaultState = crate::vault::window::vault_close,
    /// Sets the PIN of who works, or takes it away.
    [Anyone] pin_set: PinInput => VaultState = crate::vault::window::pin_set,
    /// Gives an unprotected laptop a person's secret.
    [Anyone] protect: ProtectInput => Protected = crate::vault::protect::protect,
    // Petugas
    /// The office's operators.
    [Anyone] operators: Nothing => OperatorsView = crate::operator::operators,
    /// Adds an operator.
    [OverOperators] operator_add: OperatorAddInput => OperatorAdded = crate::operator::operator_add,
    /// Gives an operator other roles.
    [OverOperators] operator_roles: OperatorRolesInput => Done = crate::operator::operator_roles,
    /// Gives an operator who forgot theirs another secret.
    [OverOperators] operator_reset: OperatorResetInput => Done = crate::operator::operator_reset,
    /// Removes an operator.
    [OverOperators] operator_remove: OperatorRemoveInput => Done = crate::operator::operator_remove,
    /// Changes one's own secret.
    [Anyone] operator_secret: OperatorSecretInput => Done = crate::operator::operator_secret,
    /// Who could confirm what overrides.
    [Anyone] seconds: Nothing => SecondsView = crate::operator::seconds,
    /// Acts that their operator had no role for.
    [OverOperators] roles_audit: RolesAuditInput => RolesAudit = crate::operator::roles_audit,
    // Kedatangan
    /// The check-in desk's surroundings.
    [Anyone] desk: OfVisit => DeskView = crate::checkin::desk,
    /// Who is found by what is typed.
    [Anyone] find: FindInput => Vec<Found> = crate::checkin::find,
    /// What a scanned code means.
    [Anyone] lookup: CodeInput => Lookup = crate::checkin::lookup,
    /// A list of people.
    [Anyone] people: PeopleInput => People = crate::people::people,
    /// A text for a teacher, taken out.
    [AnyRole] class_text: PeopleInput => ClassText = crate::people::class_text,
    /// One booking, opened.
    [Anyone] booking: OfBooking => BookingView = crate::checkin::booking,
    /// Checks a person in.
    [Crew] arrive: ArriveInput => Arrived = crate::checkin::arrive,
    /// Checks a class in.
    [Crew] arrive_class: ArriveClassInput => Vec<Arrived> = crate::checkin::arrive_class,
    /// Books and checks in who came without a booking.
    [Crew] walk_in: WalkInInput => Arrived = crate::checkin::walk_in,
    /// Completes or corrects a person.
    [AnyRole] correct: CorrectInput => Done = crate::checkin::correct,
    /// Gives priority or takes it back.
    [Crew] priority: PriorityInput => Done = crate::checkin::priority,
    /// Keeps a note.
    [Crew] note: NoteInput => Done = crate::checkin::note,
    /// A guardian's form was seen.
    [Crew] guardian_seen: GuardianSeenInput => Done = crate::guardian::guardian_seen,
    /// A person leaves unserved.
    [Crew] leave: LeaveInput => Done = crate::checkin::leave,
    // Perekaman
    /// All stations and their queue.
    [Anyone] stations: OfVisit => StationBoard = crate::station::stations,
    /// Calls the next person, or a given one.
    [Crew] call: CallInput => Sitting = crate::station::call,
    /// Calls the same person again.
    [Crew] recall: StationInput => Done = crate::station::recall,
    /// The called person is not there.
    [Crew] absent: StationInput => Done = crate::station::absent,
    /// The person sits.
    [Crew] start: StationInput => Done = crate::station::start,
    /// Marks a recording.
    [Crew] record: RecordInput => RecordDone = crate::station::record,
    /// A recording must be done again.
    [Crew] reopen: ReopenInput => RecordDone = crate::station::reopen,
    /// A recording was made under the wrong person.
    [Lead] move_recording: MoveRecordingInput => Done = crate::station::move_recording,
    /// Hands a person to another station.
    [Crew] hand_over: HandOverInput => Done = crate::station::hand_over,
    /// Opens, pauses or breaks a station, or all.
    [Crew] station_set: StationSetInput => Done = crate::station::station_set,
    // Hari ini
    /// The day.
    [Anyone] today: TodayInput => Today = crate::today::today,
    /// Proposes a new plan for the rest of the day.
    [Anyone] propose: ProposeInput => ProposalView = crate::replan::propose,
    /// Takes it.
    [Lead] take_proposal: TakeProposalInput => Done = crate::replan::take_proposal,
    /// Moves people or a class.
    [PlannerOrLead] move_bookings: MoveInput => Done = crate::move_bookings::move_bookings,
    /// Books people again into free places.
    [Crew] rebook: BookingsInput => Done = crate::rebook::rebook,
    /// What can be done with a late class.
    [Anyone] late_class: LateClassInput => Vec<LateClassOption> = crate::late_class::late_class,
    /// Does it.
    [Lead] take_late_class: TakeLateClassInput => Done = crate::late_class::take_late_class,
    /// People were told.
    [AnyRole] told: BookingsInput => Done = crate::told::told,
    /// Settles a flag.
    [Lead] settle: SettleInput => Done = crate::settle::settle,
    // Peserta
    /// Looks at a roster; writes nothing.
    [Anyone] roster_preview: RosterInput => RosterReport = crate::roster::roster_preview,
    /// Takes a roster in.
    [Planner] roster_import: RosterInput => RosterReport = crate::roster::roster_import,
    /// Stops a roster being read.
    [Anyone] roster_cancel: Nothing => Nothing = crate::roster::roster_cancel,
    /// Takes over the office's list of NIKs that are recorded already.
    [Planner] recorded_import: RecordedInput => RecordedList = crate::recorded::recorded_import,
    /// Writes an empty template.
    [Anyone] roster_template: WriteInput => Written = crate::roster::roster_template,
    /// Writes the held rows for the school.
    [PlannerOrLead] roster_held: WriteInput => Written = crate::roster::roster_held,
    /// Rosters taken in.
    [Anyone] imports: OfVisit => Vec<ImportView> = crate::roster::imports,
    /// Takes a roster back.
    [Planner] undo_import: UndoImportInput => Done = crate::roster::undo_import,
    /// Writes a visit's bookings.
    [PlannerOrLead] export: WriteInput => Written = crate::export::export,
    // Jadwal
    /// All sites.
    [Anyone] sites: Nothing => Vec<jemput_domain::site::Site> = crate::site::sites,
    /// Adds a site.
    [PlannerOrLead] site_add: SiteInput => SiteAdded = crate::site::site_add,
    /// Corrects a site.
    [PlannerOrLead] site_correct: SiteCorrectInput => Done = crate::site::site_correct,
    /// Districts by name or code.
    [Anyone] districts: DistrictInput => Vec<DistrictView> = crate::site::districts,
    /// A visit's plan.
    [Anyone] plan: OfVisit => PlanView = crate::plan::plan,
    /// What follows from numbers.
    [Anyone] plan_preview: PlanPreviewInput => PlanPreview = crate::plan::plan_preview,
    /// Plans a visit.
    [Planner] visit_plan: VisitPlanInput => VisitPlanned = crate::visit_plan::visit_plan,
    /// Changes a visit's plan.
    [PlannerOrLead] visit_change: VisitChangeInput => Done = crate::visit_change::visit_change,
    /// Whether a guardian's form is asked for.
    [PlannerOrLead] guardian_rule: GuardianRuleInput => Done = crate::guardian::guardian_rule,
    // Kirim data
    /// The network sign.
    [Anyone] link: Nothing => LinkView = crate::sync::link,
    /// The exchange screen.
    [Anyone] exchange: OfVisit => ExchangeView = crate::sync::exchange,
    /// Exchanges now.
    [Anyone] sync: SyncInput => SyncDone = crate::sync::sync,
    /// To which office this laptop belongs.
    [Anyone] enrolment: Nothing => Option<EnrolmentView> = crate::enrol::enrolment,
    /// Enrols this laptop by a one-time code.
    [Lead] enrol: EnrolInput => EnrolledView = crate::enrol::enrol,
    /// The visits that the server holds and this laptop does not.
    [Anyone] visit_offers: OffersInput => OffersView = crate::sync::visit_offers,
    /// Takes a visit over from the server.
    [AnyRole] visit_join: JoinInput => Joined = crate::sync::visit_join,
    /// Past visits, which of them may leave this laptop, and what left.
    [Anyone] shed_list: Nothing => ShedList = crate::shed::shed_list,
    /// Takes a visit off this laptop.
    [PlannerOrLead] shed: ShedInput => Done = crate::shed::shed,
    /// How long visits stay on this laptop.
    [PlannerOrLead] shed_after: ShedAfterInput => Done = crate::shed::shed_after,
    /// Whose data are, or were, on this laptop.
    [PlannerOrLead] inventory: InventoryInput => Inventory = crate::inventory::inventory,
    /// Writes a visit into a file for the stick.
    [AnyRole] bundle: BundleInput => BundleMade = crate::recover::bundle,
    /// All that was refused, and what mends it.
    [Anyone] refused: Nothing => Vec<RefusedView> = crate::sync::refused,
    /// One refused log, with what was kept of it.
    [Anyone] refused_show: OfRefused => RefusedShown = crate::sync::refused_show,
    /// Asks for a refused log again, from its last good point.
    [AnyRole] refused_fetch: OfRefused => RefusedFetched = crate::sync::refused_fetch,
    /// What only this laptop holds of a log that the server holds otherwise.
    [Anyone] adoptable: Nothing => Option<AdoptView> = crate::sync::adoptable,
    /// Issues it again under this laptop's new id.
    [AnyRole] adopt: Nothing => Adopted = crate::sync::adopt,
    /// Proves the journal.
    [Anyone] verify: Nothing => Verified = crate::sync::verify,
}

#[cfg(test)]
mod tests {
    use super::Who;

    #[test]
    fn somebody_decided_whose_each_act_is() {
        let undecided: Vec<_> = super::whose()
            .into_iter()
            .filter(|(_, who)| *who == Who::Undecided)
            .collect();
        assert_eq!(
            undecided,
            [],
            "write who may do it before its name, as in `[Crew] arrive: ..`"
        );
    }

    #[test]
    fn what_each_role_opens_does_not_change_unseen() {
        let of = |who| {
            let names = super::whose()
                .into_iter()
                .filter(move |(_, w)| *w == who)
                .map(|(name, _)| name);
            names.collect::<Vec<_>>()
        };
        // Whoever leads only, plans only, or is asked for a second person: a line that leaves these lists is a decision.
        for lead in ["move_recording", "take_proposal", "take_late_class", "settle"] {
            assert!(of(Who::Lead).contains(&lead), "{lead}");
        }
        for planner in ["visit_plan", "roster_import", "undo_import", "recorded_import"] {
            assert!(of(Who::Planner).contains(&planner), "{planner}");
        }
        for crew in ["arrive", "walk_in", "call", "start", "record", "station_set"] {
            assert!(of(Who::Crew).contains(&crew), "{crew}");
        }
        for both in ["export", "roster_held", "move_bookings"] {
            assert!(of(Who::PlannerOrLead).contains(&both), "{both}");
        }
    }

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
