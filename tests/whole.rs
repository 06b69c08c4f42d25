//! Whole-system tests.

mod window;
