// Written by `cargo test -p jemput-acts` with UPDATE_TYPES=1 from crates/acts; do not edit.

export type ActId = string;
export type AdoptView = { 
/**
 * Events that stand here only.
 */
events: number, 
/**
 * Since when, RFC 3339.
 */
since: string, 
/**
 * The question.
 */
sentence: string, };
export type Adopted = { 
/**
 * Events that were issued again under this laptop's new id.
 */
events: number, 
/**
 * Events not yet at the server.
 */
pending: number, 
/**
 * What happened.
 */
sentence: string, };
export type ArriveClassInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The class.
 */
class: string, 
/**
 * Who is missing.
 */
except: Array<BookingId>, 
/**
 * Who came all the same though their slot is on another day: of those only these are checked in.
 */
also: Array<BookingId>, };
export type ArriveInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * A booking id, a NIK, or a ticket.
 */
code: string, };
export type Arrived = { 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * Name.
 */
name: string, 
/**
 * Class.
 */
class: string, 
/**
 * The ticket, `A-017`.
 */
ticket: string, 
/**
 * Against the slot.
 */
standing: Standing, 
/**
 * Minutes early or late.
 */
standing_minutes: number, 
/**
 * Had come before: this is the ticket of then.
 */
already: boolean, 
/**
 * Waits: no station has called them yet.
 */
waits: boolean, 
/**
 * People on site now, this one included.
 */
on_site: number, 
/**
 * The limit.
 */
waiting_limit: number, 
/**
 * The limit is reached: nobody more should come on site.
 */
site_full: boolean, 
/**
 * What to know before going on, in sentences: too young, or recorded before.
 */
warnings: Array<string>, 
/**
 * A guardian's form is asked for and was not seen.
 */
guardian_missing: boolean, 
/**
 * Must be completed at the desk: finding codes.
 */
held: Array<string>, 
/**
 * What happened, in a sentence.
 */
sentence: string, 
/**
 * The act, for undo.
 */
act: ActId | null, };
export type BookingId = string;
export type BookingView = { 
/**
 * As in lists.
 */
found: Found, 
/**
 * NIK in full: shown on purpose only.
 */
nik: string | null, 
/**
 * What stood in the NIK column, if that was no NIK.
 */
nik_as_written: string, 
/**
 * Birth date.
 */
birth_date: Day | null, 
/**
 * Sex.
 */
sex: Sex | null, 
/**
 * Home district in words; empty: to be asked.
 */
home_district: string, 
/**
 * Phone.
 */
phone: string, 
/**
 * Note.
 */
note: string, 
/**
 * All tickets.
 */
tickets: Array<string>, 
/**
 * Finished recordings in words.
 */
recordings: Array<string>, 
/**
 * Flags, as code and sentence.
 */
flags: Array<FlagView>, 
/**
 * Row in the roster.
 */
row: number | null, 
/**
 * The guardian's form, where it is asked for.
 */
guardian: GuardianView | null, };
export type BookingsInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Who.
 */
bookings: Array<BookingId>, };
export type Break = { 
/**
 * When.
 */
span: Span, 
/**
 * Stations that stay open in it.
 */
stations_open: number, };
export type BundleInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The file.
 */
path: string, };
export type BundleMade = { 
/**
 * Events in it.
 */
events: number, 
/**
 * Its size.
 */
bytes: number, 
/**
 * What happened.
 */
sentence: string, };
export type CallInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The station.
 */
station: number, 
/**
 * A ticket or booking; none: the next in order.
 */
code: string | null, };
export type Capture = "captured" | { "exception": { 
/**
 * Why.
 */
reason: ExceptionReason, 
/**
 * Which; 0 if not said.
 */
parts: number, } } | { "failed": { 
/**
 * Why.
 */
reason: FailureReason, } };
export type ClassPlanned = { 
/**
 * Its name.
 */
class: string, 
/**
 * Rows.
 */
rows: number, 
/**
 * Where it is booked: day and times, in words.
 */
when: string, };
export type ClassText = { 
/**
 * The text; empty if nobody is to come.
 */
text: string, };
export type CodeInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * A booking id, a NIK or a ticket.
 */
code: string, };
export type ColumnPassed = { 
/**
 * Its letter.
 */
letter: string, 
/**
 * Its heading as found.
 */
heading: string, 
/**
 * Why not.
 */
reason: string, };
export type ColumnRead = { 
/**
 * Its letter.
 */
letter: string, 
/**
 * Its heading as found.
 */
heading: string, 
/**
 * What it is read as, in words.
 */
read_as: string, };
export type CorrectInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * The person; empty fields stay as they are.
 */
person: PersonInput, };
export type Day = string;
export type DayHours = { 
/**
 * The day.
 */
day: Day, 
/**
 * Opening hours.
 */
open: Span, 
/**
 * Breaks, within the hours.
 */
breaks: Array<Break>, };
export type DeskView = { 
/**
 * The day that the desk works on.
 */
day: Day, 
/**
 * Whether that is today.
 */
is_today: boolean, 
/**
 * People on site.
 */
on_site: number, 
/**
 * The limit.
 */
waiting_limit: number, 
/**
 * The limit is reached: nobody more should come on site.
 */
site_full: boolean, 
/**
 * Places left today for walk-ins and others, reserve included.
 */
places_left: number, 
/**
 * Expected wait of who arrives now: from, to.
 */
wait_minutes: [number, number] | null, 
/**
 * The last check-ins of this laptop, newest first, at most 5.
 */
last: Array<Arrived>, 
/**
 * Today's slots that a walk-in who comes now may have: the first is suggested.
 */
walk_in_slots: Array<FreeSlot>, 
/**
 * Classes of the visit, in natural order.
 */
classes: Array<string>, 
/**
 * How many of the newest check-in's class are due today and have not come.
 */
class_due: number, };
export type DeviceId = string;
export type DeviceView = { 
/**
 * Its id.
 */
device: DeviceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Its mark.
 */
mark: string | null, 
/**
 * Whether it is this laptop.
 */
is_this: boolean, 
/**
 * Its last act that is here, RFC 3339.
 */
last_heard: string | null, 
/**
 * Its events that are here.
 */
events: number, 
/**
 * Of them, not covered by a receipt.
 */
behind: number, 
/**
 * Its clock's distance from the server's.
 */
offset_ms: number, };
export type DistrictInput = { 
/**
 * As typed.
 */
text: string, };
export type DistrictView = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name with regency and province.
 */
