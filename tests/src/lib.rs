//! Whole-system tests live in `whole.rs`.
