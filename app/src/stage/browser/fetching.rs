//! Pages of slides, fetched.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Document, DomParser, RequestInit, Response, SupportedType, Url, window};

use super::super::turning::{Trouble, WITHIN};

/// The answer at an address, or why it is none to be shown.
pub async fn answer(href: &str) -> Result<Response, Trouble> {
    let asked = RequestInit::new();
    asked.set_signal(Some(&AbortSignal::timeout_with_u32(WITHIN)));
    let answer = window().ok_or(Trouble::Away)?.fetch_with_str_and_init(href, &asked);
    let answer = JsFuture::from(answer).await.map_err(|_| Trouble::Away)?;
    let answer: Response = answer.dyn_into().map_err(|_| Trouble::Away)?;
    let path = Url::new(&answer.url()).map(|url| url.pathname()).unwrap_or_default();
    Trouble::of(answer.status(), &path).map_or(Ok(answer), Err)
}

/// The number of the slide at an address.
pub fn number_in(href: &str) -> &str {
    let path = href.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// The page at an address, or why it does not come.
pub async fn page(href: &str) -> Result<String, Trouble> {
    let response = answer(href).await?;
    let page = async { JsFuture::from(response.text().ok()?).await.ok()?.as_string() };
    page.await.ok_or(Trouble::Away)
}

/// A page with a slide.
pub fn parsed(html: &str) -> Option<Document> {
    let parser = DomParser::new().ok()?;
    let page = parser.parse_from_string(html, SupportedType::TextHtml).ok()?;
    page.query_selector(".stage > .slide").ok()?.map(|_| page)
}

/// Another slide's page, or why it does not come.
pub async fn fetch(href: &str) -> Result<Document, Trouble> {
    parsed(&page(href).await?).ok_or(Trouble::Away)
}