name: string, };
export type Done = { 
/**
 * What happened.
 */
sentence: string, 
/**
 * The act, if it can be undone.
 */
act: ActId | null, };
export type EnrolInput = { 
/**
 * The one-time code, as text or as its square says it.
 */
code: string, 
/**
 * The server, where it is reached otherwise than the code says.
 */
server?: string | null, 
/**
 * The acting operator's own secret: it is joined with the office's salt.
 */
secret: TypedSecret, };
export type EnrolledView = { 
/**
 * Where.
 */
enrolment: EnrolmentView, 
/**
 * Said.
 */
sentence: string, };
export type EnrolmentView = { 
/**
 * What people call the office.
 */
office_name: string, 
/**
 * What people call the van.
 */
van_name: string, 
/**
 * The server's address.
 */
server: string, 
/**
 * Which of the office's credentials it is.
 */
serial: number, 
/**
 * Vouched for by another laptop, not yet confirmed by the server.
 */
provisional: boolean, 
/**
 * The beginning of the server's key, as `jemput-server` shows it.
 */
fingerprint: string, };
export type ExceptionReason = "missing_finger" | "injured" | "eye_condition" | "cannot_sign";
export type ExchangeView = { 
/**
 * The sign.
 */
link: LinkView, 
/**
 * The visit's devices.
 */
devices: Array<DeviceView>, 
/**
 * What was refused, apart.
 */
refused: Array<RefusedView>, 
/**
 * What waits for a person to say that it be adopted.
 */
adopt: AdoptView | null, };
export type FailureReason = "device" | "quality" | "person" | "unsaid";
export type FindInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Name, NIK or ticket, as typed.
 */
text: string, 
/**
 * The most people; 20 if not said.
 */
limit: number | null, };
export type FindingView = { 
/**
 * The row as the spreadsheet shows it.
 */
row: number, 
/**
 * Its code.
 */
code: string, 
/**
 * Which row or field and what to do.
 */
message: string, 
/**
 * held, not_due, warned or information.
 */
weight: string, 
/**
 * Name, where there is one.
 */
name: string, };
export type FlagView = { 
/**
 * Its code.
 */
code: string, 
/**
 * What it means and what to do.
 */
sentence: string, 
/**
 * The bookings that it is about.
 */
bookings: Array<BookingId>, };
export type FormKind = "letter" | "copy" | "list";
export type Found = { 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * Name.
 */
name: string, 
/**
 * NIK as lists show it: all but the last four digits hidden; empty if none.
 */
nik_masked: string, 
/**
 * Class.
 */
class: string, 
/**
 * Where the booking stands.
 */
state: State, 
/**
 * What must be completed, as finding codes.
 */
held: Array<string>, 
/**
 * The same in short words, empty if nothing.
 */
held_words: string, 
/**
 * The slot.
 */
slot: SlotRef | null, 
/**
 * Why there is none, and what to do; said in lists of people only.
 */
without_slot: string | null, 
/**
 * Today's ticket, `A-017`.
 */
ticket: string | null, 
/**
 * How a check-in now would stand to the slot.
 */
standing: Standing, 
/**
 * Minutes early or late; 0 on time or on another day.
 */
standing_minutes: number, 
/**
 * When recorded last, RFC 3339.
 */
recorded_at: string | null, 
/**
 * Alike another booking of the visit (twins, namesakes): tell apart by birth date and last digits before checking in.
 */
alike: boolean, 
/**
 * Birth date; only where `alike`.
 */
birth_date: Day | null, 
/**
 * Priority's reason.
 */
priority: string | null, 
/**
 * Missed the slot and has not come.
 */
overdue: boolean, };
export type FreeSlot = { 
/**
 * Free places, the reserve included.
 */
free: number, 
/**
 * Its id in interfaces.
 */
slot: string, 
/**
 * Its number.
 */
number: SlotNumber, 
/**
 * Its day.
 */
day: Day, 
/**
 * First minute.
 */
start: Minute, 
/**
 * First minute after it.
 */
end: Minute, };
export type Grade = "held" | "kept";
export type GuardianBy = "parent" | "guardian" | "school";
export type GuardianForm = "off" | "note" | "required";
export type GuardianRuleInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * How far.
 */
rule: GuardianForm, };
export type GuardianSeenInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Whose form.
 */
booking: BookingId, 
/**
 * Who gave it.
 */
by: GuardianBy, 
/**
 * What was shown.
 */
form: FormKind, };
export type GuardianView = { 
/**
 * Asked for and not seen.
 */
missing: boolean, 
/**
 * In a sentence.
 */
sentence: string, };
export type HandOverInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * From.
 */
station: number, 
/**
 * To; none: to the front of the queue.
 */
to: number | null, };
export type HeldView = { 
/**
 * The visit, or the office's register.
 */
visit: ScopeId, 
/**
 * The receipt's short name; none without one.
 */
receipt: string | null, 
/**
 * When it came, RFC 3339.
 */
at: string | null, 
/**
 * How safe what it covers is.
 */
grade: Grade | null, 
/**
 * Events that the server holds as they stand here.
 */
held: number, 
/**
 * Events that are here only, as far as is known.
 */
pending: number, 
/**
 * The same in a sentence.
 */
sentence: string, };
export type HistoryInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Of one booking only.
 */
booking: BookingId | null, 
/**
 * The most lines; 50 if not said.
 */
limit: number | null, };
export type HistoryLine = { 
/**
 * The act.
 */
act: ActId, 
/**
 * When, RFC 3339 in the visit's zone.
 */
at: string, 
/**
 * On which laptop.
 */
device_name: string, 
/**
 * Who.
 */
operator_name: string, 
/**
 * What.
 */
sentence: string, 
/**
 * Whether it can be undone now.
 */
undoable: boolean, 
/**
 * Whether it was undone.
 */
undone: boolean, 
/**
 * How safe it is.
 */
safety: Safety, 
/**
 * Why somebody should look at it: its operator had no role for it, or it overrides and nobody confirmed.
 */
doubt?: Unfit, 
/**
 * Who confirmed it, where it took a second person.
 */
confirmed_by?: string, };
export type ImportId = string;
export type ImportView = { 
/**
 * Its id.
 */
import: ImportId, 
/**
 * The file's name.
 */
file_name: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Bookings that it made and that are still in the visit.
 */
bookings: number, 
/**
 * How many of them have come.
 */
arrived: number, 
/**
 * Whether it can be undone: nobody of it has come.
 */
undoable: boolean, };
export type Inventory = { 
/**
 * By visit, those that are here first.
 */
visits: Array<InventoryVisit>, 
/**
 * NIKs of the office's list of who is recorded already.
 */
recorded_niks: number, 
/**
 * In a sentence.
 */
sentence: string, 
/**
 * The file that was written.
 */
path: string | null, };
export type InventoryInput = { 
/**
 * A file to write it to, .csv or .xlsx.
 */
to: string | null, 
/**
 * NIKs in full; masked otherwise.
 */
with_nik: boolean, };
export type InventoryVisit = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Its site's name.
 */
site: string, 
/**
 * Its days.
 */
days: Array<Day>, 
/**
 * People.
 */
people: number, 
/**
 * Of them, with a NIK.
 */
with_nik: number, 
/**
 * Whether their data are here now; else they were.
 */
here: boolean, 
/**
 * When it was shed, RFC 3339.
 */
