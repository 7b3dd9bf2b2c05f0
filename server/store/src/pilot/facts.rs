//! What is recorded about pilots, read once for any number of them and for whoever asks: everything small that pages and
//! lists rest on. Texts, numbers and the log are not in it.

mod read;
mod rows;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::approval::{Condition, Request, Seat, counted_conditions};
use domain::calendar::{SurveyWeek, Window, local_date};
use domain::correction::Waiting;
use domain::document::Digest;
use domain::hours::{Logged, Meter};
use domain::ids::{PersonId, PilotId, ReplacementId};
use domain::inbox::{Newest, Recorded};
use domain::participation::{self, Said};
use domain::person::{Arm, Membership, Role, Standing};
use domain::pilot::{
    Answer, Consent, Feature, Life, Release, Signed, SignedZone, StartFacts, Status, Stays, may_release,
};
use domain::proposal::{Change, RevisionNumber};
use domain::replacement::{Post, Replacement, Tenure, logins, tenures, took_over};
use domain::terms::Terms;
use domain::week_one::Tick;
use domain::zone::remark::OpenRemark;
use domain::zone::{Signatory, Signature, SignatureStatus, signed};
use sqlx::{PgConnection, PgPool};

use super::{Member, Pilot};
use crate::approval::Delegation;
use crate::pairs::Enrolled;
use crate::{Error, Result, approval};

/// Which pilots are asked about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which<'a> {
    /// These.
    These(&'a [PilotId]),
    /// Those in which a person has a role, the newest ones.
    OfPerson(PersonId),
}

/// What is recorded about a pilot. It follows from the pilot's facts alone, whoever reads it and when.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Which.
    pub pilot_id: PilotId,
    /// In addresses.
    pub slug: String,
    /// In titles.
    pub name: String,
    /// Weeks and deadlines belong to this zone.
    pub zone: Tz,
    /// Example data, marked on every page.
    pub example: bool,
    /// Since when it is archived.
    pub archived_at: Option<DateTime<Utc>>,
    /// The day it is meant to start on, in its zone.
    pub planned_start: Option<NaiveDate>,
    /// When within a week the question of the survey is open; `None` where it is for all of it. The start freezes it.
    pub survey_window: Option<Window>,
    /// The pilot it follows, whose signed text it began with.
    pub first: Option<First>,
    /// The proposals that follow it, oldest first.
    pub seconds: Vec<Second>,
    /// What its status rests on.
    pub life: Life,
    /// Every role somebody holds, by role.
    pub holders: Vec<Holder>,
    /// The newest revision; `None` without one.
    pub newest: Option<Newest>,
    /// Its terms.
    pub terms: Option<Terms>,
    /// Every request for approval, newest first.
    pub requests: Vec<Request>,
    /// What the newest revision was judged to mean for an older one, where that was asked about.
    pub judged: Vec<(RevisionNumber, Change)>,
    /// Every condition ever set, in the order they were stated.
    pub conditions: Vec<Condition>,
    /// Every deputy ever named, newest first.
    pub delegations: Vec<Delegation>,
    /// The zone version that counts and its digest: the one in force after the start, the newest before; `None` without one.
    pub zone_version: Option<(i32, Digest)>,
    /// The highest number of a version, amendments that wait or were taken back among them; 0 without one.
    pub zone_newest: i32,
    /// The amendment of the zone that waits for signatures.
    pub amendment: Option<OpenAmendment>,
    /// Whether anybody ever signed a zone version.
    pub zone_signed: bool,
    /// The enrolled features, new model first.
    pub features: Vec<Feature>,
    /// The positions of the baseline features entered, from 1.
    pub baseline: Vec<u8>,
    /// The start, once it happened.
    pub start: Option<Start>,
    /// The survey weeks, once the pilot has started.
    pub weeks: Vec<SurveyWeek>,
    /// Which pilot PM answered the survey of which week.
    pub answered: Vec<(PersonId, u8)>,
    /// What each pilot PM said last of what is measured.
    pub participation: Vec<Said>,
    /// What was ticked in week one.
    pub ticks: Vec<Tick<()>>,
    /// Whether a repository is connected.
    pub connected: bool,
    /// Whether deliveries came that were not used, since the last one that was.
    pub unused: bool,
    /// The decision that was recorded last.
    pub recorded: Option<Recorded>,
    /// Whether numbers were frozen after the last week.
    pub has_final_numbers: bool,
    /// Corrections that wait for a second person.
    pub corrections: Vec<Waiting>,
    /// The arms whose PLANNING.md waits for a DRI's sign-off, and who linked each text.
    pub planning: Vec<(Arm, PersonId)>,
    /// What each DRI logged last for each week.
    pub hours: Vec<Logged>,
    /// Comments and objections on the zone that nobody has resolved, oldest first.
    pub remarks: Vec<OpenRemark>,
    /// Who took over from which pilot PM or DRI after the start, in that order.
    pub replaced: Vec<Replacement>,
    /// The offer to take over that waits for signatures.
    pub offer: Option<Offer>,
}

