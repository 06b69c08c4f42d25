//! The rows of a journal written bare: the same tables, indexes and durability, nothing decided, proved or derived.

use std::path::Path;

use rusqlite::{Connection, types::Value};

/// Rows by table, with the statement that writes one.
pub type Rows = Vec<(String, Vec<Vec<Value>>)>;

/// All rows of a journal, in an order in which they can be written.
pub fn rows_of(path: &Path) -> Rows {
    let conn = Connection::open(path).unwrap();
    let mut list = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'refinery%'")
        .unwrap();
    let mut tables: Vec<String> = list
        .query_map([], |r| r.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    // What others refer to comes first.
    tables.sort_by_key(|table| match table.as_str() {
        "devices" => 0,
        "scopes" => 1,
        "heads" => 2,
        _ => 3,
    });
    tables.iter().map(|table| rows(&conn, table)).collect()
}

fn rows(conn: &Connection, table: &str) -> (String, Vec<Vec<Value>>) {
    let mut read = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = read.column_count();
    let names = read.column_names().collect::<Vec<_>>().join(", ");
    let rows = read
        .query_map([], |r| (0..columns).map(|i| r.get(i)).collect())
        .unwrap();
    let marks = vec!["?"; columns].join(", ");
    (
        format!("INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})"),
        rows.collect::<Result<_, _>>().unwrap(),
    )
}

/// Writes rows into a journal that is there and empty.
pub struct Writer(Connection);

impl Writer {
    pub fn open(path: &Path) -> Self {
        let conn = Connection::open(path).unwrap();
        conn.pragma_update(None, "journal_mode", "WAL").unwrap();
        conn.pragma_update(None, "synchronous", "FULL").unwrap();
        conn.pragma_update(None, "foreign_keys", true).unwrap();
        conn.pragma_update(None, "cache_size", -16_000).unwrap();
        conn.set_prepared_statement_cache_capacity(64);
        Self(conn)
    }

    /// One batch, committed.
    pub fn write(&mut self, rows: &Rows) {
        let tx = self.0.transaction().unwrap();
        for (insert, rows) in rows {
            let mut insert = tx.prepare_cached(insert).unwrap();
            for row in rows {
                insert.execute(rusqlite::params_from_iter(row)).unwrap();
            }
        }
        tx.commit().unwrap();
    }
}
