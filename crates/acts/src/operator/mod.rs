//! The office's operators: who may open its laptops, with which secret, and what they may do there.

mod add;
mod audit;
mod change;
pub(crate) mod holders;
mod keyed;
mod list;
mod office;
mod recovery;
mod remove;
pub(crate) mod second;
#[cfg(test)]
mod tests;

pub use add::operator_add;
pub use audit::roles_audit;
pub use change::{operator_reset, operator_roles, operator_secret};
pub use list::operators;
pub use recovery::recovery_rotate;
pub use remove::operator_remove;
pub use second::seconds;
