//! Whole-system tests.

mod architecture;
mod sman55;
mod window;
