//! One open file: reading, writing, making durable, locking.

#![allow(unsafe_code, reason = "SQLite calls this in C")]

use std::{
    ffi::{c_int, c_void},
    ptr, slice,
};

use libsqlite3_sys as c;

use super::disks::{Held, Mounted, with};
use crate::disk::{DiskError, FileId};

/// How long a sector is said to be, in bytes.
const SECTOR_BYTES: c_int = 512;

/// What SQLite keeps for an open file.
#[repr(C)]
pub(super) struct Handle {
    pub base: c::sqlite3_file,
    pub open: *mut Open,
}

/// An open file.
pub(super) struct Open {
    pub disk: String,
    pub id: FileId,
    pub connection: u64,
    /// The name of a file that is deleted when it is closed.
    pub goes_with_it: Option<String>,
}

pub(super) static METHODS: c::sqlite3_io_methods = c::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(is_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(map),
    xShmLock: Some(lock_shared),
    xShmBarrier: Some(barrier),
    xShmUnmap: Some(unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Does something with an open file's disk.
///
/// # Safety
/// `file` was opened by this file system and is not closed yet.
unsafe fn at<T>(file: *mut c::sqlite3_file, work: impl FnOnce(&Open, &mut Mounted) -> T) -> T {
    // SAFETY: the caller vouches that it is a `Handle` whose `open` stands; one thread uses it.
    let open = unsafe { &*(*file.cast::<Handle>()).open };
    with(|disks| work(open, disks.by_name.entry(open.disk.clone()).or_default()))
}

/// What connections share of an open file.
fn held<'m>(open: &Open, mounted: &'m mut Mounted) -> &'m mut Held {
    mounted.held.entry(open.id).or_default()
}

fn code(done: Result<(), DiskError>, io: c_int) -> c_int {
    match done {
        Ok(()) => c::SQLITE_OK,
        Err(DiskError::Full) => c::SQLITE_FULL,
        Err(DiskError::Io | DiskError::Missing) => io,
    }
}

unsafe extern "C" fn close(file: *mut c::sqlite3_file) -> c_int {
    let handle = file.cast::<Handle>();
    // SAFETY: `open` came from `Box::into_raw` when the file was opened, and SQLite closes a file once.
    let open = unsafe { Box::from_raw((*handle).open) };
    // SAFETY: the handle is SQLite's and stands until this returns.
    unsafe { (*handle).open = ptr::null_mut() };
    with(|disks| {
        let Some(mounted) = disks.by_name.get_mut(&open.disk) else {
            return;
        };
        let held = held(&open, mounted);
        held.levels.remove(&open.connection);
        held.shared.leave(open.connection);
        if let Some(name) = &open.goes_with_it {
            // Without power it stays, and nobody looks at it.
            let _ = mounted.disk.delete(name, true);
        }
    });
    c::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut c::sqlite3_file,
    out: *mut c_void,
    count: c_int,
    offset: c::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives room for `count` bytes.
    let bytes = unsafe { slice::from_raw_parts_mut(out.cast::<u8>(), count as usize) };
    // SAFETY: SQLite reads open files only.
    let read = unsafe { at(file, |open, mounted| mounted.disk.read(open.id, offset as usize, bytes)) };
    match read {
        Ok(read) if read == bytes.len() => c::SQLITE_OK,
        Ok(read) => {
            bytes[read..].fill(0);
            c::SQLITE_IOERR_SHORT_READ
        }
        Err(_) => c::SQLITE_IOERR_READ,
    }
}

unsafe extern "C" fn write(
    file: *mut c::sqlite3_file,
    from: *const c_void,
    count: c_int,
    offset: c::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives `count` bytes.
    let bytes = unsafe { slice::from_raw_parts(from.cast::<u8>(), count as usize) };
    // SAFETY: SQLite writes to open files only.
    let done = unsafe {
        at(file, |open, mounted| {
            mounted.disk.write(open.id, offset as usize, bytes)
        })
    };
    code(done, c::SQLITE_IOERR_WRITE)
}

unsafe extern "C" fn truncate(file: *mut c::sqlite3_file, length: c::sqlite3_int64) -> c_int {
    // SAFETY: SQLite cuts open files only.
    let done = unsafe { at(file, |open, mounted| mounted.disk.set_length(open.id, length as usize)) };
    code(done, c::SQLITE_IOERR_TRUNCATE)
}

unsafe extern "C" fn sync(file: *mut c::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite syncs open files only.
    let done = unsafe { at(file, |open, mounted| mounted.disk.sync(open.id)) };
    code(done, c::SQLITE_IOERR_FSYNC)
}

