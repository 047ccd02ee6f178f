#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gridgov::readers::feed("roster", bytes));
