//! Which statements go to the database while something is asked for.

use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// What comes of `asked`, and the statements that went to the database meanwhile, in the order they
/// ended: `let (page, statements) = statements(ada.get("/")).await;`. It hears what this thread does,
/// tasks that `asked` spawned included, so nothing else may be under way in the test.
pub async fn statements<T>(asked: impl Future<Output = T>) -> (T, Vec<String>) {
    let heard = Heard::default();
    let subscriber = tracing_subscriber::registry().with(heard.clone());
    let guard = tracing::subscriber::set_default(subscriber);
    let answer = asked.await;
    drop(guard);
    let statements = std::mem::take(&mut *heard.0.lock().expect("no test panics while it listens"));
    (answer, statements)
}

/// Keeps what sqlx logs: one event for each statement.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Heard {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        let mut heard = self.0.lock().expect("no test panics while it listens");
        heard.push(statement.0);
    }
}

/// The text of a statement: a short one stands in the summary alone.
#[derive(Default)]
struct Statement(String);

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        let text = value.trim();
        if field.name() == "summary" || field.name() == "db.statement" && !text.is_empty() {
            text.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
