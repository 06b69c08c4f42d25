//! The file system itself: opening, deleting, looking, randomness and time.

#![allow(unsafe_code, reason = "SQLite calls this in C")]

use std::{
    ffi::{CStr, c_char, c_int},
    ptr, slice,
    sync::Once,
};

use libsqlite3_sys as c;

use super::{
    disks::with,
    file::{self, Handle, Open},
};
use crate::{Chance, disk::DiskError};

/// Its name.
const NAME: &CStr = c"jemput-sim";

/// Longer than any name here, in bytes.
const NAME_BYTES_MAX: c_int = 512;

/// The disk of files that have no name; it never fails.
const NAMELESS: &str = "nameless";

/// Makes this SQLite's file system, for the whole process.
pub fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let system = Box::new(c::sqlite3_vfs {
            iVersion: 2,
            szOsFile: size_of::<Handle>() as c_int,
            mxPathname: NAME_BYTES_MAX,
            pNext: ptr::null_mut(),
            zName: NAME.as_ptr(),
            pAppData: ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_name),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: None,
            xGetLastError: None,
            xCurrentTimeInt64: Some(time),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        });
        // SAFETY: the structure is complete and, leaked, lives as long as the process, as SQLite requires.
        let code = unsafe { c::sqlite3_vfs_register(Box::leak(system), 1) };
        assert_eq!(code, c::SQLITE_OK, "SQLite takes a file system");
    });
}

/// A run begins on this thread: no disks, and SQLite draws from this seed.
pub fn begin(seed: u64) {
    register();
    with(|disks| {
        disks.by_name.clear();
        disks.opened = 0;
        disks.randomness = Some(Chance::new(seed));
    });
    // SAFETY: no bytes are asked for; SQLite documents this call as forgetting what it drew before.
    unsafe { c::sqlite3_randomness(0, ptr::null_mut()) };
}

/// `disk/file`, as SQLite names it.
fn parts(name: &str) -> (&str, &str) {
    name.split_once('/').unwrap_or((NAMELESS, name))
}

/// The text at a name's address.
///
/// # Safety
/// `name` is null, or ends with a zero and lives as long as the answer.
unsafe fn text<'n>(name: *const c_char) -> Option<&'n str> {
    if name.is_null() {
        return None;
    }
    // SAFETY: not null, and the caller vouches for the zero and the lifetime.
    unsafe { CStr::from_ptr(name) }.to_str().ok()
}

unsafe extern "C" fn open(
    _: *mut c::sqlite3_vfs,
    name: c::sqlite3_filename,
    handle: *mut c::sqlite3_file,
    flags: c_int,
    flags_out: *mut c_int,
) -> c_int {
    let handle = handle.cast::<Handle>();
    // SAFETY: SQLite gives room of `szOsFile` bytes; without methods it does not close what was not opened.
    unsafe { (*handle).base.pMethods = ptr::null() };
    // SAFETY: SQLite's names end with a zero and outlive the call.
    let name = unsafe { text(name) };
    let opened = with(|disks| {
        disks.opened += 1;
        let connection = disks.opened;
        let made_up = format!("{NAMELESS}/{connection}");
        let (disk, file) = parts(name.unwrap_or(&made_up));
        let mounted = disks.by_name.entry(disk.to_owned()).or_default();
        let makes = flags & c::SQLITE_OPEN_CREATE != 0;
        let id = mounted.disk.open(file, makes)?;
        Ok::<_, DiskError>(Open {
            disk: disk.to_owned(),
            id,
            connection,
            goes_with_it: (name.is_none() || flags & c::SQLITE_OPEN_DELETEONCLOSE != 0).then(|| file.to_owned()),
        })
    });
    let Ok(opened) = opened else {
        return c::SQLITE_CANTOPEN;
    };
    // SAFETY: as above; the address of what is open is given back to `Box` when SQLite closes the file.
    unsafe {
        (*handle).open = Box::into_raw(Box::new(opened));
        (*handle).base.pMethods = &raw const file::METHODS;
    }
    if !flags_out.is_null() {
        // SAFETY: not null, so SQLite's own place for the answer.
        unsafe { *flags_out = flags };
    }
    c::SQLITE_OK
}

unsafe extern "C" fn delete(_: *mut c::sqlite3_vfs, name: *const c_char, syncs: c_int) -> c_int {
    // SAFETY: SQLite's names end with a zero and outlive the call.
    let Some(name) = (unsafe { text(name) }) else {
        return c::SQLITE_IOERR_DELETE;
    };
    let (disk, file) = parts(name);
    match with(|disks| {
        disks
            .by_name
            .entry(disk.to_owned())
            .or_default()
            .disk
            .delete(file, syncs != 0)
    }) {
        Ok(()) => c::SQLITE_OK,
        Err(DiskError::Missing) => c::SQLITE_IOERR_DELETE_NOENT,
        Err(_) => c::SQLITE_IOERR_DELETE,
    }
}

unsafe extern "C" fn access(_: *mut c::sqlite3_vfs, name: *const c_char, _: c_int, answer: *mut c_int) -> c_int {
    // SAFETY: SQLite's names end with a zero and outlive the call.
    let Some(name) = (unsafe { text(name) }) else {
        return c::SQLITE_IOERR_ACCESS;
    };
    let (disk, file) = parts(name);
    let is_there = with(|disks| disks.by_name.get(disk).is_some_and(|mounted| mounted.disk.exists(file)));
    // SAFETY: SQLite's own place for the answer.
    unsafe { *answer = c_int::from(is_there) };
    c::SQLITE_OK
}

/// Names are whole as they are.
unsafe extern "C" fn full_name(_: *mut c::sqlite3_vfs, name: *const c_char, room: c_int, out: *mut c_char) -> c_int {
    // SAFETY: SQLite's names end with a zero and outlive the call.
    let bytes = unsafe { CStr::from_ptr(name) }.to_bytes_with_nul();
    if bytes.len() > room as usize {
        return c::SQLITE_CANTOPEN;
    }
    // SAFETY: `out` has room for `room` bytes, which is enough, and is not the name itself.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), out.cast::<u8>(), bytes.len()) };
    c::SQLITE_OK
}

unsafe extern "C" fn randomness(_: *mut c::sqlite3_vfs, count: c_int, out: *mut c_char) -> c_int {
    let count = usize::try_from(count).unwrap_or(0);
    // SAFETY: SQLite gives room for so many bytes.
    let bytes = unsafe { slice::from_raw_parts_mut(out.cast::<u8>(), count) };
    with(|disks| disks.randomness.get_or_insert_with(|| Chance::new(0)).fill(bytes));
    count as c_int
}

/// Nobody waits: whoever holds a lock is on this thread and would never give it back meanwhile.
unsafe extern "C" fn sleep(_: *mut c::sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds
}

/// A day of November 2021: no rule reads SQLite's clock.
unsafe extern "C" fn time(_: *mut c::sqlite3_vfs, out: *mut c::sqlite3_int64) -> c_int {
    // SAFETY: SQLite's own place for the answer.
    unsafe { *out = 212_503_176_000_000 };
    c::SQLITE_OK
}
