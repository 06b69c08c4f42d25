//! Why an act is refused: what, why, what to do. A refusal changes nothing.

use crate::{
    event::Modality,
    time::{Day, Minute},
    words::Lang,
};

/// A refusal by a rule.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", self.say(Lang::En))]
pub enum Refusal {
    /// Nobody by this code.
    NotFound {
        /// As it was given.
        code: String,
    },
    /// More than one person by this code: laptops that were apart gave one ticket twice.
    Several {
        /// As it was given.
        code: String,
        /// Their names and classes.
        people: Vec<(String, String)>,
    },
    /// The visit is not on this laptop.
    NoVisit,
    /// The visit has no such slot.
    NoSlot,
    /// The visit has no such station.
    NoStation {
        /// The station asked for.
        station: u8,
        /// How many there are.
        stations: u8,
    },
    /// Done already.
    AlreadyDone {
        /// Who.
        name: String,
    },
    /// The booking was taken out of the visit.
    Withdrawn {
        /// Who.
        name: String,
    },
    /// Has not come, so cannot be called or recorded.
    NotArrived {
        /// Who.
        name: String,
    },
    /// Came, and the turn ended with another outcome than complete.
    Ended {
        /// Who.
        name: String,
    },
    /// Nobody waits.
    QueueEmpty,
    /// The station has someone already.
    StationBusy {
        /// The station.
        station: u8,
        /// The ticket that it has.
        ticket: String,
    },
    /// The station has nobody.
    StationEmpty {
        /// The station.
        station: u8,
    },
    /// The station gets no calls.
    StationClosed {
        /// The station.
        station: u8,
    },
    /// The station's set is out of order: its person goes to another.
    StationBroken {
        /// The station.
        station: u8,
    },
    /// Another station has the person.
    AtOtherStation {
        /// Who.
        name: String,
        /// The station.
        station: u8,
    },
    /// A complete outcome with a modality that was not saved.
    NotWhole,
    /// An exception that is none for this modality.
    ExceptionUnfit {
        /// Which.
        modality: Modality,
    },
    /// An exception that does not say which finger, or names a part that there is not.
    PartsUnfit {
        /// Of what.
        modality: Modality,
    },
    /// A modality failed, and nobody says why.
    FailureUnsaid {
        /// Which.
        modality: Modality,
    },
    /// An incomplete outcome that lacks nothing.
    NothingMissing,
    /// Nothing to reopen or move.
    NoRecording {
        /// Who.
        name: String,
    },
    /// The recording that is to be moved is to be done again anyway.
    RecordingReopened {
        /// Who.
        name: String,
    },
    /// The recording is to be moved to whom it is under.
    OwnRecording {
        /// Who.
        name: String,
    },
    /// A NIK that is none.
    BadNik {
        /// Why, as a sentence without its stop, in both languages.
        why: (String, String),
    },
    /// The NIK belongs to another booking.
    NikOfOther {
        /// Whose.
        name: String,
        /// Class.
        class: String,
    },
    /// A name is needed.
    NameMissing,
    /// A date that does not read.
    BadDate {
        /// As it was written.
        text: String,
    },
    /// Too young on that day.
    TooYoung {
        /// Who.
        name: String,
        /// The age that is asked for.
        minimum_age: u8,
        /// The day on which they are old enough.
        from: Day,
    },
    /// The act cannot be undone any more.
    UndoTooLate {
        /// Why, in both languages.
        why: (String, String),
    },
    /// The act was undone before.
    UndoneBefore,
    /// No such act, or another laptop's.
    UndoNotOurs,
    /// Someone of the import has come.
    ImportArrived {
        /// How many.
        people: u32,
    },
    /// The slot has no place left.
    SlotFull {
        /// Its start.
        start: Minute,
        /// Places that are free.
        free: u32,
        /// Places that are wanted.
        wanted: u32,
    },
    /// The slot is over.
    SlotOver {
        /// Its start.
        start: Minute,
    },
    /// What was proposed no longer fits what is now.
    ProposalOld,
    /// Nobody in this class is expected.
    ClassEmpty {
        /// The class.
        class: String,
    },
    /// The visit is not planned for this service.
    NoService {
        /// Its code.
        service: String,
    },
    /// A reason is needed.
    ReasonMissing,
    /// The visit does not ask for a guardian's form.
    NoGuardianForm,
    /// A visit stays on the laptop until its days are some time behind.
    ShedEarly {
        /// From then on it may go.
        from: Day,
    },
    /// Something of the visit is still open.
    ShedUnsettled {
        /// People still on site by the journal.
        on_site: u32,
        /// What a person must settle: flags, and logs that were refused.
        flags: u32,
    },
    /// The server's backup is not known to hold all of the visit.
    ShedNotKept,
    /// The numbers of a plan do not go together.
    BadPlan {
        /// All that is wrong, in both languages.
        problems: (String, String),
    },
}

