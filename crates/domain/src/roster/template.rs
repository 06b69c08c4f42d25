//! The empty spreadsheet that a school or office fills in, and the sheet that explains it.

use super::table::Table;

/// The template: the sheet to fill in, then the sheet that says how. In Indonesian, for whoever keeps the list at the site.
pub fn template() -> [Table; 2] {
    let people = Table::new(
        "Peserta",
        &[
            ("No", 6),
            ("Nama Lengkap", 34),
            ("NIK", 20),
            ("Jenis Kelamin", 14),
            ("Tanggal Lahir", 16),
            ("Kelas", 18),
            ("Alamat", 36),
            ("Kelurahan", 20),
            ("Kecamatan", 20),
            ("Kab/Kota", 24),
        ],
    );
    let mut guide = Table::new("Petunjuk", &[("Kolom", 20), ("Cara mengisi", 90)]);
    guide.rows = [
        ("Nama Lengkap", "Wajib. Sesuai KK, tanpa gelar."),
        ("NIK", "Wajib. 16 angka dari KK. Kolom ini sudah berformat teks; jangan diubah menjadi angka karena digit terakhir akan hilang."),
        ("Jenis Kelamin", "L atau P."),
        ("Tanggal Lahir", "Seperti 2005-03-12, 12/03/2005 (hari/bulan/tahun), atau 12 Maret 2005."),
        ("Kelas", "Kelas, rombel, bagian, atau unit. Satu kelas dijadwalkan bersama."),
        ("Alamat, Kelurahan, Kecamatan, Kab/Kota", "Tempat tinggal sekarang. Boleh kosong; akan ditanyakan di loket."),
        ("Lainnya", "Data orang tua, nomor telepon, dan kolom lain tidak diperlukan."),
    ]
    .map(|(column, how)| vec![column.to_owned(), how.to_owned()])
    .into();
    [people, guide]
}
