//! What can go wrong with a statement, told apart by what the caller can do about it.

/// The result of a store function.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a store function did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such object, or not in this pilot.
    #[error("not found")]
    NotFound,
    /// A rule forbids it; the sentence is for the person who asked.
    #[error("{0}")]
    Refused(String),
    /// A row that the rules say cannot exist.
    #[error("impossible row in {table}: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// What is impossible about it.
        what: String,
    },
    /// The database failed or did not answer.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl Error {
    /// A refusal in a sentence for the person who asked.
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }

    /// An impossible row.
    pub fn inconsistent(table: &'static str, what: impl std::fmt::Display) -> Self {
        Self::Inconsistent {
            table,
            what: what.to_string(),
        }
    }

    /// Whether the database could not be reached, is out of resources or let the statement wait too long: worth
    /// trying again later.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Database(
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_),
            ) => true,
            // 53 is out of resources, 57P is a database that is shutting down or starting, 08 is a broken connection;
            // then waits that were too long (for a lock, a statement, within a transaction) or in a circle.
            Self::Database(sqlx::Error::Database(e)) => e.code().is_some_and(|code| {
                code.starts_with("53")
                    || code.starts_with("57P")
                    || code.starts_with("08")
                    || matches!(&*code, "55P03" | "57014" | "25P03" | "40P01")
            }),
            _ => false,
        }
    }

    /// Whether a text holds a character that Postgres cannot keep: the null character.
    pub fn is_unstorable(&self) -> bool {
        // 22021 is such a character in a text, 22P05 in JSON.
        matches!(self, Self::Database(sqlx::Error::Database(e)) if matches!(e.code().as_deref(), Some("22021" | "22P05")))
    }
}

/// Turns the breach of a named constraint into a refusal; other errors pass.
pub(crate) trait OnConstraint<T> {
    /// The sentence to show when the named constraint was what stopped the statement.
    fn on_constraint(self, constraint: &str, sentence: &str) -> Result<T>;
}

impl<T> OnConstraint<T> for std::result::Result<T, sqlx::Error> {
    fn on_constraint(self, constraint: &str, sentence: &str) -> Result<T> {
        self.map_err(|error| match &error {
            sqlx::Error::Database(e) if e.constraint() == Some(constraint) => Error::refused(sentence),
            _ => error.into(),
        })
    }
}

impl<T> OnConstraint<T> for Result<T> {
    fn on_constraint(self, constraint: &str, sentence: &str) -> Result<T> {
        match self {
            Err(Error::Database(error)) => Err(error).on_constraint(constraint, sentence),
            other => other,
        }
    }
}