shed_at: string | null, 
/**
 * SHA-256 over the bookings' ids, in hexadecimal: says that a list of them is whole.
 */
digest: string, };
export type JoinInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The server; the one that is set if not said.
 */
server: string | null, };
export type Joined = { 
/**
 * The visit; the screens show it now.
 */
visit: ScopeId, 
/**
 * Events received.
 */
received: number, 
/**
 * What happened.
 */
sentence: string, };
export type Lang = "id" | "en";
export type LateClassInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The class.
 */
class: string, };
export type LateClassOption = { 
/**
 * `now`, `later` or `next_day`.
 */
kind: string, 
/**
 * The option and its effect on those already told.
 */
sentence: string, 
/**
 * First slot.
 */
slot: SlotRef | null, 
/**
 * How many of the class find a place.
 */
placed: number, 
/**
 * How many do not.
 */
unplaced: number, 
/**
 * How many others wait longer.
 */
delayed_people: number, 
/**
 * By about so much.
 */
delay_minutes: number, };
export type LeaveInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * Why, by code; may be empty.
 */
reason: string, };
export type LinkState = "no_server" | "offline" | "sending" | "connected" | "stuck";
export type LinkView = { 
/**
 * The connection.
 */
state: LinkState, 
/**
 * In that state since, RFC 3339.
 */
since: string | null, 
/**
 * Events not yet at the server.
 */
pending: number, 
/**
 * While sending: done.
 */
done: number, 
/**
 * While sending: of how many.
 */
total: number, 
/**
 * A calm sentence that says what it means and what to do.
 */
sentence: string, 
/**
 * What the last attempt met, if it failed: code and sentence.
 */
problem: Problem | null, 
/**
 * A log that goes on otherwise at the server than here: code and sentence. Until it is settled, what follows in it
 * stands on one side only.
 */
fork: Problem | null, 
/**
 * What a person should know of the data on this laptop: that they wait to be looked at after an unclean end, or that
 * a part of them is damaged. Code and sentence.
 */
data: Problem | null, 
/**
 * That this laptop's clock is wrong, from a minute on: code and sentence. It is allowed for in all that is shown.
 */
clock: Problem | null, 
/**
 * The last receipt of the active visit.
 */
receipt: ReceiptView | null, 
/**
 * When the next attempt is made, RFC 3339.
 */
next_attempt: string | null, };
export type Lookup = { "kind": "known", 
/**
 * It.
 */
found: Found, } | { "kind": "several", 
/**
 * They.
 */
found: Array<Found>, } | { "kind": "unknown_nik", 
/**
 * The NIK, for the walk-in's field.
 */
nik: string, 
/**
 * What is known and what to do.
 */
sentence: string, } | { "kind": "not_a_code", 
/**
 * What was wrong and what to do.
 */
sentence: string, };
export type Minute = string;
export type MoveInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Who.
 */
bookings: Array<BookingId>, 
/**
 * Or a whole class: those of it who have not come.
 */
class: string | null, 
/**
 * To this slot and, for a class, those after it where it is full.
 */
slot: SlotNumber, };
export type MoveRecordingInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Under whom it was made.
 */
from: BookingId, 
/**
 * Whose it is.
 */
to: BookingId, 
/**
 * Both ways.
 */
swap: boolean, 
/**
 * Why.
 */
reason: string, 
/**
 * Who confirms, where somebody can: see `seconds`.
 */
second?: SecondInput, };
export type MoveView = { 
/**
 * Who.
 */
booking: BookingId, 
/**
 * Name.
 */
name: string, 
/**
 * Class.
 */
class: string, 
/**
 * From.
 */
from: SlotRef | null, 
/**
 * To.
 */
to: SlotRef | null, 
/**
 * Had been told of the old time.
 */
told: boolean, };
export type Need = { 
/**
 * Its kind: held, to_tell, flag codes, overdue, missed, to_repeat, incomplete, biodata_problem, station, silent, unplaced.
 */
kind: string, 
/**
 * What and what to do.
 */
sentence: string, 
/**
 * Who.
 */
bookings: Array<BookingId>, };
export type NoteInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * The note.
 */
note: string, };
export type Nothing = Record<symbol, never>;
export type OfBooking = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The booking.
 */
booking: BookingId, };
export type OfRefused = { 
/**
 * Of which scope.
 */
visit: ScopeId, 
/**
 * Whose.
 */
device: DeviceId, };
export type OfVisit = { 
/**
 * The visit.
 */
visit: ScopeId, };
export type OfferView = { 
/**
 * Its id.
 */
visit: ScopeId, 
/**
 * The site's name.
 */
site: string, 
/**
 * The site's district and regency, in words.
 */
district: string, 
/**
 * Its days, ascending.
 */
days: Array<Day>, 
/**
 * People booked.
 */
people: number, };
export type OffersInput = { 
/**
 * The server; the one that is set if not said.
 */
server: string | null, 
/**
 * Those too that were taken off this laptop.
 */
shed: boolean, };
export type OffersView = { 
/**
 * The latest day first.
 */
visits: Array<OfferView>, 
/**
 * How many more the server holds than it lists.
 */
left_off: number, };
export type OperatorAddInput = { 
/**
 * Their name: nobody else's in the office.
 */
name: string, 
/**
 * What they may do.
 */
roles: Array<Role>, 
/**
 * The secret that they chose.
 */
secret: TypedSecret, };
export type OperatorAdded = { 
/**
 * Their id.
 */
operator: OperatorId, 
/**
 * What happened.
 */
sentence: string, };
export type OperatorId = string;
export type OperatorRemoveInput = { 
/**
 * Whom.
 */
operator: OperatorId, };
export type OperatorResetInput = { 
/**
 * Whom.
 */
operator: OperatorId, 
/**
 * The secret that they chose.
 */
secret: TypedSecret, };
export type OperatorRolesInput = { 
/**
 * Whom.
 */
operator: OperatorId, 
/**
 * All that they may do from now on.
 */
roles: Array<Role>, };
export type OperatorSecretInput = { 
/**
 * The one that holds now.
 */
old: TypedSecret, 
/**
 * The one from now on.
 */
new: TypedSecret, };
export type OperatorView = { 
/**
 * Their id.
 */
operator: OperatorId, 
/**
 * Their name, which opens the vault together with their secret.
 */
name: string, 
/**
 * What they may do, in order.
 */
roles: Array<Role>, 
/**
 * Whether it is who acts now.
 */
own: boolean, 
/**
 * Whether this laptop opens for their secret, the newest one.
 */
granted: boolean, 
/**
 * Whether they work here no more.
 */
removed: boolean, 
/**
 * Whether nobody would lead without them: they cannot be removed, nor lose that role.
 */
last_lead: boolean, };
export type OperatorsView = { 
/**
 * The office's name; empty where nobody set it up.
 */
office: string, 
/**
 * By name; those who were removed last.
 */
operators: Array<OperatorView>, 
/**
 * Whether who acts now may add, reset and remove.
 */
may_change: boolean, 
/**
 * The roles that they may give.
 */
may_give: Array<Role>, 
/**
 * How many more operators the office's laptops have room for.
 */
room: number, };
export type Outcome = "complete" | "incomplete" | "already_recorded" | "biodata_problem" | "not_served";
export type People = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * These.
 */
