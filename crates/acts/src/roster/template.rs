//! The empty template for schools and offices.

use std::path::Path;

use jemput_domain::roster::template;

use crate::{
    Desk, Trouble, spreadsheet,
    view::{WriteInput, Written},
};

/// Writes it: XLSX with its guide, or CSV with the headings only.
pub fn roster_template(desk: &Desk, input: WriteInput) -> Result<Written, Trouble> {
    let path = Path::new(&input.to);
    spreadsheet::write(path, &template())?;
    let shown = path.display();
    let sentence = desk.lang().pick(
        format!("Templat kosong disimpan di {shown}."),
        format!("The empty template is in {shown}."),
    );
    Ok(Written {
        path: input.to,
        rows: 0,
        sentence,
    })
}