/// An offer to take over that waits for signatures.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Which.
    pub id: ReplacementId,
    /// Who is to take over from whom.
    pub of: Replacement,
    /// The version of the zone that whoever takes over agrees to.
    pub zone_version: i32,
    /// Who signed it, and as what.
    pub signed: Vec<(PersonId, Membership)>,
}

/// The pilot that another follows. It is decided, so its name stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// Which.
    pub pilot_id: PilotId,
    /// In addresses.
    pub slug: String,
    /// In titles.
    pub name: String,
}

/// A proposal that was begun from the signed text of this pilot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Second {
    /// In addresses.
    pub slug: String,
    /// Who began it, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One role of one person, with what they did in it.
#[derive(Clone, Debug)]
pub struct Holder {
    /// Who, as what.
    pub member: Member,
    /// When they were enrolled.
    pub added_at: DateTime<Utc>,
    /// For which pilot PM a DRI was named.
    pub pm: Option<PersonId>,
    /// What a DRI answered last, and when.
    pub answer: Option<(Answer, DateTime<Utc>)>,
    /// The digest they signed the zone version by that counts.
    pub signed: Option<Digest>,
    /// The digest they signed the amendment by that waits.
    pub signed_amendment: Option<Digest>,
    /// Whether they acknowledged the no-go list.
    pub acknowledged: bool,
}

/// An amendment of the zone that waits for signatures.
#[derive(Clone, Debug)]
pub struct OpenAmendment {
    /// The version that is to be in force.
    pub version: i32,
    /// Over its items.
    pub digest: Digest,
    /// Why the boundary changes.
    pub reason: String,
    /// Who proposed it, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A start, without the text that froze.
#[derive(Clone, Debug)]
pub struct Start {
    /// When.
    pub at: DateTime<Utc>,
    /// The SHA-256 of what froze, hex.
    pub digest: String,
    /// The terms that count.
    pub terms: Terms,
}

/// What is recorded about one pilot.
///
/// # Errors
/// [`Error::NotFound`] when there is no such pilot.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn facts(pool: &PgPool, pilot: PilotId) -> Result<Facts> {
    facts_in(&mut *pool.acquire().await?, pilot).await
}

/// [`facts`], inside the caller's transaction.
///
/// # Errors
/// As [`facts`].
pub(crate) async fn facts_in(connection: &mut PgConnection, pilot: PilotId) -> Result<Facts> {
    let mut found = facts_of(connection, Which::These(&[pilot])).await?;
    found.pop().ok_or(Error::NotFound)
}

/// What is recorded about these pilots, the newest pilot first: one statement.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub(crate) async fn facts_of(connection: &mut PgConnection, which: Which<'_>) -> Result<Vec<Facts>> {
    let rows = rows::rows(connection, which).await?;
    rows.into_iter().map(read::facts).collect()
}

impl Facts {
    /// About how many bytes it takes, for a memory that is bounded by them.
    pub fn weight(&self) -> usize {
        let rows =
            self.holders.len() + self.requests.len() + self.conditions.len() + self.ticks.len() + self.remarks.len();
        12_000 + 500 * rows
    }

    /// The pilot as every page of it shows it.
    pub fn pilot(&self, now: DateTime<Utc>) -> Pilot {
        Pilot {
            pilot_id: self.pilot_id,
            slug: self.slug.clone(),
            name: self.name.clone(),
            zone: self.zone,
            example: self.example,
            status: Status::of(&self.life, now),
        }
    }

    /// Where the pilot stands, in the words of every page: an approval says what is still open of it.
    pub fn status_label(&self, now: DateTime<Utc>) -> String {
        let status = Status::of(&self.life, now);
        let open = self.conditions().filter_map(Condition::open).count();
        match status {
            Status::Approved { .. } | Status::Enrolling if open > 0 => {
                format!("{}, {} open", status.label(), counted_conditions(open))
            }
            _ => status.label(),
        }
    }

    /// What a person is to the pilot at `now`.
    pub fn standing(&self, person: PersonId, site_admin: bool, now: DateTime<Utc>) -> Standing {
        let theirs = self.members().filter(|member| member.person_id == person);
        Standing {
            person,
            site_admin,
            memberships: theirs.map(|member| member.membership).collect(),
            deputy: !self.stands_in_for(person, now).is_empty(),
            was_pm: self.was_pm(person),
        }
    }