impl Refusal {
    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::Several { .. } => "several",
            Self::NoVisit => "no_visit",
            Self::NoSlot => "no_slot",
            Self::NoStation { .. } => "no_station",
            Self::AlreadyDone { .. } => "already_done",
            Self::Withdrawn { .. } => "withdrawn",
            Self::NotArrived { .. } => "not_arrived",
            Self::Ended { .. } => "ended",
            Self::QueueEmpty => "queue_empty",
            Self::StationBusy { .. } => "station_busy",
            Self::StationEmpty { .. } => "station_empty",
            Self::StationClosed { .. } => "station_closed",
            Self::StationBroken { .. } => "station_broken",
            Self::AtOtherStation { .. } => "at_other_station",
            Self::NotWhole => "not_whole",
            Self::ExceptionUnfit { .. } => "exception_unfit",
            Self::PartsUnfit { .. } => "parts_unfit",
            Self::FailureUnsaid { .. } => "failure_unsaid",
            Self::NothingMissing => "nothing_missing",
            Self::NoRecording { .. } => "no_recording",
            Self::RecordingReopened { .. } => "recording_reopened",
            Self::OwnRecording { .. } => "own_recording",
            Self::BadNik { .. } => "bad_nik",
            Self::NikOfOther { .. } => "nik_of_other",
            Self::NameMissing => "name_missing",
            Self::BadDate { .. } => "bad_date",
            Self::TooYoung { .. } => "too_young",
            Self::UndoTooLate { .. } => "undo_too_late",
            Self::UndoneBefore => "undone_before",
            Self::UndoNotOurs => "undo_not_ours",
            Self::ImportArrived { .. } => "import_arrived",
            Self::SlotFull { .. } => "slot_full",
            Self::SlotOver { .. } => "slot_over",
            Self::ProposalOld => "proposal_old",
            Self::ClassEmpty { .. } => "class_empty",
            Self::NoService { .. } => "no_service",
            Self::ReasonMissing => "reason_missing",
            Self::NoGuardianForm => "no_guardian_form",
            Self::ShedEarly { .. } => "shed_early",
            Self::ShedUnsettled { .. } => "shed_unsettled",
            Self::ShedNotKept => "shed_not_kept",
            Self::BadPlan { .. } => "bad_plan",
        }
    }

    /// The sentence.
    pub fn say(&self, lang: Lang) -> String {
        let (id, en) = self.sentences();
        lang.pick(id, en)
    }

    fn sentences(&self) -> (String, String) {
        match self {
            Self::NotFound { code } => (
                format!("Tidak ada warga dengan kode {code} di kegiatan ini. Cari dengan nama, atau catat sebagai datang langsung."),
                format!("Nobody in this visit has the code {code}. Search by name, or take them as a walk-in."),
            ),
            Self::Several { code, people } => {
                let named: Vec<String> = people.iter().map(|(name, class)| format!("{name} ({class})")).collect();
                let named = named.join(", ");
                (
                    format!("Nomor {code} dipakai lebih dari satu orang: {named}. Cari orangnya dengan nama atau NIK."),
                    format!("More than one person has the ticket {code}: {named}. Find the person by name or NIK."),
                )
            }
            Self::NoVisit => (
                "Kegiatan ini tidak ada di laptop ini. Ambil dari server Dinas: di layar Kirim data, atau dengan jemput visit join ID.".into(),
                "This visit is not on this laptop. Take it from the server: on the screen Exchange, or with jemput visit join ID.".into(),
            ),
            Self::NoSlot => ("Sesi itu tidak ada di kegiatan ini. Pilih sesi dari daftar.".into(), "The visit has no such slot. Choose one from the list.".into()),
            Self::NoStation { station, stations } => (
                format!("Tidak ada Meja {station}: kegiatan ini memakai {stations} meja."),
                format!("There is no station {station}: this visit has {stations}."),
            ),
            Self::AlreadyDone { name } => (
                format!("{name} sudah selesai direkam. Tidak perlu dicatat lagi."),
                format!("{name} is recorded already. Nothing more is needed."),
            ),
            Self::Withdrawn { name } => (
                format!("{name} sudah dikeluarkan dari kegiatan ini. Catat sebagai datang langsung bila tetap dilayani."),
                format!("{name} was taken out of this visit. Take them as a walk-in to serve them all the same."),
            ),
            Self::NotArrived { name } => (
                format!("{name} belum dicatat hadir. Catat hadir dulu di loket."),
                format!("{name} has not been checked in. Check them in at the desk first."),
            ),
            Self::Ended { name } => (
                format!("Giliran {name} sudah selesai dengan hasil lain. Bila kembali, catat hadir lagi di loket."),
                format!("{name}'s turn has ended with another outcome. If they come back, check them in again at the desk."),
            ),
            Self::QueueEmpty => ("Tidak ada yang menunggu.".into(), "Nobody waits.".into()),
            Self::StationBusy { station, ticket } => (
                format!("Meja {station} masih melayani {ticket}. Selesaikan dulu, atau tandai tidak di tempat."),
                format!("Station {station} still has {ticket}. Finish first, or mark as not there."),
            ),
            Self::StationEmpty { station } => (
                format!("Meja {station} belum memanggil siapa pun. Tekan Panggil berikutnya."),
                format!("Station {station} has called nobody. Call the next."),
            ),
            Self::StationClosed { station } => (
                format!("Meja {station} sedang istirahat atau alatnya rusak. Buka meja dulu."),
                format!("Station {station} is paused or out of order. Open it first."),
            ),
            Self::StationBroken { station } => (
                format!("Alat Meja {station} rusak. Pindahkan orangnya ke meja lain, atau buka meja sesudah alat berfungsi."),
                format!("Station {station} is out of order. Hand its person to another, or open it once it works."),
            ),
            Self::AtOtherStation { name, station } => (
                format!("{name} sudah dipanggil ke Meja {station}."),
                format!("{name} has been called to station {station}."),
            ),
            Self::NotWhole => (
                "Ada unsur yang tidak tersimpan, jadi belum lengkap. Pilih Belum lengkap, atau beri alasan tidak dapat direkam.".into(),
                "Something was not saved, so this is not complete. Choose incomplete, or say why it cannot be recorded.".into(),
            ),
            Self::ExceptionUnfit { modality } => exception_unfit(*modality),
            Self::PartsUnfit { modality } => parts_unfit(*modality),
            Self::FailureUnsaid { modality } => (
                format!("{} gagal, tetapi sebabnya belum dipilih. Pilih: alat, mutu, atau warga.", modality.word(Lang::Id)),
                format!("{} failed, and nobody said why. Choose: device, quality or person.", modality.word(Lang::En)),
            ),
            Self::NothingMissing => (
                "Semua unsur tersimpan, jadi tidak ada yang belum lengkap. Pilih Selesai, atau tandai yang gagal dengan sebabnya.".into(),
                "Everything was saved, so nothing is missing. Choose complete, or mark what failed and why.".into(),
            ),
            Self::NoRecording { name } => (
                format!("{name} belum punya perekaman."),
                format!("{name} has no recording."),
            ),
            Self::RecordingReopened { name } => (
                format!("Perekaman {name} sudah dinyatakan perlu diulang, jadi tidak dapat dipindah. Batalkan dulu rekam ulangnya."),
                format!("{name}'s recording is to be repeated, so it cannot be moved. Undo the reopening first."),
            ),
            Self::OwnRecording { name } => (
                format!("Perekaman ini memang atas nama {name}. Pilih pemilik yang sebenarnya."),
                format!("This recording stands under {name} already. Choose whose it really is."),
            ),
            Self::BadNik { why } => (
                format!("NIK belum benar: {}. Cocokkan dengan kartu keluarga.", why.0),
                format!("The NIK is not right: {}. Compare it with the family card.", why.1),
            ),
            Self::NikOfOther { name, class } => {
                let class = if class.is_empty() { String::new() } else { format!(" ({class})") };
                (
                    format!("NIK ini tercatat atas nama {name}{class}. Cocokkan dengan KK."),
                    format!("This NIK belongs to {name}{class}. Compare it with the family card."),
                )
            }
            Self::NameMissing => ("Nama belum diisi.".into(), "The name is missing.".into()),
            Self::BadDate { text } => (
                format!("Tanggal \"{text}\" tidak terbaca. Tulis seperti 12/03/2005."),
                format!("The date \"{text}\" does not read. Write it like 12/03/2005."),
            ),
            Self::TooYoung { name, minimum_age, from } => (
                format!("{name} belum {minimum_age} tahun; dapat dilayani mulai {}.", indonesian_date(*from)),
                format!("{name} is not yet {minimum_age}; can be served from {from}."),
            ),
            Self::UndoTooLate { why } => (
                format!("Tidak dapat dibatalkan lagi: {}.", why.0),
                format!("It cannot be undone any more: {}.", why.1),
            ),
            Self::UndoneBefore => ("Ini sudah dibatalkan.".into(), "This was undone before.".into()),
            Self::UndoNotOurs => (
                "Catatan ini tidak dibuat di laptop ini, jadi tidak dapat dibatalkan dari sini.".into(),
                "This was not done on this laptop, so it cannot be undone here.".into(),
            ),
            Self::ImportArrived { people } => (
                format!("{people} orang dari daftar ini sudah hadir, jadi daftar tidak dapat dibatalkan."),
                format!("{people} people of this roster have come, so it cannot be undone."),
            ),
            Self::SlotFull { start, free, wanted } => (
                format!("Sesi {} hanya punya {free} tempat, perlu {wanted}. Pilih sesi lain.", dotted(*start)),
                format!("The slot at {start} has {free} places, {wanted} are needed. Choose another."),
            ),
            Self::SlotOver { start } => (
                format!("Sesi {} sudah lewat. Pilih sesi yang akan datang.", dotted(*start)),
                format!("The slot at {start} is over. Choose one that is to come."),
            ),
            Self::ProposalOld => (
                "Keadaan sudah berubah sejak usulan ini dibuat. Lihat usulan yang baru.".into(),
                "Things have changed since this was proposed. Look at the new proposal.".into(),
            ),
            Self::ClassEmpty { class } => (
                format!("Tidak ada peserta {class} yang belum datang."),
                format!("Nobody of {class} is still to come."),
            ),
            Self::NoService { service } => (
                format!("Layanan {service} tidak dikenal. Pilih dari daftar layanan."),
                format!("There is no service {service}. Choose from the list."),
            ),
            Self::ReasonMissing => ("Alasan belum diisi.".into(), "A reason is missing.".into()),
            Self::NoGuardianForm => (
                "Kegiatan ini tidak meminta formulir wali. Atur dulu di Jadwal.".into(),
                "This visit does not ask for a guardian's form. Set it in the plan first.".into(),
            ),
            Self::ShedEarly { from } => (
                format!("Kegiatan ini masih disimpan di laptop sampai {}.", indonesian_date(*from)),
                format!("This visit stays on this laptop until {from}."),
            ),
            Self::ShedUnsettled { on_site, flags } => (
                format!("Masih ada yang terbuka: {on_site} orang tercatat di lokasi, {flags} hal perlu diperiksa. Selesaikan di Hari ini, atau ketua tim melanjutkan tanpa itu."),
                format!("Something is still open: {on_site} people on site by the journal, {flags} things to settle. Settle them on the day's screen, or the crew lead goes on without."),
            ),
            Self::ShedNotKept => (
                "Cadangan server Dinas belum memegang semua catatan kegiatan ini. Kirim data dulu; laptop ini menyimpannya sampai bukti cadangan datang.".into(),
                "The server's backup does not hold all of this visit yet. Exchange first; it stays on this laptop until that receipt comes.".into(),
            ),
            Self::BadPlan { problems } => problems.clone(),
        }
    }
}

