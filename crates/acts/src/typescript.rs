//! The screen's types, written from the Rust ones: one file, committed, checked by a test.

use std::{any::TypeId, collections::BTreeMap, collections::BTreeSet};

use ts_rs::{Config, TS, TypeVisitor};

/// Collects declarations of types and of all that they hold.
pub(crate) struct Declarations {
    config: Config,
    seen: BTreeSet<TypeId>,
    by_name: BTreeMap<String, String>,
}

impl Declarations {
    pub(crate) fn new() -> Self {
        Self {
            config: Config::default().with_large_int("number"),
            seen: BTreeSet::new(),
            by_name: BTreeMap::new(),
        }
    }

    /// Adds a type; gives its name in TypeScript.
    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }

    /// All declarations, by name.
    pub(crate) fn finish(self) -> String {
        self.by_name.into_values().map(|d| format!("export {d}\n")).collect()
    }
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let declaration = T::decl(&self.config);
            self.by_name.insert(name, declaration);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
