//! The corpus's first files: what our own writers write, and the golden files. All people are invented.

use std::{fs, path::Path};

use jemput_domain::roster::table::Table;
use jemput_exchange::enrol_code::Code;
use jemput_vault::{Cost, Draw, Grant, Holders, Name, OperatorPair, OperatorTag, RecoveryKey, Salt, Secret, VaultKey};

/// Writes all of it.
pub fn write(to: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let keep = |target: &str, name: &str, bytes: &[u8]| {
        let folder = to.join(target);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
    };
    for (name, bytes) in golden(&root.join("crates/exchange/tests/golden")) {
        let target = if name.starts_with("batch") { "batch" } else { "body" };
        keep(target, &name, &bytes);
    }
    for (name, bytes) in golden(&root.join("crates/domain/tests/golden")) {
        keep("event", &name, &bytes);
    }
    for (name, bytes) in sheets() {
        keep("sheet", name, &bytes);
    }
    for (name, text) in texts() {
        keep("csv_in", name, text.as_bytes());
        keep("csv_out", name, text.as_bytes());
    }
    for (n, text) in [
        "3174080505049001",
        " 31.74.08-450505.9002 ",
        "'3174080505040000",
        "0000000000000000",
        "31740805",
    ]
    .iter()
    .enumerate()
    {
        keep("nik", &format!("{n}"), text.as_bytes());
    }
    let mut draw = Draw::new([3; 32]);
    keep("holders", "two", &holders(&mut draw));
    keep("code", "recovery", RecoveryKey::draw(&mut draw).text().as_bytes());
    keep("code", "machine", Secret::machine(&mut draw).expose().as_bytes());
    keep("code", "enrolment", code().to_text().as_bytes());
    keep("code", "person", "empat belas kata sandi".as_bytes());
    keep("code", "pin", b"274913");
    keep("code", "ticket", b"A-017");
}

/// Files of hexadecimal digits, by their name without the ending.
fn golden(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
        let bytes = digits
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect();
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), bytes)
    };
    files
        .filter(|path| path.extension().is_some_and(|e| e == "hex"))
        .map(read)
        .collect()
}

fn sheets() -> Vec<(&'static str, Vec<u8>)> {
    let mut table = Table::new(
        "Peserta",
        &[("Nama", 20), ("NIK", 18), ("Tanggal Lahir", 12), ("Kelas", 8)],
    );
    for n in 1..=3 {
        let cells = [
            format!("Warga Contoh {n}"),
            format!("317408050504900{n}"),
            format!("0{n}/05/2004"),
            "XII IPA 1".to_owned(),
        ];
        table.rows.push(cells.to_vec());
    }
    let latin1 = "Nama;NIK;Tgl Lahir\nRen\u{e9}e Contoh;3174084505049004;5 Mei 2004\n";
    let utf16: Vec<u8> = "\u{feff}Nama\tNIK\nWarga Contoh\t3174080505049005\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    vec![
        ("school.xlsx", jemput_sheet::write(&[table.clone()]).unwrap()),
        ("school.csv", jemput_sheet::write_csv(&table).unwrap()),
        ("latin1.csv", latin1.chars().map(|c| c as u8).collect()),
        ("utf16.csv", utf16),
    ]
}

fn texts() -> Vec<(&'static str, String)> {
    let unit = '\u{1f}';
    vec![
        (
            "plain",
            "Warga Contoh,3174080505049006\nWarga Lain,3174084505049007\n".into(),
        ),
        (
            "quotes",
            "\"Contoh, Warga\",\"ia bilang \"\"ya\"\"\"\n\"dua\nbaris\",x\n".into(),
        ),
        (
            "formulas",
            format!("=1+1{unit}+62812{unit}-5\n@SUM(A1){unit}\t=2{unit}\u{ff1d}3\n"),
        ),
        (
            "semicolons",
            "Nama;NIK;Kelas\nWarga Contoh;3174080505049008;XII\n".into(),
        ),
    ]
}

fn holders(draw: &mut Draw) -> Vec<u8> {
    let (salt, cost) = (Salt::draw(draw), Cost::checked(64 << 10, 3, 4).unwrap());
    let key = VaultKey::draw(draw);
    let mut holders = Holders::new(salt, cost, &key, draw);
    let (pair, secret) = (OperatorPair::draw(draw), Secret::machine(draw));
    let under = secret.key(&salt, cost).unwrap();
    let grant = Grant {
        operator: OperatorTag([9; 16]),
        name: Name::of("Petugas Contoh"),
        public: pair.public(),
        wrapped: pair.wrap(&under, draw),
    };
    holders.grant(&key, &grant, draw).unwrap();
    holders
        .set_recovery(&key, RecoveryKey::draw(draw).pair().public(), draw)
        .unwrap();
    holders.to_bytes()
}

fn code() -> Code {
    Code {
        id: [1, 2, 3, 4],
        secret: [5; 10],
        fingerprint: [6; 16],
        address: "https://jemput.dinas.example".into(),
    }
}
