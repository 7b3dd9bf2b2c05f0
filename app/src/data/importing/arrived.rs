//! What arrived in the form for an import, and the text in it.

use domain::document::text_of_file;
use domain::github::exported::LONGEST;
use leptos::server_fn::codec::MultipartData;

use crate::error::AppError;

/// What arrived in the form.
#[derive(Default)]
pub(super) struct Arrived {
    pub(super) pilot: String,
    pub(super) repository: String,
    pub(super) pasted: String,
    pub(super) reason: String,
    pub(super) act: String,
    file: Vec<u8>,
    file_name: String,
}

impl Arrived {
    /// Reads the form part by part; what came until it broke off is there, too. The form's own limit bounds a file.
    pub(super) async fn read(data: MultipartData) -> (Self, Result<(), AppError>) {
        let mut arrived = Self::default();
        let whole = arrived.take(data).await;
        (arrived, whole)
    }

    async fn take(&mut self, data: MultipartData) -> Result<(), AppError> {
        let incomplete = |_| AppError::incomplete();
        let mut parts = data.into_inner().ok_or(AppError::Internal)?;
        while let Some(part) = parts.next_field().await.map_err(incomplete)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().unwrap_or_default().to_owned();
            let bytes = part.bytes().await.map_err(incomplete)?;
            if name == "file" {
                (self.file_name, self.file) = (file_name, bytes.to_vec());
                continue;
            }
            let text = String::from_utf8_lossy(&bytes).into_owned();
            match name.as_str() {
                "pilot" => self.pilot = text,
                "repository" => self.repository = text,
                "text" => self.pasted = text,
                "reason" => self.reason = text,
                "act" => self.act = text,
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a file was chosen.
    pub(super) fn has_file(&self) -> bool {
        !self.file_name.is_empty()
    }

    /// The text to import, pasted or of the file.
    ///
    /// # Errors
    /// A sentence about the file.
    pub(super) fn text(&self) -> Result<String, String> {
        if !self.has_file() {
            return Ok(self.pasted.clone());
        }
        if !self.pasted.trim().is_empty() {
            let both = "You pasted a text and chose a file. Keep one: empty the field above, or leave the file out.";
            return Err(both.to_owned());
        }
        let text = text_of_file(&self.file)?;
        if text.trim().is_empty() {
            return Err("This file is empty. Choose another one.".to_owned());
        }
        if text.len() > LONGEST {
            return Err(
                "This file is longer than 2 MB. Import it in parts: what is there already counts once.".to_owned(),
            );
        }
        Ok(text)
    }
}