people: Array<Found>, 
/**
 * A text to copy, without NIKs: who should come where, when. Empty where it makes no sense.
 */
teacher_text: string, };
export type PeopleInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Of one class.
 */
class: string | null, 
/**
 * Of one slot.
 */
slot: SlotNumber | null, 
/**
 * In one of these states; empty: in any.
 */
states: Array<State>, 
/**
 * Only who must be completed.
 */
held: boolean, 
/**
 * Only who must be told of a new time.
 */
to_tell: boolean, 
/**
 * Only who has no slot.
 */
unplaced: boolean, 
/**
 * How many to pass over.
 */
offset: number, 
/**
 * The most; 100 if not said.
 */
limit: number | null, };
export type PersonInput = { 
/**
 * Name.
 */
name: string, 
/**
 * NIK as typed; empty if none.
 */
nik: string, 
/**
 * Birth date: ISO or dd/mm/yyyy; empty if not known.
 */
birth_date: string, 
/**
 * Sex.
 */
sex: Sex | null, 
/**
 * Class or unit.
 */
class: string, 
/**
 * Home district as said.
 */
home_district: string, 
/**
 * Phone, by choice.
 */
phone: string, };
export type PinInput = { 
/**
 * The digits; none takes the PIN away.
 */
pin: TypedSecret | null, };
export type PlanPreview = { 
/**
 * What is wrong with them, in sentences; then nothing else is filled.
 */
problems: Array<string>, 
/**
 * The slots, with what is booked in them now.
 */
slots: Array<SlotFigures>, 
/**
 * People that fit, less the reserve.
 */
capacity: number, 
/**
 * By day, in a sentence.
 */
sentences: Array<string>, 
/**
 * By day: people on site every five minutes (minute of the day, people), slots full to their capacity or as booked.
 */
curves: Array<[Day, Array<[number, number]>]>, 
/**
 * Who would lose their slot and find no other.
 */
without: Array<WithoutSlot>, };
export type PlanPreviewInput = { 
/**
 * The numbers.
 */
setup: Setup, 
/**
 * The visit that would change; none for a new one.
 */
visit: ScopeId | null, };
export type PlanView = { 
/**
 * Its site.
 */
site: Site, 
/**
 * The numbers.
 */
setup: Setup, 
/**
 * Whether a guardian's form is asked for.
 */
guardian: GuardianForm, 
/**
 * What follows.
 */
preview: PlanPreview, };
export type PriorityInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * elderly, disabled, pregnant, small_child, unwell; none takes it back.
 */
reason: string | null, };
export type Problem = { 
/**
 * Its code.
 */
code: string, 
/**
 * What, why, what to do.
 */
sentence: string, };
export type ProposalView = { 
/**
 * Names exactly this proposal; taking it is refused if the day has changed since.
 */
token: string, 
/**
 * The whole in a sentence or two.
 */
sentence: string, 
/**
 * Slots that change: before, after.
 */
slots: Array<SlotDifference>, 
/**
 * People that move.
 */
moves: Array<MoveView>, 
/**
 * People who no longer fit anywhere, with the reason.
 */
unplaced: Array<UnplacedView>, };
export type ProposeInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The day; today if not said.
 */
day: Day | null, 
/**
 * Why.
 */
cause: ReplanCause, };
export type ProtectInput = { 
/**
 * Their name, which opens the laptop together with their secret.
 */
name: string, 
/**
 * The secret that they chose.
 */
secret: TypedSecret, };
export type Protected = { 
/**
 * The office's recovery key, shown this once; none where the office has one already.
 */
recovery_key: string | null, 
/**
 * What happened.
 */
sentence: string, };
export type QueueEntry = { 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * The ticket.
 */
ticket: string, 
/**
 * Priority's reason.
 */
priority: string | null, 
/**
 * Goes first because a recording must be repeated.
 */
repeat: boolean, 
/**
 * Minutes waited.
 */
waited_minutes: number, };
export type ReceiptView = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Its short name, `7F3A`.
 */
name: string, 
/**
 * When it came, by the clock that this laptop goes by, RFC 3339.
 */
at: string, 
/**
 * The time that the server put into it, RFC 3339.
 */
signed_at: string, 
/**
 * How safe.
 */
grade: Grade, 
/**
 * Events of this laptop that it covers.
 */
events: number, 
/**
 * Whether it covers everything that this laptop holds of the visit.
 */
covers_all: boolean, };
export type RecordDone = { 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * Where it stands now.
 */
state: State, 
/**
 * What happened.
 */
sentence: string, 
/**
 * The act, for undo.
 */
act: ActId | null, };
export type RecordInput = { 
/**
 * The visit; may be left out on the command line.
 */
visit: ScopeId | null, 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * The station.
 */
station: number, 
/**
 * Photo.
 */
photo: Capture, 
/**
 * Fingerprints.
 */
fingerprints: Capture, 
/**
 * Irises.
 */
irises: Capture, 
/**
 * Signature.
 */
signature: Capture, 
/**
 * How it ended.
 */
outcome: Outcome, 
/**
 * nik_not_found, data_differ, left, unwell, refuses, or empty.
 */
detail: string, };
export type RecordedInput = { 
/**
 * Path of the file.
 */
path: string, };
export type RecordedList = { 
/**
 * NIKs in the list.
 */
niks: number, 
/**
 * Cells that look like NIKs and are none: too few digits, or kept as a number.
 */
passed_over: number, 
/**
 * In a sentence.
 */
sentence: string, };
export type RefusedEvent = { 
/**
 * Where it would stand in its log.
 */
seq: number, 
/**
 * What kind of fact it says it is; none where it does not read.
 */
kind: string | null, 
/**
 * When it says it was made, RFC 3339.
 */
at: string | null, 
/**
 * How long it is.
 */
bytes: number, };
export type RefusedFetched = { 
/**
 * The log flows again.
 */
mended: boolean, 
/**
 * Events received.
 */
received: number, 
/**
 * What happened, and what to do where it still stands.
 */
sentence: string, };
export type RefusedShown = { 
/**
 * The refusal.
 */
refused: RefusedView, 
/**
 * The last good event of the log here.
 */
stands_at: number, 
/**
 * Its first events.
 */
events: Array<RefusedEvent>, };
export type RefusedView = { 
/**
 * Of which scope.
 */
visit: ScopeId, 
/**
 * Whose; none where a whole batch could not be read.
 */
device: DeviceId | null, 
/**
 * Whether the server refused it, or this laptop.
 */
by_server: boolean, 
/**
 * What mends it.
 */
remedy: Remedy, 
/**
 * Whose.
 */
device_name: string, 
/**
 * The reason's code.
 */
code: string, 
/**
 * What, why, what to do.
 */
sentence: string, 
/**
 * When, RFC 3339.
 */
at: string, };
export type Remedy = "adopt" | "enrol" | "admit" | "fetch_again" | "call_office";
export type ReopenInput = { 
/**
 * The visit; may be left out on the command line.
 */
visit: ScopeId | null, 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * application_failed, wrong_data, quality, or words.
 */
reason: string, };
export type ReplanCause = { "kind": "delay", 
/**
 * By.
 */
minutes: number, } | { "kind": "stations", 
/**
 * How many.
 */
stations: number, } | { "kind": "minutes", 
/**
 * How many.
 */
minutes: number, };
export type Role = "operator" | "crew_lead" | "planner" | "head_office";
export type RolesAudit = { 
/**
 * Whether the office knows its operators: else nothing is judged.
 */
judged: boolean, 
/**
 * The acts.
 */
acts: Array<UnfitAct>, };
export type RolesAuditInput = { 
/**
 * Of one visit only; else all that is here, the office's own too.
 */
visit?: ScopeId, };
export type RosterDifference = { 
/**
 * Who.
 */
booking: BookingId, 
/**
 * Name.
 */
name: string, 
/**
 * Class.
 */
class: string, 
/**
 * What differs, or when they come, in words.
 */
what: string, };
export type RosterInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Path of the file.
 */
