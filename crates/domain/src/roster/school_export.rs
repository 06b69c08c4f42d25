//! The layout in which the national school system hands over its pupils: four title rows, then a header of two rows in which the
//! parents' columns stand under `Data Ayah`, `Data Ibu` and `Data Wali`. Kept as data so that a demo and the tests can write it.

use crate::{
    nik::{Nik, Sex},
    time::Day,
};

/// A heading of one column: what stands above, and below it where it is one of several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heading {
    /// First header row.
    pub upper: &'static str,
    /// Second header row; empty where the first spans both.
    pub lower: &'static str,
}

/// The row that the header starts in, as the spreadsheet shows it; it has two rows.
pub const HEADER_ROW: u32 = 5;

const PLAIN_BEFORE: [&str; 24] = [
    "No",
    "Nama",
    "NIPD",
    "JK",
    "NISN",
    "Tempat Lahir",
    "Tanggal Lahir",
    "NIK",
    "Agama",
    "Alamat",
    "RT",
    "RW",
    "Dusun",
    "Kelurahan",
    "Kecamatan",
    "Kode Pos",
    "Jenis Tinggal",
    "Alat Transportasi",
    "Telepon",
    "HP",
    "E-Mail",
    "SKHUN",
    "Penerima KPS",
    "No. KPS",
];
const PARENTS: [&str; 3] = ["Data Ayah", "Data Ibu", "Data Wali"];
const OF_A_PARENT: [&str; 6] = [
    "Nama",
    "Tahun Lahir",
    "Jenjang Pendidikan",
    "Pekerjaan",
    "Penghasilan",
    "NIK",
];
const PLAIN_AFTER: [&str; 24] = [
    "Rombel Saat Ini",
    "No Peserta Ujian Nasional",
    "No Seri Ijazah",
    "Penerima KIP",
    "Nomor KIP",
    "Nama di KIP",
    "Nomor KKS",
    "No Registrasi Akta Lahir",
    "Bank",
    "Nomor Rekening Bank",
    "Rekening Atas Nama",
    "Layak PIP (usulan dari sekolah)",
    "Alasan Layak PIP",
    "Kebutuhan Khusus",
    "Sekolah Asal",
    "Anak ke-berapa",
    "Lintang",
    "Bujur",
    "No KK",
    "Berat Badan",
    "Tinggi Badan",
    "Lingkar Kepala",
    "Jml. Saudara\nKandung",
    "Jarak Rumah\nke Sekolah (KM)",
];

/// The headings of the 66 columns.
pub fn headings() -> Vec<Heading> {
    let plain = |upper| Heading { upper, lower: "" };
    let parents = PARENTS
        .into_iter()
        .flat_map(|upper| OF_A_PARENT.map(|lower| Heading { upper, lower }));
    PLAIN_BEFORE
        .into_iter()
        .map(plain)
        .chain(parents)
        .chain(PLAIN_AFTER.into_iter().map(plain))
        .collect()
}

/// A school, as the title rows name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct School {
    /// `SMA NEGERI 55 JAKARTA`.
    pub name: String,
    /// `Kec. Pancoran`.
    pub district: String,
    /// `Kota Jakarta Selatan`.
    pub regency: String,
    /// `Prov. D.K.I. Jakarta`.
    pub province: String,
    /// When it was fetched: `2021-11-01 08:12:44`.
    pub fetched: String,
}

impl School {
    /// The four title rows.
    pub fn titles(&self) -> [Vec<String>; 4] {
        [
            vec!["Daftar Peserta Didik".to_owned()],
            vec![self.name.clone()],
            vec![format!(
                "Kecamatan {}, Kabupaten {}, Provinsi {}",
                self.district, self.regency, self.province
            )],
            vec![
                format!("Tanggal Unduh: {}", self.fetched),
                String::new(),
                "Pengunduh: operator sekolah".to_owned(),
            ],
        ]
    }
}

/// A pupil as the export has them; all of it invented.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pupil {
    /// Name.
    pub name: String,
    /// The school's number.
    pub nipd: String,
    /// Sex.
    pub sex: Sex,
    /// The national pupil's number, ten digits.
    pub nisn: String,
    /// Place of birth.
    pub birth_place: String,
    /// Birth date.
    pub birth_date: Day,
    /// NIK.
    pub nik: Nik,
    /// Street and number.
    pub address: String,
    /// Kelurahan.
    pub village: String,
    /// `Kec. Pancoran`.
    pub district: String,
    /// Postal code.
    pub post_code: String,
    /// The father's name and NIK.
    pub father: (String, Nik),
    /// The mother's name and NIK.
    pub mother: (String, Nik),
    /// Class.
    pub class: String,
    /// Number of the family card.
    pub family_card: String,
}

impl Pupil {
    /// What stands under a heading in the row of this number, from 1.
    pub fn cell(&self, number: u32, heading: Heading) -> String {
        let sex = match self.sex {
            Sex::Female => "P",
            Sex::Male => "L",
        };
        match (heading.upper, heading.lower) {
            ("No", _) => number.to_string(),
            ("Nama", _) => self.name.clone(),
            ("NIPD", _) => self.nipd.clone(),
            ("JK", _) => sex.to_owned(),
            ("NISN", _) => self.nisn.clone(),
            ("Tempat Lahir", _) => self.birth_place.clone(),
            ("Tanggal Lahir", _) => self.birth_date.to_string(),
            ("NIK", _) => self.nik.to_string(),
            ("Alamat", _) => self.address.clone(),
            ("RT", _) => (number % 12 + 1).to_string(),
            ("RW", _) => (number % 7 + 1).to_string(),
            ("Kelurahan", _) => self.village.clone(),
            ("Kecamatan", _) => self.district.clone(),
            ("Kode Pos", _) => self.post_code.clone(),
            ("Jenis Tinggal", _) => "Bersama orang tua".to_owned(),
            ("Alat Transportasi", _) => "Angkutan umum".to_owned(),
            ("Penerima KPS", _) => "Tidak".to_owned(),
            ("Data Ayah", "Nama") => self.father.0.clone(),
            ("Data Ayah", "NIK") => self.father.1.to_string(),
            ("Data Ibu", "Nama") => self.mother.0.clone(),
            ("Data Ibu", "NIK") => self.mother.1.to_string(),
            ("Rombel Saat Ini", _) => self.class.clone(),
            ("No KK", _) => self.family_card.clone(),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::grid::column_letter;

    #[test]
    fn the_columns_stand_where_the_export_has_them() {
        let headings = headings();
        assert_eq!(headings.len(), 66);
        let at = |letter: &str| {
            (0..)
                .map(column_letter)
                .position(|l| l == letter)
                .and_then(|i| headings.get(i))
                .copied()
        };
        assert_eq!(
            at("H"),
            Some(Heading {
                upper: "NIK",
                lower: ""
            })
        );
        assert_eq!(
            at("Y"),
            Some(Heading {
                upper: "Data Ayah",
                lower: "Nama"
            })
        );
        assert_eq!(
            at("AP"),
            Some(Heading {
                upper: "Data Wali",
                lower: "NIK"
            })
        );
        assert_eq!(
            at("AQ"),
            Some(Heading {
                upper: "Rombel Saat Ini",
                lower: ""
            })
        );
        assert_eq!(at("BN").map(|h| h.upper), Some("Jarak Rumah\nke Sekolah (KM)"));
    }
}