unsafe extern "C" fn size(file: *mut c::sqlite3_file, out: *mut c::sqlite3_int64) -> c_int {
    // SAFETY: SQLite asks of open files only.
    match unsafe { at(file, |open, mounted| mounted.disk.length(open.id)) } {
        Ok(length) => {
            // SAFETY: SQLite's own place for the answer.
            unsafe { *out = length as c::sqlite3_int64 };
            c::SQLITE_OK
        }
        Err(_) => c::SQLITE_IOERR_FSTAT,
    }
}

unsafe extern "C" fn lock(file: *mut c::sqlite3_file, level: c_int) -> c_int {
    let locked = |open: &Open, mounted: &mut Mounted| {
        let levels = &mut held(open, mounted).levels;
        let others = levels.iter().filter(|(id, _)| **id != open.connection);
        let highest = others.map(|(_, level)| *level).max().unwrap_or(c::SQLITE_LOCK_NONE);
        let own = levels.entry(open.connection).or_insert(c::SQLITE_LOCK_NONE);
        let is_free = match level {
            c::SQLITE_LOCK_SHARED => highest < c::SQLITE_LOCK_PENDING,
            c::SQLITE_LOCK_RESERVED => highest < c::SQLITE_LOCK_RESERVED,
            _ => highest < c::SQLITE_LOCK_SHARED,
        };
        if is_free {
            *own = (*own).max(level);
        } else if level == c::SQLITE_LOCK_EXCLUSIVE && highest < c::SQLITE_LOCK_RESERVED {
            *own = c::SQLITE_LOCK_PENDING;
        }
        is_free
    };
    // SAFETY: SQLite locks open files only.
    if unsafe { at(file, locked) } {
        c::SQLITE_OK
    } else {
        c::SQLITE_BUSY
    }
}

unsafe extern "C" fn unlock(file: *mut c::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: SQLite unlocks open files only.
    unsafe {
        at(file, |open, mounted| {
            let own = held(open, mounted).levels.entry(open.connection).or_default();
            *own = (*own).min(level);
        });
    }
    c::SQLITE_OK
}

unsafe extern "C" fn is_reserved(file: *mut c::sqlite3_file, out: *mut c_int) -> c_int {
    let reserved = |open: &Open, mounted: &mut Mounted| {
        held(open, mounted)
            .levels
            .values()
            .any(|level| *level >= c::SQLITE_LOCK_RESERVED)
    };
    // SAFETY: SQLite asks of open files only, and has a place for the answer.
    unsafe { *out = c_int::from(at(file, reserved)) };
    c::SQLITE_OK
}

unsafe extern "C" fn control(_: *mut c::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    c::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut c::sqlite3_file) -> c_int {
    SECTOR_BYTES
}

/// As SQLite believes of the disks of laptops: a torn write harms no byte beside it.
unsafe extern "C" fn characteristics(_: *mut c::sqlite3_file) -> c_int {
    c::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn map(
    file: *mut c::sqlite3_file,
    index: c_int,
    bytes: c_int,
    makes: c_int,
    out: *mut *mut c_void,
) -> c_int {
    let region = |open: &Open, mounted: &mut Mounted| {
        let shared = &mut held(open, mounted).shared;
        shared.region(open.connection, index as usize, bytes as usize, makes != 0)
    };
    // SAFETY: SQLite maps open files only, and has a place for the answer. The region does not move until the last
    // connection unmaps it or closes.
    unsafe { *out = at(file, region).map_or(ptr::null_mut(), |region| region.cast()) };
    c::SQLITE_OK
}

unsafe extern "C" fn lock_shared(file: *mut c::sqlite3_file, offset: c_int, count: c_int, flags: c_int) -> c_int {
    let mask = (((1_u16 << count) - 1) << offset) as u8;
    let locked = |open: &Open, mounted: &mut Mounted| {
        let shared = &mut held(open, mounted).shared;
        if flags & c::SQLITE_SHM_UNLOCK != 0 {
            shared.unlock(open.connection, mask);
            return true;
        }
        shared.lock(open.connection, mask, flags & c::SQLITE_SHM_EXCLUSIVE != 0)
    };
    // SAFETY: SQLite locks open files only.
    if unsafe { at(file, locked) } {
        c::SQLITE_OK
    } else {
        c::SQLITE_BUSY
    }
}

/// One thread sees everything in order.
unsafe extern "C" fn barrier(_: *mut c::sqlite3_file) {}

unsafe extern "C" fn unmap(file: *mut c::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite unmaps open files only.
    unsafe { at(file, |open, mounted| held(open, mounted).shared.leave(open.connection)) };
    c::SQLITE_OK
}