path: string, 
/**
 * Only these classes; empty: all.
 */
classes: Array<string>, 
/**
 * Newcomers only, into free places from now on.
 */
add: boolean, 
/**
 * Also take out those who are gone from it (never who has come).
 */
withdraw_gone: boolean, 
/**
 * From the preview: refuses if the file has changed since.
 */
digest: string | null, };
export type RosterReport = { 
/**
 * Digest of the file, for taking exactly this one.
 */
digest: string, 
/**
 * The file's name.
 */
file_name: string, 
/**
 * The sheet.
 */
sheet: string, 
/**
 * First and last row of the heading.
 */
header_rows: [number, number], 
/**
 * Columns recognised.
 */
columns: Array<ColumnRead>, 
/**
 * Columns not read and why.
 */
not_read: Array<ColumnPassed>, 
/**
 * Rows that are no people and sheets that were not read, each in a sentence.
 */
passed_over: Array<string>, 
/**
 * Rows with people: accepted + held + not due + already booked.
 */
rows: number, 
/**
 * Get a booking.
 */
accepted: number, 
/**
 * Of those, with a warning.
 */
warned: number, 
/**
 * Held for completion.
 */
held: number, 
/**
 * Not due.
 */
not_due: number, 
/**
 * Have a booking already.
 */
already_booked: number, 
/**
 * Of the accepted, those that no slot could take.
 */
unplaced: number, 
/**
 * What was found.
 */
findings: Array<FindingView>, 
/**
 * Classes.
 */
classes: Array<ClassPlanned>, 
/**
 * New, where people were booked before; of a first roster empty.
 */
new: Array<RosterDifference>, 
/**
 * Changed against what is booked.
 */
changed: Array<RosterDifference>, 
/**
 * Booked from an earlier roster, not in this one.
 */
gone: Array<RosterDifference>, 
/**
 * How many of the new ones fit by day.
 */
fits: Array<[Day, number]>, 
/**
 * The plan that follows, in a sentence.
 */
sentence: string, 
/**
 * How many people will be on site, by day: minute of the day, people.
 */
curves: Array<[Day, Array<[number, number]>]>, 
/**
 * People by slot after it: slot number, people.
 */
slots: Array<[number, number]>, 
/**
 * Whether anything was written.
 */
written: boolean, 
/**
 * The import, once written.
 */
import: ImportId | null, 
/**
 * The act, once written.
 */
act: ActId | null, };
export type Safety = "here" | "held";
export type ScopeId = string;
export type SecondInput = { 
/**
 * Their name.
 */
operator: string, 
/**
 * Their secret.
 */
secret: TypedSecret, };
export type SecondsView = { 
/**
 * Whether a second person is asked for: there is somebody besides who acts.
 */
needed: boolean, 
/**
 * Their names.
 */
names: Array<string>, };
export type Session = { 
/**
 * Whether this laptop was set up.
 */
device: DeviceId, 
/**
 * What people call it.
 */
device_name: string, 
/**
 * Its mark in the active visit, if it has one yet.
 */
mark: string | null, 
/**
 * Who works: whose secret opened this laptop.
 */
operator: OperatorId, 
/**
 * Their name.
 */
operator_name: string, 
/**
 * Whether the secret that opens this laptop lies beside its data, for everybody.
 */
unprotected: boolean, 
/**
 * Wrong secrets before this one opened it, if there were any.
 */
wrong_secrets: WrongSecrets | null, 
/**
 * The server's address, if it was given.
 */
server: string | null, 
/**
 * The language.
 */
lang: Lang, 
/**
 * The theme.
 */
theme: Theme, 
/**
 * Visits: today's first, then those ahead, then past ones.
 */
visits: Array<VisitBrief>, 
/**
 * The visit that the screens show.
 */
active: ScopeId | null, 
/**
 * The time, RFC 3339 in the active visit's zone.
 */
now: string, 
/**
 * What who works may do, in order.
 */
roles?: Array<Role>, 
/**
 * Whether the clock is held for practice or tests.
 */
clock_is_set: boolean, 
/**
 * That this laptop's clock is wrong, from a minute on: code and sentence. It is allowed for in all that is shown.
 */
clock: Problem | null, 
/**
 * Jemput's version.
 */
version: string, };
export type SettingsInput = { 
/**
 * The language.
 */
lang: Lang | null, 
/**
 * The theme.
 */
theme: Theme | null, 
/**
 * Who works.
 */
operator_name: string | null, 
/**
 * What people call this laptop.
 */
device_name: string | null, 
/**
 * The visit that the screens show.
 */
active: ScopeId | null, 
/**
 * The server's address; empty takes it away.
 */
server: string | null, };
export type SettleInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The flag's code.
 */
flag: string, 
/**
 * The bookings that it is about.
 */
bookings: Array<BookingId>, 
/**
 * For two bookings of one person: the one that stays. None: they are different people, or nothing is wrong.
 */
stays: BookingId | null, };
export type Setup = { 
/**
 * The visit's days, ascending.
 */
days: Array<DayHours>, 
/**
 * Recording sets.
 */
stations: number, 
/**
 * Minutes that one person takes at a station.
 */
minutes_per_person: number, 
/**
 * How many people may be on site at once, those being recorded included.
 */
waiting_limit: number, 
/**
 * Length of a slot in minutes.
 */
slot_minutes: number, 
/**
 * Share of each slot kept free for walk-ins and repeats, in percent.
 */
reserve_percent: number, 
/**
 * Full years that a person must have lived on the booked day.
 */
minimum_age: number, };
export type Sex = "female" | "male";
export type ShedAfterInput = { 
/**
 * Days after the last one.
 */
days: number, };
export type ShedInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Though something of it is open.
 */
