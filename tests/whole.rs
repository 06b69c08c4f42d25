//! Whole-system tests.

mod architecture;
mod window;
