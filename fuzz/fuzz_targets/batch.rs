#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jemput_fuzz::batch(bytes));