unsettled: boolean, };
export type ShedList = { 
/**
 * Days that a visit stays after its last one.
 */
after_days: number, 
/**
 * Past visits that are here, the oldest first.
 */
visits: Array<SheddingView>, 
/**
 * What was shed from this laptop, the newest first.
 */
shed: Array<ShedView>, 
/**
 * Says what may go now; empty if nothing may.
 */
offer: string, };
export type ShedView = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Its site's name.
 */
site: string, 
/**
 * Its days.
 */
days: Array<Day>, 
/**
 * People whose data were here.
 */
people: number, 
/**
 * When it went, RFC 3339.
 */
at: string, 
/**
 * The short name of the backup's receipt.
 */
receipt: string, 
/**
 * Whether it is here again: somebody took it.
 */
is_back: boolean, };
export type SheddingView = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Its site's name.
 */
site: string, 
/**
 * Its last day.
 */
last_day: Day, 
/**
 * People in it.
 */
people: number, 
/**
 * Whether it may go now.
 */
ready: boolean, 
/**
 * Whether only open matters keep it, which a crew lead may leave open.
 */
unsettled: boolean, 
/**
 * How it stands, in a sentence.
 */
sentence: string, };
export type Site = { 
/**
 * Its id.
 */
id: SiteId, 
/**
 * Its name, `SMAN 55`.
 */
name: string, 
/**
 * What kind of place.
 */
kind: SiteKind, 
/**
 * Kemendagri code of its district, `31.74.08`.
 */
district: string, 
/**
 * Contact person and how to reach them; may be empty. Personal.
 */
contact: string, 
/**
 * The zone that its days and minutes are local to.
 */
zone: Zone, };
export type SiteAdded = { 
/**
 * Its id.
 */
site: SiteId, };
export type SiteCorrectInput = { 
/**
 * The site.
 */
site: SiteId, 
/**
 * Its name.
 */
name: string | null, 
/**
 * What kind of place.
 */
kind: SiteKind | null, 
/**
 * Kemendagri code of its district.
 */
district: string | null, 
/**
 * Contact person.
 */
contact: string | null, };
export type SiteId = string;
export type SiteInput = { 
/**
 * Its name.
 */
name: string, 
/**
 * What kind of place.
 */
kind: SiteKind, 
/**
 * Kemendagri code of its district.
 */
district: string, 
/**
 * Contact person.
 */
contact: string, 
/**
 * Its zone; by its province if not said.
 */
zone: Zone | null, };
export type SiteKind = "school" | "campus" | "ward" | "workplace" | "institution" | "other";
export type Sitting = { 
/**
 * The booking.
 */
booking: BookingId, 
/**
 * The ticket.
 */
ticket: string, 
/**
 * Name.
 */
name: string, 
/**
 * Birth date: identity is checked here.
 */
birth_date: Day | null, 
/**
 * Class.
 */
class: string, 
/**
 * The NIK's last four digits.
 */
nik_masked: string, 
/**
 * The service's code.
 */
service: string, 
/**
 * Called or recording.
 */
state: State, 
/**
 * Called since, RFC 3339.
 */
called_at: string, 
/**
 * Sits since, RFC 3339.
 */
started_at: string | null, 
/**
 * Age today in full years.
 */
age_years: number | null, 
/**
 * Ground of the photo: `red` for an odd birth year, `blue` for an even one.
 */
photo_ground: string | null, 
/**
 * Can be printed once ready, or is owed a card from a birthday on: a sentence.
 */
card_sentence: string, 
/**
 * Times not there.
 */
absences: number, 
/**
 * Priority's reason.
 */
priority: string | null, 
/**
 * What is to be completed, in words.
 */
held_words: string, 
/**
 * Another station called this ticket too, later: in words.
 */
conflict: string | null, 
/**
 * That a guardian's form was not seen; empty if it was, or none is asked for.
 */
guardian: string, 
/**
 * The act that put them here, for undo.
 */
act: ActId | null, };
export type SlotDifference = { 
/**
 * Before; none if new.
 */
before: SlotRef | null, 
/**
 * After; none if it falls away.
 */
after: SlotRef | null, 
/**
 * Places before.
 */
capacity_before: number, 
/**
 * Places after.
 */
capacity_after: number, };
export type SlotFigures = { 
/**
 * Places that may be booked (capacity less the reserve).
 */
capacity: number, 
/**
 * Places kept for walk-ins and repeats.
 */
reserve: number, 
/**
 * People booked.
 */
booked: number, 
/**
 * Of them, have not come (and the slot with its grace has not passed).
 */
not_here: number, 
/**
 * Have come.
 */
arrived: number, 
/**
 * Wait to be called, who is to repeat too.
 */
waiting: number, 
/**
 * Called or being recorded.
 */
recording: number, 
/**
 * Recorded, or recorded before.
 */
recorded: number, 
/**
 * Incomplete, biodata problem, not served.
 */
open: number, 
/**
 * Left unserved or missed.
 */
left: number, 
/**
 * Did not come by the slot's end and grace.
 */
no_show: number, 
/**
 * Its id in interfaces.
 */
slot: string, 
/**
 * Its number.
 */
number: SlotNumber, 
/**
 * Its day.
 */
day: Day, 
/**
 * First minute.
 */
start: Minute, 
/**
 * First minute after it.
 */
end: Minute, };
export type SlotNumber = number;
export type SlotRef = { 
/**
 * Its id in interfaces.
 */
slot: string, 
/**
 * Its number.
 */
number: SlotNumber, 
/**
 * Its day.
 */
day: Day, 
/**
 * First minute.
 */
start: Minute, 
/**
 * First minute after it.
 */
end: Minute, };
export type Span = { 
/**
 * First minute.
 */
start: Minute, 
/**
 * First minute after it.
 */
end: Minute, };
export type Standing = "early" | "on_time" | "late" | "other_day";
export type State = "booked" | "waiting" | "called" | "recording" | "recorded" | "incomplete" | "to_repeat" | "already_recorded" | "biodata_problem" | "not_served" | "left" | "missed" | "withdrawn" | "joined";
export type StationBoard = { 
/**
 * By number.
 */
stations: Array<StationView>, 
/**
 * Who is called next, in order, at most 8.
 */
next: Array<QueueEntry>, 
/**
 * How many wait.
 */
waiting: number, };
export type StationInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The station.
 */
station: number, };
export type StationSetInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The station; none: all, in one act.
 */
station: number | null, 
/**
 * The status.
 */