    /// Whether somebody took over from a person who was a pilot PM.
    pub fn was_pm(&self, person: PersonId) -> bool {
        let left = |one: &Replacement| one.post == Post::PilotPm && one.former == person;
        self.replaced.iter().any(left)
    }

    /// The approvers whose deputy a person is at `now`.
    pub fn stands_in_for(&self, person: PersonId, now: DateTime<Utc>) -> Vec<PersonId> {
        approval::stands_in_for(&self.delegations, person, now)
    }

    /// Everybody with a role, by role.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.holders.iter().map(|holder| &holder.member)
    }

    /// The request in effect.
    pub fn request(&self) -> Option<&Request> {
        Request::in_effect(&self.requests)
    }

    /// The request in effect, when it is approved.
    pub fn approved(&self) -> Option<&Request> {
        self.request().filter(|request| request.is_approved())
    }

    /// What the newest revision means for an approval of an older one. What nobody judged outdates it.
    pub(crate) fn change_since(&self, approved: RevisionNumber) -> Change {
        if self.newest.is_none_or(|newest| newest.number == approved) {
            return Change::Unchanged;
        }
        let judged = self.judged.iter().find(|(older, _)| *older == approved);
        judged.map_or_else(Change::unjudged, |(_, change)| change.clone())
    }

    /// The conditions of the request in effect.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let request = self.request().map(|request| request.request_id);
        self.conditions
            .iter()
            .filter(move |one| request == Some(one.request_id))
    }

    /// Whether anything was ever decided, whatever the decision: sponsor and approver stay who they are.
    pub fn any_decided(&self) -> bool {
        let mut seats = self.requests.iter().flat_map(|request| &request.seats);
        seats.any(|seat| seat.filled.is_some())
    }

    /// Whether somebody can be taken out of this role before the start.
    ///
    /// # Errors
    /// [`Stays`], which says why not.
    pub fn may_release(&self, role: Role) -> std::result::Result<(), Stays> {
        let holders = self.members().filter(|member| member.membership.role == role).count();
        may_release(Release {
            role,
            signed: self.any_decided() || self.zone_signed,
            asked: self.request().is_some_and(|request| request.outcome.is_none()),
            others: holders.saturating_sub(1),
        })
    }

    /// Whether anybody signed the pilot, or is asked to.
    pub fn signed(&self) -> Signed {
        let mut seats = self.requests.iter().flat_map(|request| &request.seats);
        let approves = |seat: &Seat| seat.filled.as_ref().is_some_and(|filled| filled.verdict.approves());
        Signed {
            ever: self.zone_signed || seats.any(approves),
            is_asked: self.request().is_some_and(|request| request.outcome.is_none()),
        }
    }

    /// Those of an arm in a role, in the order they were enrolled.
    fn in_arm(&self, role: Role, arm: Arm) -> Vec<&Holder> {
        let membership = Membership { role, arm: Some(arm) };
        let theirs = self.holders.iter();
        let mut theirs: Vec<&Holder> = theirs.filter(|holder| holder.member.membership == membership).collect();
        theirs.sort_by_key(|holder| (holder.added_at, holder.member.person_id));
        theirs
    }

    /// The DRIs of both arms, in the order they were enrolled.
    fn dris(&self) -> impl Iterator<Item = (Arm, &Holder)> {
        let of = |arm| self.in_arm(Role::Dri, arm).into_iter().map(move |dri| (arm, dri));
        Arm::ALL.into_iter().flat_map(of)
    }

    /// The pilot PMs and DRIs of both arms.
    pub fn arms(&self) -> Vec<Enrolled> {
        let name = |holder: &Holder| (holder.member.person_id, holder.member.name.clone());
        let of = |arm| Enrolled {
            arm,
            pms: self.in_arm(Role::PilotPm, arm).into_iter().map(name).collect(),
            dris: self
                .in_arm(Role::Dri, arm)
                .into_iter()
                .map(|dri| {
                    let (person, name) = name(dri);
                    (person, name, dri.pm)
                })
                .collect(),
        };
        Arm::ALL.map(of).into()
    }

    /// Review hours against the promise; `None` before the start.
    pub fn meter(&self, now: DateTime<Utc>) -> Option<Meter> {
        let terms = &self.start.as_ref()?.terms;
        Meter::of(terms, &self.weeks, &self.hours, &self.dri_tenures(), now)
    }

    /// Who is a DRI or was one, and from when until when.
    pub fn dri_tenures(&self) -> Vec<Tenure> {
        let today: Vec<(Arm, PersonId)> = self.dris().map(|(arm, dri)| (arm, dri.member.person_id)).collect();
        tenures(Post::Dri, &today, &self.replaced)
    }

    /// Who is a pilot PM or was one, and from when until when.
    pub fn pm_tenures(&self) -> Vec<Tenure> {
        let today = Arm::ALL.into_iter().flat_map(|arm| {
            let pms = self.in_arm(Role::PilotPm, arm).into_iter();
            pms.map(move |holder| (arm, holder.member.person_id))
        });
        tenures(Post::PilotPm, &today.collect::<Vec<_>>(), &self.replaced)
    }

    /// Whether the question of a week is put to somebody: the pilot PM when it opens.
    pub fn is_asked(&self, person: PersonId, week: &SurveyWeek) -> bool {
        let tenures = self.pm_tenures();
        tenures
            .iter()
            .any(|tenure| tenure.person == person && tenure.answers(week))
    }

    /// To whom the question of a week is put, with their names.
    pub fn asked_in(&self, week: &SurveyWeek) -> Vec<(PersonId, String)> {
        let name_of = |person: PersonId| {
            let member = self.members().find(|member| member.person_id == person);
            let replaced = self.replaced.iter().find(|one| one.former == person);
            member
                .map(|member| member.name.clone())
                .or_else(|| replaced.map(|one| one.former_name.clone()))
                .unwrap_or_default()
        };
        let asked = self.pm_tenures().into_iter().filter(|tenure| tenure.answers(week));
        asked.map(|tenure| (tenure.person, name_of(tenure.person))).collect()
    }

    /// Where somebody stands about what is measured.
    pub fn participation_of(&self, person: PersonId) -> participation::Standing {
        participation::standing(&self.participation, person, took_over(&self.replaced, person))
    }

    /// The logins on the code host of an arm's pilot PMs today.
    pub fn logins(&self, arm: Arm) -> Vec<String> {
        let of_arm = self.features.iter().filter(|feature| feature.arm == arm);
        let named: Vec<&str> = of_arm.flat_map(Feature::logins).collect();
        logins(&named, arm, &self.replaced)
    }

    /// What somebody who holds a role in an arm is and did in it.
    pub(crate) fn holder(&self, person: PersonId, role: Role, arm: Arm) -> Option<&Holder> {
        let mut holders = self.in_arm(role, arm).into_iter();
        holders.find(|holder| holder.member.person_id == person)
    }

    /// Who has still to sign the offer to take over that waits: those who sign an amendment of the zone, but for whoever is
    /// replaced.
    pub fn unsigned_offer(&self) -> Option<SignatureStatus> {
        let (offer, (_, digest)) = (self.offer.as_ref()?, self.zone_version.as_ref()?);
        let dris = self.dris().map(|(arm, dri)| (arm, dri.member.person_id));
        let dris: Vec<_> = dris.filter(|(_, dri)| *dri != offer.of.former).collect();
        let signatures = offer.signed.iter().filter_map(|(person, membership)| {
            Some(Signature {
                signatory: Signatory::of(*membership)?,
                person: *person,
                digest: digest.clone(),
            })
        });
        let signatures: Vec<Signature> = signatures.collect();
        let mut status = signed(digest, &signatures, &self.approvers(), &dris);
        let has_dri = |arm: Arm| dris.iter().any(|(of, _)| *of == arm);
        status
            .missing
            .retain(|signatory| !matches!(signatory, Signatory::Dri(arm) if !has_dri(*arm)));
        Some(status)
    }

    /// What a person has still to sign the offer as.
    pub fn offer_owed_by(&self, person: PersonId) -> Vec<Signatory> {
        let theirs = self.members().filter(|member| member.person_id == person);
        let memberships: Vec<Membership> = theirs.map(|member| member.membership).collect();
        let status = self.unsigned_offer();
        status.map_or_else(Vec::new, |status| {
            status.owed_by(person, &memberships, self.approved().is_some())
        })
    }

    /// Whether a person can take the offer back that waits: whoever made it, and the sponsor.
    pub fn may_withdraw_offer(&self, standing: &Standing) -> bool {
        let made = |offer: &Offer| offer.of.successor == standing.person || standing.is(Role::Sponsor);
        self.offer.as_ref().is_some_and(made)
    }

    /// What each present DRI was asked and answered.
    pub fn consents(&self) -> Vec<Consent> {
        let asked = self.dris().map(|(arm, dri)| Consent {
            arm,
            dri: dri.member.person_id,
            name: dri.member.name.clone(),
            answer: dri.answer,
        });
        asked.collect()
    }

    /// Everybody whose decision the approval in effect took.
    fn approvers(&self) -> Vec<PersonId> {
        let seats = self.approved().into_iter().flat_map(|request| &request.seats);
        seats.map(|seat| seat.approver_id).collect()
    }

    /// The signatures that count, by what each holder signed: of those who hold the side, and for the approver, of whoever
    /// approved.
    fn signatures(&self, by: impl Fn(&Holder) -> Option<Digest>) -> Vec<Signature> {
        let approvers = self.approvers();
        let counts = |member: &Member| {
            member.membership.role != Role::Approver || approvers.is_empty() || approvers.contains(&member.person_id)
        };
        let holders = self.holders.iter().filter(|holder| counts(&holder.member));
        let signed = holders.filter_map(|holder| {
            Some(Signature {
                signatory: Signatory::of(holder.member.membership)?,
                person: holder.member.person_id,
                digest: by(holder)?,
            })
        });
        signed.collect()
    }

    /// Who has still to sign the zone version that counts; `None` without one.
    pub fn unsigned(&self) -> Option<SignatureStatus> {
        let (_, digest) = self.zone_version.as_ref()?;
        Some(self.status(digest, &self.signatures(|holder| holder.signed.clone())))
    }

    /// The amendment that waits, and who has still to sign it.
    pub fn unsigned_amendment(&self) -> Option<(i32, SignatureStatus)> {
        let open = self.amendment.as_ref()?;
        let signatures = self.signatures(|holder| holder.signed_amendment.clone());
        Some((open.version, self.status(&open.digest, &signatures)))
    }

    fn status(&self, digest: &Digest, signatures: &[Signature]) -> SignatureStatus {
        let dris: Vec<_> = self.dris().map(|(arm, dri)| (arm, dri.member.person_id)).collect();
        signed(digest, signatures, &self.approvers(), &dris)
    }

    fn signed_zone(&self) -> Option<SignedZone> {
        let (version, status) = (self.zone_version.as_ref()?.0, self.unsigned()?);
        let several = |arm: Arm| self.in_arm(Role::Dri, arm).len() > 1;
        let approvers = self.approved().filter(|request| request.seats.len() > 1);
        let seats = approvers.into_iter().flat_map(|request| &request.seats);
        let dris = self.dris().filter(|(arm, _)| several(*arm));
        Some(SignedZone {
            version,
            signed: self
                .signatures(|holder| holder.signed.clone())
                .iter()
                .map(|one| one.signatory.membership())
                .collect(),
            unsigned_approvers: seats
                .filter(|seat| status.approvers.contains(&seat.approver_id))
                .map(|seat| seat.approver.clone())
                .collect(),
            unsigned_dris: dris
                .filter(|(arm, dri)| status.dris.contains(&(*arm, dri.member.person_id)))
                .map(|(arm, dri)| (arm, dri.member.name.clone()))
                .collect(),
        })
    }

    /// What the start rests on, at `now`.
    pub fn start_facts(&self, now: DateTime<Utc>) -> StartFacts {
        self.start_facts_on(local_date(now, self.zone))
    }

    /// [`Facts::start_facts`], on a day of the pilot's zone.
    pub(crate) fn start_facts_on(&self, today: NaiveDate) -> StartFacts {
        let mut members: Vec<_> = self.members().map(|one| (one.person_id, one.membership)).collect();
        members.sort_by_key(|(person, m)| (m.role.as_str(), m.arm.map(Arm::as_str), *person));
        let seats = self.approved().into_iter().flat_map(|request| &request.seats);
        let open = self.conditions().filter(|_| self.approved().is_some());
        let named = |(arm, dri): (Arm, &Holder)| Some((dri.member.person_id, arm, dri.pm?));
        let consent = |(arm, dri): (Arm, &Holder)| Some((arm, dri.member.person_id, dri.answer?.0));
        StartFacts {
            life: self.life.clone(),
            approved_by: seats.filter_map(|seat| Some(seat.filled.as_ref()?.person_id)).collect(),
            open_conditions: open.filter_map(Condition::open).collect(),
            terms: self.terms.clone(),
            members,
            zone: self.signed_zone(),
            approved_zone: self
                .approved()
                .filter(|_| self.zone_version.is_some())
                .map(|request| request.zone_version),
            features: self.features.clone(),
            names: self.members().map(|one| (one.person_id, one.name.clone())).collect(),
            dri_of: self.dris().filter_map(named).collect(),
            consents: self.dris().filter_map(consent).collect(),
            baseline: self.baseline.clone(),
            today,
        }
    }
}