/// What may excuse from a modality instead.
fn exception_unfit(modality: Modality) -> (String, String) {
    let (id, en) = match modality {
        Modality::Photo => (
            "Foto tidak punya pengecualian. Tandai gagal dengan sebabnya.",
            "Nothing excuses from the photo. Mark it as failed, and why.",
        ),
        Modality::Fingerprints => (
            "Sidik jari hanya dikecualikan bila jari tidak ada, atau luka atau dibalut.",
            "Fingerprints are excepted only for a missing finger, or one injured or bandaged.",
        ),
        Modality::Irises => (
            "Iris mata hanya dikecualikan karena kondisi mata. Lensa kontak dilepas dulu.",
            "Irises are excepted only for a condition of the eye. Contact lenses are taken out first.",
        ),
        Modality::Signature => (
            "Tanda tangan hanya dikecualikan bila warga tidak dapat menandatangani.",
            "The signature is excepted only for who cannot sign.",
        ),
    };
    (id.into(), en.into())
}

/// Which part is meant.
fn parts_unfit(modality: Modality) -> (String, String) {
    let (id, en) = match modality {
        Modality::Fingerprints => (
            "Pilih jari mana yang tidak dapat direkam.",
            "Say which finger cannot be recorded.",
        ),
        Modality::Irises => (
            "Pilih mata mana yang tidak dapat direkam: kanan, kiri, atau keduanya.",
            "Say which eye cannot be recorded: right, left or both.",
        ),
        Modality::Photo | Modality::Signature => (
            "Foto dan tanda tangan tidak punya bagian. Jangan sebut bagiannya.",
            "A photo and a signature have no parts. Name none.",
        ),
    };
    (id.into(), en.into())
}

/// A time of day as Indonesia writes it: `10.42`.
pub fn dotted(minute: Minute) -> String {
    format!("{:02}.{:02}", minute.0 / 60, minute.0 % 60)
}

/// `9 November 2021`.
pub fn indonesian_date(day: Day) -> String {
    use chrono::Datelike;
    const MONTHS: [&str; 12] = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ];
    format!("{} {} {}", day.0.day(), MONTHS[day.0.month0() as usize], day.0.year())
}

/// `Selasa, 9 November 2021`.
pub fn indonesian_day(day: Day) -> String {
    use chrono::Datelike;
    const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
    format!(
        "{}, {}",
        DAYS[day.0.weekday().num_days_from_monday() as usize],
        indonesian_date(day)
    )
}