status: StationStatus, };
export type StationStatus = "open" | { "paused": string } | { "broken": string };
export type StationView = { 
/**
 * Its number.
 */
number: number, 
/**
 * What it can do.
 */
status: StationStatus, 
/**
 * Who is called to it or sits there.
 */
person: Sitting | null, 
/**
 * Recordings finished today.
 */
recorded_today: number, 
/**
 * Their average length.
 */
average_seconds: number | null, 
/**
 * The last one's length.
 */
last_seconds: number | null, };
export type Suggestion = { 
/**
 * Why, in a sentence.
 */
sentence: string, 
/**
 * What to propose.
 */
cause: ReplanCause, 
/**
 * Names exactly the proposal that the sentence tells of.
 */
token: string, };
export type SyncDone = { 
/**
 * Events sent that the server did not have.
 */
sent: number, 
/**
 * Events received that were new here.
 */
received: number, 
/**
 * Logs refused on either side.
 */
refused: number, 
/**
 * Events not yet at the server.
 */
pending: number, 
/**
 * The active visit's receipt, or the newest.
 */
receipt: ReceiptView | null, 
/**
 * Visits at the server to choose from, where this laptop was to join the only one and there are more.
 */
offered: number, };
export type SyncInput = { 
/**
 * The server; the one that is set if not said.
 */
server: string | null, 
/**
 * Where this laptop holds no visit and the server exactly one: join that one.
 */
take_only: boolean, };
export type TakeLateClassInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The class.
 */
class: string, 
/**
 * `now`, `later` or `next_day`.
 */
kind: string, };
export type TakeProposalInput = { 
/**
 * The proposal's token.
 */
token: string, 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The day; today if not said.
 */
day: Day | null, 
/**
 * Why.
 */
cause: ReplanCause, };
export type Theme = "system" | "light" | "dark";
export type Today = { 
/**
 * The day.
 */
day: Day, 
/**
 * Booked that day.
 */
booked: number, 
/**
 * Have not come.
 */
not_here: number, 
/**
 * Came that day.
 */
arrived: number, 
/**
 * Wait now.
 */
waiting: number, 
/**
 * Called or being recorded now.
 */
recording: number, 
/**
 * Recorded that day.
 */
recorded: number, 
/**
 * Left or missed.
 */
left: number, 
/**
 * Did not come.
 */
no_show: number, 
/**
 * On site now.
 */
on_site: number, 
/**
 * The limit.
 */
waiting_limit: number, 
/**
 * Longest wait of who waits now.
 */
longest_wait_minutes: number | null, 
/**
 * When the last person will be done, RFC 3339.
 */
expected_end: string | null, 
/**
 * Minutes a person, measured today; none before five recordings.
 */
measured_minutes: number | null, 
/**
 * Minutes a person, as planned.
 */
planned_minutes: number, 
/**
 * The slots.
 */
slots: Array<SlotFigures>, 
/**
 * Who came that day without a slot on it, if anybody did.
 */
without_slot: Unslotted | null, 
/**
 * The stations.
 */
stations: Array<StationView>, 
/**
 * What needs a person.
 */
needs: Array<Need>, 
/**
 * People who were on site, every five minutes until now: minute of the day, people.
 */
measured: Array<[number, number]>, 
/**
 * People who will be on site, every five minutes from now on, or over a day to come.
 */
curve: Array<[number, number]>, 
/**
 * A sentence proposing a new plan for the rest of the day, if one is due.
 */
suggestion: Suggestion | null, };
export type TodayInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The day; today, or the visit's nearest, if not said.
 */
day: Day | null, };
export type TypedSecret = string;
export type UndoImportInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The import.
 */
import: ImportId, };
export type UndoInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The act.
 */
act: ActId, };
export type Unfit = "unknown" | "removed" | "lacks" | "unconfirmed";
export type UnfitAct = { 
/**
 * The visit; none for an act of the office's own.
 */
visit: ScopeId | null, 
/**
 * The act.
 */
act: ActId, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * On which laptop.
 */
device_name: string, 
/**
 * Who.
 */
operator: OperatorId, 
/**
 * Their name, where it is known.
 */
operator_name: string, 
/**
 * Why it stands here.
 */
why: Unfit, 
/**
 * The same in words.
 */
why_words: string, 
/**
 * What was done.
 */
sentence: string, };
export type UnplacedView = { 
/**
 * Who.
 */
booking: BookingId, 
/**
 * Name.
 */
name: string, 
/**
 * Why.
 */
sentence: string, };
export type Unslotted = { 
/**
 * Have come.
 */
arrived: number, 
/**
 * Wait to be called, who is to repeat too.
 */
waiting: number, 
/**
 * Called or being recorded.
 */
recording: number, 
/**
 * Recorded, or recorded before.
 */
recorded: number, 
/**
 * Incomplete, biodata problem, not served.
 */
open: number, 
/**
 * Left unserved or missed.
 */
left: number, 
/**
 * Who.
 */
bookings: Array<BookingId>, };
export type VaultOpenInput = { 
/**
 * The operator's name.
 */
operator: string, 
/**
 * Their secret.
 */
secret: TypedSecret, };
export type VaultPhase = "open" | "locked" | "closed";
export type VaultState = { 
/**
 * How it stands.
 */
phase: VaultPhase, 
/**
 * Who opened it; empty while it is closed.
 */
operator_name: string, 
/**
 * Whether the secret that opens it lies beside the data, for everybody.
 */
unprotected: boolean, 
/**
 * Whether who works has a PIN.
 */
has_pin: boolean, 
/**
 * Wrong PINs until the vault closes.
 */
pin_tries: number, 
/**
 * How long the next secret has to wait after wrong ones, in seconds.
 */
wait_seconds: number, 
/**
 * Wrong secrets before the one that opened it.
 */
wrong_secrets: WrongSecrets | null, 
/**
 * The language to speak.
 */
lang: Lang, 
/**
 * The theme to show.
 */
theme: Theme, };
export type VaultUnlockInput = { 
/**
 * The PIN.
 */
pin: TypedSecret | null, 
/**
 * The secret of who works.
 */
secret: TypedSecret | null, };
export type Verified = { 
/**
 * No problem.
 */
ok: boolean, 
/**
 * Events checked.
 */
events: number, 
/**
 * Bookings.
 */
bookings: number, 
/**
 * What is wrong, in sentences.
 */
problems: Array<string>, 
/**
 * Whether receipts cover everything that is here.
 */
receipt_covers_all: boolean, 
/**
 * How far the server holds each visit: proved with the network cut.
 */
held: Array<HeldView>, };
export type VisitBrief = { 
/**
 * Its id.
 */
visit: ScopeId, 
/**
 * Its site.
 */
site: Site, 
/**
 * Its days, ascending.
 */
days: Array<Day>, 
/**
 * Which of its days is today, from 1; none if none is.
 */
day_number: number | null, 
/**
 * Today, or the first day ahead, or its last day: the day that the screens show first.
 */
shown_day: Day, 
/**
 * People booked.
 */
booked: number, };
export type VisitChangeInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * The numbers.
 */
