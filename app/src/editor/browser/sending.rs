//! Forms of this site that are sent by a script, and their answer.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestInit, RequestRedirect, Response, UrlSearchParams, window};

use crate::editor::Answer;

/// Posts to a form of this site. The error is what the server said, or `None` when it said nothing.
pub(super) async fn post(
    address: &str,
    message: &UrlSearchParams,
    controller: Option<&AbortController>,
) -> Result<Answer, Option<String>> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(message);
    // Somebody signed out is sent to sign in, by a redirect that no text is in.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(controller.map(|controller| controller.signal()).as_ref());
    let request = Request::new_with_str_and_init(address, &init).map_err(|_| None)?;
    request.headers().set("accept", "application/json").map_err(|_| None)?;
    let fetched = window().ok_or(None)?.fetch_with_request(&request);
    let response: Response = JsFuture::from(fetched)
        .await
        .map_err(|_| None)?
        .dyn_into()
        .map_err(|_| None)?;
    if response.status() == 0 || response.redirected() {
        return Err(Some("sign in again in another tab".to_owned()));
    }
    let body = async { JsFuture::from(response.json().ok()?).await.ok() }.await;
    let answer: Option<Answer> = body.and_then(|body| serde_wasm_bindgen::from_value(body).ok());
    match answer {
        Some(answer) if response.ok() => Ok(answer),
        refused => Err(refused.map(|answer| answer.text.trim_end_matches('.').to_owned())),
    }
}
