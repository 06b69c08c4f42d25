//! Invented residents in the proportions of Indonesian rosters: a few names that very many have, and a long tail.

use jemput_domain::nik::Nik;

/// One invented resident.
pub struct Resident {
    pub name: String,
    pub nik: Nik,
    pub mark: &'static str,
    pub number: u32,
    /// A name that no resident has.
    pub nobody: String,
}

const FIRST: &str = "Muhammad Siti Ahmad Putri Dewi Nur Rizki Aditya Dimas Fajar Bagus Rina Sari Ayu Indah Annisa Fitri Dian Agus Eko Budi Tri Dwi Andi Yusuf Ilham Rafi Farhan Nabila Zahra Aulia Salsabila Intan Maya Lestari Ratna Wulan Bayu Galih Rangga Arif Hendra Joko Slamet Sri Wahyu Yoga Reza Raihan Naufal Fauzan Hafiz Khoirul Abdul Moh. M. Mochamad Rizky Achmad Alya Nadia Tasya Cindy Vina Winda Yuni Yulia Zaki Kevin Michael Maria Kristina Yohanes Stefanus Gilang Satria Bima Arya Daffa Alif Iqbal Haikal Ikhsan Anggun Bunga Citra Desi Elsa Febri Gita Hana Ika Jihan Kartika Laras Mega Novi Oktavia Puspita Rahma Shinta Tiara Umi Vera Wati Yanti Zulfa";
const LAST: &str = "Pratama Putra Putri Saputra Lestari Wibowo Nugroho Santoso Hidayat Ramadhan Maulana Kurniawan Setiawan Permata Rahmawati Wulandari Handayani Anggraini Safitri Utami Maharani Puspitasari Kusuma Wijaya Susanto Hartono Gunawan Firmansyah Hakim Rahman Syahputra Siregar Nasution Harahap Simanjuntak Sitompul Pangestu Prasetyo Purnomo Suryadi Mulyadi Iskandar Ibrahim Yusuf Al-Farisi Ma'ruf D'Costa Nurhaliza Nurhidayah Khairunnisa Azzahra Fadhilah Amalia Oktaviani Apriliani Febriani Novitasari Damayanti Kusumawati Ramadhani Fitriani Cahyani Cahyono Adiputra Mahendra Perdana Nugraha Hermawan Irawan Budiman Sulaiman Halim Aziz Akbar Fauzi Ridho Alamsyah Hasibuan Lubis Tanjung Batubara Sihombing Manurung Panjaitan Situmorang Wahyuni Astuti Rahayu Susanti Haryanto Supriyadi";
const SYLLABLES: &str = "a i u e o ba bi da di fa fi ga ha hi ja ka ki la li ma mi mu na ni nu ra ri ru sa si su ta ti tu wa ya za an in ar as at is ul un ang ing yan rul man din wan til nis dra lia bri sya cha kha dha tan ren gus mel vin zel";
const MARKS: [&str; 8] = ["A", "K", "M", "R", "S", "H", "L", "U"];

/// A small generator of even numbers (xorshift), so that every run has the same people.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    /// One of a list, the first far more often than the last.
    fn common<'a>(&mut self, list: &[&'a str]) -> &'a str {
        let at = self.below(list.len()) * self.below(list.len()) / list.len();
        list[at * (1 + self.below(3)) / 3]
    }

    /// A word of the long tail: half of a few thousand, half anything.
    fn rare(&mut self, syllables: &[&str]) -> String {
        let some = self.below(2) == 0;
        let mut seed = Dice(if some {
            1 + self.below(3_000) as u64 * 0x9e37_79b9
        } else {
            self.0
        });
        seed.below(2);
        let word: String = (0..2 + seed.below(3))
            .map(|_| syllables[seed.below(syllables.len())])
            .collect();
        self.below(2);
        word.chars()
            .enumerate()
            .map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c })
            .collect()
    }
}

/// As many residents as asked for, the same for the same seed.
pub fn residents(count: usize, seed: u64) -> Vec<Resident> {
    let (first, last): (Vec<_>, Vec<_>) = (FIRST.split(' ').collect(), LAST.split(' ').collect());
    let syllables: Vec<_> = SYLLABLES.split(' ').collect();
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    (0..count)
        .map(|i| {
            let words = [1, 2, 2, 2, 2, 3, 3, 3, 3, 4][dice.below(10)];
            let mut name: Vec<_> = (0..words)
                .map(|at| match dice.below(10) {
                    0..2 => dice.rare(&syllables),
                    _ if at == 0 || (at == 1 && words > 2) => dice.common(&first).to_owned(),
                    _ => dice.common(&last).to_owned(),
                })
                .collect();
            name.dedup();
            let day = 1 + dice.below(28) + 40 * dice.below(2);
            let digits = format!(
                "3174{:02}{day:02}{:02}{:02}{:04}",
                1 + dice.below(10),
                1 + dice.below(12),
                3 + dice.below(3),
                9_000 + dice.below(1_000),
            );
            Resident {
                name: name.join(" "),
                nik: Nik::parse(&digits).expect("sixteen digits with a serial are a NIK"),
                mark: MARKS[i % MARKS.len()],
                number: (i / MARKS.len() % 300) as u32 + 1,
                nobody: format!("{}q {}xo", dice.rare(&syllables), dice.common(&last)),
            }
        })
        .collect()
}
