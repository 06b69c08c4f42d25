//! Why a file could not be read, and what to do about it.

use jemput_domain::words::Lang;

use crate::limits::{BYTES_MAX, CELLS_MAX, COLUMNS_MAX, ROWS_MAX};

/// Why a file is no workbook that can be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SheetError {
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// Text or bytes of another kind.
    #[error("not a workbook")]
    NotAWorkbook,
    /// A PDF.
    #[error("a PDF")]
    Pdf,
    /// A photo or scan.
    #[error("an image")]
    Image,
    /// A word processor's document or a presentation.
    #[error("a document")]
    Document,
    /// A web page or XML that calls itself a workbook.
    #[error("a web page")]
    WebPage,
    /// The binary workbook format XLSB.
    #[error("a binary workbook")]
    BinaryWorkbook,
    /// Opens only with a password.
    #[error("password-protected")]
    Password,
    /// Truncated or broken.
    #[error("damaged")]
    Damaged,
    /// More bytes than [`BYTES_MAX`](crate::BYTES_MAX).
    #[error("too large")]
    TooLarge,
    /// Its content is far larger than the file.
    #[error("expands too far")]
    ExpandsTooFar,
    /// More rows than [`ROWS_MAX`](crate::ROWS_MAX).
    #[error("too many rows")]
    TooManyRows,
    /// More columns than [`COLUMNS_MAX`](crate::COLUMNS_MAX).
    #[error("too many columns")]
    TooManyColumns,
    /// More filled cells than [`CELLS_MAX`](crate::CELLS_MAX).
    #[error("too many cells")]
    TooManyCells,
    /// A CSV cell opens a quote that nothing closes.
    #[error("a quote that is opened in row {row} is not closed")]
    OpenQuote {
        /// The row, as a spreadsheet shows it.
        row: u32,
    },
    /// The caller broke off.
    #[error("cancelled")]
    Cancelled,
    /// A workbook could not be made.
    #[error("cannot be written: {0}")]
    Write(String),
}

impl SheetError {
    /// The code that scripts see.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::NotAWorkbook => "file_not_a_workbook",
            Self::Pdf => "file_is_pdf",
            Self::Image => "file_is_image",
            Self::Document => "file_is_document",
            Self::WebPage => "file_is_web_page",
            Self::BinaryWorkbook => "file_is_xlsb",
            Self::Password => "file_has_password",
            Self::Damaged => "file_damaged",
            Self::TooLarge => "file_too_large",
            Self::ExpandsTooFar => "file_expands_too_far",
            Self::TooManyRows => "file_too_many_rows",
            Self::TooManyColumns => "file_too_many_columns",
            Self::TooManyCells => "file_too_many_cells",
            Self::OpenQuote { .. } => "file_open_quote",
            Self::Cancelled => "cancelled",
            Self::Write(_) => "file_cannot_be_written",
        }
    }

    /// What is wrong and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Id => self.say_indonesian(),
            Lang::En => self.say_english(),
        }
    }

    fn say_indonesian(&self) -> String {
        const ASK: &str = "Minta berkas Excel (.xlsx), .xls, .ods, atau .csv.";
        match self {
            Self::Empty => "Berkas ini kosong. Pilih berkas yang berisi daftar orang.".to_owned(),
            Self::NotAWorkbook => format!("Berkas ini bukan lembar kerja. {ASK}"),
            Self::Pdf => format!("Berkas ini PDF, bukan lembar kerja. {ASK}"),
            Self::Image => format!("Berkas ini gambar, bukan lembar kerja. {ASK}"),
            Self::Document => format!("Berkas ini dokumen, bukan lembar kerja. {ASK}"),
            Self::WebPage => {
                "Berkas ini halaman web yang diberi nama Excel. Buka di Excel, simpan sebagai .xlsx, lalu coba lagi.".to_owned()
            }
            Self::BinaryWorkbook => "Berkas ini berformat .xlsb. Buka di Excel, simpan sebagai .xlsx, lalu coba lagi.".to_owned(),
            Self::Password => "Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu coba lagi.".to_owned(),
            Self::Damaged => "Berkas ini rusak atau terpotong. Salin atau unduh ulang berkas aslinya.".to_owned(),
            Self::TooLarge => {
                format!("Berkas ini lebih besar dari {} MB. Kirim hanya lembar yang berisi daftar orang.", BYTES_MAX >> 20)
            }
            Self::ExpandsTooFar => {
                "Isi berkas ini jauh lebih besar daripada berkasnya. Salin daftar orangnya ke berkas baru lalu coba lagi.".to_owned()
            }
            Self::TooManyRows => {
                format!("Berkas ini lebih dari {} baris. Bagi menjadi beberapa berkas.", thousands(ROWS_MAX, '.'))
            }
            Self::TooManyColumns => {
                format!("Ada lembar dengan lebih dari {COLUMNS_MAX} kolom. Hapus kolom yang tidak diperlukan lalu coba lagi.")
            }
            Self::TooManyCells => format!(
                "Berkas ini berisi lebih dari {} sel. Hapus kolom atau lembar yang tidak diperlukan lalu coba lagi.",
                thousands(CELLS_MAX, '.')
            ),
            Self::OpenQuote { row } => {
                format!("Tanda kutip yang dibuka di baris {row} tidak ditutup. Perbaiki baris itu lalu coba lagi.")
            }
            Self::Cancelled => "Dibatalkan. Tidak ada yang disimpan.".to_owned(),
            Self::Write(_) => "Lembar kerja tidak dapat dibuat. Coba lagi.".to_owned(),
        }
    }

    fn say_english(&self) -> String {
        const ASK: &str = "Ask for an Excel file (.xlsx), .xls, .ods or .csv.";
        match self {
            Self::Empty => "This file is empty. Choose one that holds a list of people.".to_owned(),
            Self::NotAWorkbook => format!("This file is no spreadsheet. {ASK}"),
            Self::Pdf => format!("This file is a PDF, not a spreadsheet. {ASK}"),
            Self::Image => format!("This file is an image, not a spreadsheet. {ASK}"),
            Self::Document => format!("This file is a document, not a spreadsheet. {ASK}"),
            Self::WebPage => {
                "This file is a web page that is named like an Excel file. Open it in Excel, save it as .xlsx, then try again.".to_owned()
            }
            Self::BinaryWorkbook => "This file is an .xlsb. Open it in Excel, save it as .xlsx, then try again.".to_owned(),
            Self::Password => "This file needs a password. Open it in Excel, remove the password, save it, then try again.".to_owned(),
            Self::Damaged => "This file is damaged or cut off. Copy or download the original again.".to_owned(),
            Self::TooLarge => format!("This file is larger than {} MB. Send only the sheet with the list of people.", BYTES_MAX >> 20),
            Self::ExpandsTooFar => {
                "What this file holds is far larger than the file. Copy the list of people to a new file, then try again.".to_owned()
            }
            Self::TooManyRows => format!("This file has more than {} rows. Split it.", thousands(ROWS_MAX, ',')),
            Self::TooManyColumns => {
                format!("A sheet has more than {COLUMNS_MAX} columns. Delete those that are not needed, then try again.")
            }
            Self::TooManyCells => {
                format!("This file has more than {} cells. Delete columns or sheets, then try again.", thousands(CELLS_MAX, ','))
            }
            Self::OpenQuote { row } => format!("A quote that is opened in row {row} is not closed. Mend that row, then try again."),
            Self::Cancelled => "Cancelled. Nothing was stored.".to_owned(),
            Self::Write(_) => "The spreadsheet could not be made. Try again.".to_owned(),
        }
    }
}

fn thousands(n: u32, separator: char) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}
