//! What one guess at a secret costs.

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

/// The cost of one run of Argon2id. It is public and stands beside the salt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes that run side by side.
    pub lanes: u32,
}

/// A cost that no laptop should be made to pay, or that is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the cost of a secret is out of its limits")]
pub struct CostError;

impl Cost {
    /// For the secrets that open a vault.
    pub const SECRET: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// For a PIN, which opens only what is open already.
    pub const PIN: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };

    /// Reads one that came from outside: from what Argon2 can do up to 1 GiB, 16 passes, 16 lanes.
    ///
    /// # Errors
    ///
    /// It is outside of these limits.
    pub fn checked(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, CostError> {
        let fits =
            (1..=16).contains(&lanes) && (1..=16).contains(&passes) && (8 * lanes..=1024 * 1024).contains(&memory_kib);
        fits.then_some(Self {
            memory_kib,
            passes,
            lanes,
        })
        .ok_or(CostError)
    }

    /// One run.
    pub(crate) fn stretch(self, secret: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, CostError> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| CostError)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, key.as_mut_slice())
            .map_err(|_| CostError)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_from_outside_have_limits() {
        assert_eq!(Cost::checked(65_536, 3, 4), Ok(Cost::SECRET));
        for (memory_kib, passes, lanes) in [
            (0, 3, 4),
            (31, 3, 4),
            (65_536, 0, 4),
            (65_536, 3, 0),
            (65_536, 3, 17),
            (u32::MAX, 3, 4),
            (65_536, 17, 4),
        ] {
            assert_eq!(Cost::checked(memory_kib, passes, lanes), Err(CostError));
        }
    }
}