setup: Setup, };
export type VisitPlanInput = { 
/**
 * The site.
 */
site: SiteId, 
/**
 * The numbers.
 */
setup: Setup, };
export type VisitPlanned = { 
/**
 * Its id.
 */
visit: ScopeId, 
/**
 * How many slots.
 */
slots: number, 
/**
 * People that fit, less the reserve.
 */
capacity: number, };
export type WalkInInput = { 
/**
 * The visit.
 */
visit: ScopeId, 
/**
 * Who.
 */
person: PersonInput, 
/**
 * The service's code; `ktp_first`.
 */
service: string, 
/**
 * Which slot.
 */
slot: WalkInSlot, };
export type WalkInSlot = "suggested" | "none" | { "number": SlotNumber };
export type WithoutSlot = { 
/**
 * Who.
 */
booking: BookingId, 
/**
 * Name.
 */
name: string, 
/**
 * Class.
 */
class: string, 
/**
 * Why, and what to do.
 */
sentence: string, };
export type WriteInput = { 
/**
 * The visit; a template needs none.
 */
visit: ScopeId | null, 
/**
 * Path of the file to write.
 */
to: string, 
/**
 * NIKs in full; masked otherwise.
 */
with_nik: boolean, };
export type Written = { 
/**
 * Where.
 */
path: string, 
/**
 * Rows with people in it.
 */
rows: number, 
/**
 * In a sentence.
 */
sentence: string, };
export type WrongSecrets = { 
/**
 * How many.
 */
count: number, 
/**
 * When the first was, by this laptop's clock, RFC 3339.
 */
since: string, };
export type Zone = "WIB" | "WITA" | "WIT";

export const WITH_CLASS: State[] = ["booked", "missed", "left"];

export interface Commands {
  session: { input: Nothing; output: Session };
  settings: { input: SettingsInput; output: Session };
  undo: { input: UndoInput; output: Done };
  history: { input: HistoryInput; output: Array<HistoryLine> };
  vault_state: { input: Nothing; output: VaultState };
  vault_open: { input: VaultOpenInput; output: VaultState };
  vault_lock: { input: Nothing; output: VaultState };
  vault_unlock: { input: VaultUnlockInput; output: VaultState };
  vault_touch: { input: Nothing; output: Nothing };
  vault_close: { input: Nothing; output: VaultState };
  pin_set: { input: PinInput; output: VaultState };
  protect: { input: ProtectInput; output: Protected };
  operators: { input: Nothing; output: OperatorsView };
  operator_add: { input: OperatorAddInput; output: OperatorAdded };
  operator_roles: { input: OperatorRolesInput; output: Done };
  operator_reset: { input: OperatorResetInput; output: Done };
  operator_remove: { input: OperatorRemoveInput; output: Done };
  operator_secret: { input: OperatorSecretInput; output: Done };
  seconds: { input: Nothing; output: SecondsView };
  roles_audit: { input: RolesAuditInput; output: RolesAudit };
  desk: { input: OfVisit; output: DeskView };
  find: { input: FindInput; output: Array<Found> };
  lookup: { input: CodeInput; output: Lookup };
  people: { input: PeopleInput; output: People };
  class_text: { input: PeopleInput; output: ClassText };
  booking: { input: OfBooking; output: BookingView };
  arrive: { input: ArriveInput; output: Arrived };
  arrive_class: { input: ArriveClassInput; output: Array<Arrived> };
  walk_in: { input: WalkInInput; output: Arrived };
  correct: { input: CorrectInput; output: Done };
  priority: { input: PriorityInput; output: Done };
  note: { input: NoteInput; output: Done };
  guardian_seen: { input: GuardianSeenInput; output: Done };
  leave: { input: LeaveInput; output: Done };
  stations: { input: OfVisit; output: StationBoard };
  call: { input: CallInput; output: Sitting };
  recall: { input: StationInput; output: Done };
  absent: { input: StationInput; output: Done };
  start: { input: StationInput; output: Done };
  record: { input: RecordInput; output: RecordDone };
  reopen: { input: ReopenInput; output: RecordDone };
  move_recording: { input: MoveRecordingInput; output: Done };
  hand_over: { input: HandOverInput; output: Done };
  station_set: { input: StationSetInput; output: Done };
  today: { input: TodayInput; output: Today };
  propose: { input: ProposeInput; output: ProposalView };
  take_proposal: { input: TakeProposalInput; output: Done };
  move_bookings: { input: MoveInput; output: Done };
  rebook: { input: BookingsInput; output: Done };
  late_class: { input: LateClassInput; output: Array<LateClassOption> };
  take_late_class: { input: TakeLateClassInput; output: Done };
  told: { input: BookingsInput; output: Done };
  settle: { input: SettleInput; output: Done };
  roster_preview: { input: RosterInput; output: RosterReport };
  roster_import: { input: RosterInput; output: RosterReport };
  roster_cancel: { input: Nothing; output: Nothing };
  recorded_import: { input: RecordedInput; output: RecordedList };
  roster_template: { input: WriteInput; output: Written };
  roster_held: { input: WriteInput; output: Written };
  imports: { input: OfVisit; output: Array<ImportView> };
  undo_import: { input: UndoImportInput; output: Done };
  export: { input: WriteInput; output: Written };
  sites: { input: Nothing; output: Array<Site> };
  site_add: { input: SiteInput; output: SiteAdded };
  site_correct: { input: SiteCorrectInput; output: Done };
  districts: { input: DistrictInput; output: Array<DistrictView> };
  plan: { input: OfVisit; output: PlanView };
  plan_preview: { input: PlanPreviewInput; output: PlanPreview };
  visit_plan: { input: VisitPlanInput; output: VisitPlanned };
  visit_change: { input: VisitChangeInput; output: Done };
  guardian_rule: { input: GuardianRuleInput; output: Done };
  link: { input: Nothing; output: LinkView };
  exchange: { input: OfVisit; output: ExchangeView };
  sync: { input: SyncInput; output: SyncDone };
  enrolment: { input: Nothing; output: EnrolmentView | null };
  enrol: { input: EnrolInput; output: EnrolledView };
  visit_offers: { input: OffersInput; output: OffersView };
  visit_join: { input: JoinInput; output: Joined };
  shed_list: { input: Nothing; output: ShedList };
  shed: { input: ShedInput; output: Done };
  shed_after: { input: ShedAfterInput; output: Done };
  inventory: { input: InventoryInput; output: Inventory };
  bundle: { input: BundleInput; output: BundleMade };
  refused: { input: Nothing; output: Array<RefusedView> };
  refused_show: { input: OfRefused; output: RefusedShown };
  refused_fetch: { input: OfRefused; output: RefusedFetched };
  adoptable: { input: Nothing; output: AdoptView | null };
  adopt: { input: Nothing; output: Adopted };
  verify: { input: Nothing; output: Verified };
}
