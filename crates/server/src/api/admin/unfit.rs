//! `GET /admin/acts-without-role`: acts that their operators had no role for, or that override and nobody confirmed. Nothing was
//! refused for it.

use axum::{Json, extract::State, http::HeaderMap};
use jemput_domain::{
    id::{ActId, DeviceId, OperatorId, ScopeId},
    time::Moment,
};
use jemput_exchange::CentralStore;
use serde::Serialize;

use super::{App, Denied, with_token};
use crate::admin::{AdminError, trust};

/// The most that one answer lists.
const LISTED_MAX: usize = 500;

/// An act without a role.
#[derive(Debug, Serialize)]
pub struct UnfitLine {
    scope: ScopeId,
    act: ActId,
    device: DeviceId,
    operator: OperatorId,
    operator_name: String,
    why: String,
    what: &'static str,
    at: Moment,
}

/// The newest of each scope. For the whole office: a van's token does not see it.
pub async fn list<S: CentralStore + Send + 'static>(
    State(app): State<App<S>>,
    headers: HeaderMap,
) -> Result<Json<Vec<UnfitLine>>, Denied> {
    let server = app.signer.device;
    let lines = with_token(&app, &headers, move |journal, token| {
        if token.van.is_some() {
            return Err(AdminError::OtherVan);
        }
        let view = journal.view();
        let office = trust(view)?.office;
        let machines = [server, view.writes_as(server)?];
        let mut lines = Vec::new();
        for scope in view.scopes()? {
            for unfit in view.acts_without_role(scope, office, &machines)? {
                lines.push(UnfitLine {
                    scope,
                    act: unfit.act.id(scope),
                    device: unfit.act.device,
                    operator: unfit.operator,
                    operator_name: unfit.operator_name,
                    why: format!("{:?}", unfit.why),
                    what: unfit.first.decoded.event.name(),
                    at: unfit.first.at.at,
                });
            }
        }
        lines.sort_by_key(|line| std::cmp::Reverse(line.at));
        lines.truncate(LISTED_MAX);
        Ok(lines)
    });
    Ok(Json(lines.await?))
}
