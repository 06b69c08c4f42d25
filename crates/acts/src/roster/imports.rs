//! Rosters that were taken in.

use crate::{
    Desk, Trouble,
    view::{ImportView, OfVisit},
};

/// The newest first; what was taken back is not shown.
pub fn imports(desk: &Desk, input: OfVisit) -> Result<Vec<ImportView>, Trouble> {
    desk.read_visit(input.visit, |view, visit| {
        let mut imports = view.imports(visit.scope)?;
        imports.sort_by_key(|(id, import)| std::cmp::Reverse((import.at, *id)));
        let mut views = Vec::new();
        for (import, state) in imports {
            let Some(fact) = state.fact else { continue };
            let (bookings, arrived) = view.import_counts(visit.scope, import)?;
            let at = visit.show(state.at);
            views.push(ImportView {
                import,
                file_name: fact.file_name,
                at,
                bookings,
                arrived,
                undoable: arrived == 0,
            });
        }
        Ok(views)
    })
}
