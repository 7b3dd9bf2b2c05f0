//! The phrases that the reader knows, each list under the first of them. They are frozen: what is not among them is not
//! clear, and a person is asked.

use std::sync::LazyLock;

use crate::words::Phrases;

macro_rules! phrases {
    ($($name:ident: $text:literal;)*) => {
        $(pub(crate) static $name: LazyLock<Phrases> = LazyLock::new(|| Phrases::of($text));)*

        /// All of them, by name.
        #[cfg(test)]
        const KNOWN: &[(&str, &str)] = &[$((stringify!($name), $text)),*];
    };
}

phrases! {
    A: "a | an | of | hour | day";
    ABOUT:
        "about | around | roughly | approximately | approx | circa | ca | nearly | almost | at least | at most \
         | up to | more than | less than | fewer than | under | max | maximum | minimum | at a minimum \
         | at a maximum | more or less | upwards of | close to | as many as | as much as | no more than";
    ABOUT_OR_MAYBE: "about | maybe | around | roughly | or so";
    ABOVE: "above | more than | over | around | about | exceed* | roughly | up to | at most";
    AGO:
        "ago | later | earlier | before | after | notice | advance | holiday* | vacation | leave | sprint* \
         | buffer | break | onboarding | training | preparation | window | cycle* | old | long-term";
    ALL: "all | other | our";
    ALL_OF_THE_FOLLOWING:
        "all of the following | all of these | all the following | each of the following | all criteria \
         | all of the criteria | every criterion | each of these | all met | all are met | all hold | all true \
         | all satisfied | every one of these | every one of the following | these all | all targets | all goals \
         | all conditions";
    ALL_OR_EVERY: "all | every | each";
    ALL_OR_EVERY_ONE: "all | every one";
    ARE:
        "are | is | hold | holds | met | criteria | criterion | conditions | targets | goals | bars | true \
         | thresholds";
    ASIDE:
        "last year | last quarter | last month | last time | years ago | months ago | weeks ago | a year ago \
         | previous pilot* | earlier pilot* | last pilot | first pilot | prior pilot* | past pilot* \
         | previous trial* | last trial | first attempt | previous attempt | last attempt | earlier attempt \
         | in the past | used to | competitor* | elsewhere | other compan* | another compan* | industry \
         | for example | for instance | e g | imagine | suppose | hypothetical* | study | studies | research \
         | considered | rejected | discussed | originally | initially | at first | on call | nowadays \
         | colleague* | decided against | ruled out | discarded | turned down | declined | first draft \
         | earlier draft | previous draft | older draft | was proposed | were proposed | first idea \
         | on the table | earlier version | previous version";
    ASK: "ask | asks | things | decisions | requests";
    ASK_OR_ASKS: "ask | asks | ask you | need from you | i need | we need | from you";
    ASK_OR_ASKS_OR_NEED: "ask | asks | need | from you | want | also | and";
    ASK_OR_NEED: "ask* | need* | from you | you | want* | decision* | request* | agree* | approv*";
    AT_LEAST: "at least | more than | at most | up to | about | over";
    AT_LEAST_OR_MINIMUM:
        "at least | minimum | minimum of | no lower than | not below | no less than | at or above \
         | not less than | not lower than | not under | no worse than";
    AT_MOST: "at most | no more than | not more than";
    AT_MOST_ALONE: "at most";
    AT_MOST_OR_UP_TO:
        "at most | up to | no more than | more than | over | about | around | roughly | maybe | nearly | almost \
         | approximately | under";
    AT_OR_ABOVE: "at or above";
    AT_OR_BELOW:
        "at or below | equal or lower | equal to or lower | no worse | not worse | flat or lower | flat or fall* \
         | flat or down | same or lower | same or fewer | same or better | unchanged or lower | not worsen* \
         | stay flat or | no more than before | at most the same | at most as many | at most baseline \
         | at most the baseline";
    AVERAG: "averag* | mean | score*";
    AVERAGE: "average* | typical | percentile | mode";
    BAR: "bar | bars | threshold* | criterion | criteria | hurdle* | success";
    BASELINE: "baseline* | statistic | compar*";
    BASELINE_ALONE: "baseline*";
    BASELINE_MEDIAN:
        "baseline median | median baseline | baseline mean | mean baseline | baseline statistic | statistic mean \
         | median of the baseline | mean of the baseline | baseline is | baseline uses";
    BASELINE_OR_BEFORE_THE_PILOT: "baseline* | before the pilot | beforehand";
    BASELINE_OR_COMPAR: "baseline* | compar* | reference";
    BASELINE_OR_COMPAR_ALONE: "baseline* | compar*";
    BASELINE_OR_STATISTIC: "baseline* | statistic";
    BEFORE: "before | by | until | after | later than | since | than | not | never | from | originally | no later";
    BELOW: "below | under";
    BY_A_QUARTER:
        "by a quarter | by one quarter | by at least a quarter | by at least one quarter | a quarter lower \
         | a quarter less | a quarter fewer | a quarter shorter | a quarter faster";
    BY_HALF: "by half | by one half | halv* | in half";
    CALENDAR: "calendar | full | whole | consecutive";
    CAPPED_AT: "capped at | cap of | limited to | at most";
    COMMIT: "commit*";
    CONSIDERED:
        "considered | rejected | alternative* | for example | e g | such as | instead | used to | last year \
         | previously | earlier draft | first draft";
    CRITERI: "criteri* | them | these | those | conditions";
    CRITERIA: "criteria | met | are | hold | is | targets | goals | bars | conditions | true | thresholds";
    CRITERION_ALONE: "criterion";
    CRITERI_OR_SUCCESS: "criteri* | success* | also | and";
    CYCLES: "review cycle* | review round* | rounds of review | cycles of review | review iteration* | review loop*";
    CYCLE_TIME: "cycle time | energy | review cycle* | merged | score* | salary | pull request*";
    CYCLE_TIME_OR_TIME_TO_MERGE: "cycle time | time to merge | merge time";
    DASHBOARD:
        "dashboard* | data | keep* | flag* | stor* | after the pilot | once the pilot | open | feature | window";
    DATA: "data | number* | value* | measure* | metric* | survey* | criteri* | answer* | week*";
    DAY: "day | days | month | fortnight | sprint | total | first";
    DECK: "deck | draft* | slides | rehears* | dry run | invitation* | agenda | ready";
    DO: "do | does | activit* | task* | to do | allowed";
    DOUBT:
        "may | can | allowed | accept* | fine | need not | needn't | not required | no need | except | unless \
         | much | significant* | noticeabl* | substantial* | too | by | promise | guarantee | expect* that \
         | hope* | or";
    DOWN_FROM: "down from | up from";
    DRI: "dri | dris | engineer* | review* | hours in total | hours in all | cost* | commitment | effort";
    DRI_OR_DRIS: "dri | dris";
    DRI_OR_DRIS_OR_ENGINEER:
        "dri | dris | engineer | engineers | engineer's | reviewer | reviewers | review | reviews";
    DRI_OR_DRIS_OR_ENGINEER_OR_ENGINEERS:
        "dri | dris | engineer | engineer's | engineers | reviewer | reviewers | review | reviewing";
    DROP:
        "drop* | fall* | fell | reduc* | decreas* | shrink* | shrank | cut | lower | shorter | less | down \
         | fewer | below | faster | quicker | sooner | halv* | half | minus | improv* | saved | earlier";
    DURATION:
        "duration | length | how long | timeline | time frame | timeframe | timebox | time boxed to | timeboxed \
         | pilot of | trial of | programme of | program of | experiment of | period of | lasting | scheduled for \
         | window of | limited to";
    END: "end* | clos* | start* | begin* | expire* | due | deadline | sign* | send | submit | approv* | answer* | by";
    END_OF: "end of | course of | throughout";
    ENERGY: "energy | energised | energized";
    ENERGY_ALONE: "energy";
    ENERGY_OR_AVERAG: "energy | averag* | score* | scoring | mean";
    ENGINEER: "engineer | engineer's | engineers | dri | dris | reviewer | reviewers | reviewer's | reviewers'";
    ENGINEERING:
        "engineering zone | with engineering | engineering keeps | engineering owns | engineering retains \
         | engineering side | engineering only | engineers keep | engineers only | to engineering | outside";
    ENGINEERING_OR_ENGINEERS: "engineering | engineers | eng | engineer | outside | dev | devs";
    ENGINEERING_OR_ENGINEERS_ALONE: "engineering | engineers";
    ENGINEERING_OR_ENGINEERS_OR_EVERYTHING: "engineering | engineers | everything";
    ENGINEERING_OR_ENGINEERS_OR_PMS: "engineering | engineers | pms | everything";
    EVERY: "every | each | any | no";
    EVERYTHING_ELSE: "everything else | everything outside | all else | the rest | anything else | all other";
    EXCEPT: "except | unless";
    EXPAND:
        "expand* | scale* | scaling | rollout | roll out | later | eventually | wave | beyond | hire* | hiring \
         | left";
    EXPAND_ALONE: "expand*";
    EXPAND_IF: "expand* if | expand* when | expand* at | we expand";
    EXPAND_OR_SUCCESS: "expand* | success";
    EXPECTED_DIRECTION:
        "expected direction | direction | expected | intended | predicted | right way | as planned | hoped \
         | as forecast";
    EXTEND:
        "extend* | extension | second pilot | another pilot | next pilot | follow up | vacation | holiday* \
         | on leave | away | sick | notice | sprint* | queue* | backlog* | wait* | sits | freeze | survey window \
         | onboarding | training | probation | expire* | retention | deprecat* | refactor* | migration*";
    FAIL: "fail* | miss* | not met | short of | unmet";
    FEATURE: "feature | features";
    FEWER_THAN: "fewer than | less than | below";
    FEWER_THAN_OR_LESS_THAN: "fewer than | less than";
    FEW_PMS:
        "few pms | some pms | several pms | couple of pms | few product | some product | several product \
         | couple of product | handful of pms | handful of product";
    FIRST_COMMIT: "first commit";
    FIRST_WEEK: "first week | week one | last week | final week | shared | split";
    FOR: "for | over | during";
    FROM: "from | between | start* | begin* | kick* | run* | last* | duration | dates | period | timeline | length";
    FULL: "full | whole | calendar | consecutive | working | work | business";
    HAVE: "have | has | had | employ* | of | of our | of the | among | all | other | remaining | than | hired";
    HEADING_ASIDE:
        "alternative* | rejected | considered | previous pilot* | last pilot | earlier pilot* | lessons \
         | history | faq | frequently asked | earlier draft* | previous draft* | older draft* | prior art \
         | elsewhere | other companies";
    HEADING_ASIDE_TOO:
        "example* | questions | future | later | afterwards | glossary | changelog | references | next steps";
    HEADING_ASKS:
        "ask | asks | asking | need from | i need | we need | from you | request* | your part | say yes \
         | decisions wanted | decisions needed | approvals needed";
    HEADING_BACKGROUND: "why | problem* | background | context | motivation | today | hurts";
    HEADING_CRITERIA:
        "criteri* | success* | what counts | judg* | we decide | will decide | decision rule* | threshold* | bar \
         | bars | pass | target* | scorecard* | how we will know | how we know | how will we know \
         | how we'll know | win | exit | verdict | decision table | what good looks like | definition of done \
         | good enough | key result* | be happy";
    HEADING_DESIGN:
        "proposal | pilot | design | plan | how it works | how it will work | set up | setup | trial | duration \
         | experiment* | programme | program | charter | approach | method | how we would | how we will run \
         | parameters | logistics | timeline | cadence | what we propose | the details | how long";
    HEADING_ENGINEERING_ZONE:
        "engineering zone | with engineering | engineering keeps | engineering owns | engineering side \
         | engineering only | out of bounds | outside | hands off | may not touch | may not change \
         | cannot touch | cannot change";
    HEADING_METRICS:
        "metric* | measur* | we report | will report | numbers | kpi | kpis | yardstick* | signal | signals \
         | indicator* | we track | will track";
    HEADING_NO_GO:
        "no go | no gos | off limits | must not | may not happen | forbidden | never do | don'ts | don't | donts";
    HEADING_OUT_OF_SCOPE:
        "not in scope | out of scope | non goal* | not asking | not ask | not propos* | not part | is not \
         | nothing beyond";
    HEADING_PM_ZONE:
        "zone* | boundar* | scope | may change | may touch | may work | can change | can edit | may edit \
         | can touch | allowed | pm side | fence | fences";
    HEADING_REVIEWER: "review* | dri | dris";
    HEADING_RISK: "risk* | mitigation* | go wrong | worr* | concern*";
    HEADING_SUMMARY: "tl dr | tldr | summary | in short | in brief | at a glance | overview | abstract";
    HEADING_WEEK_ONE: "week one | week 1 | first week | first five days | first days";
    HEDGE:
        "could | might | perhaps | maybe | possibly | tbd | tbc | to be decided | to be confirmed | to be agreed \
         | undecided | not sure | unsure | open question | ideally | hopefully | depending on | if needed \
         | if necessary | unless | either | negotiable";
    HOUR: "hour | hours | h | let | lend | ship | ships | shipping | try | take part | takes part | pms | managers";
    HOURS: "hours";
    HOURS_A_WEEK: "hours a week | hours per week | hours each week | hour a week";
    HOURS_OR_TIME: "hours | time | dri | cost | lead";
    HOUR_OR_HOURS: "hour | hours | h | hrs";
    HOUR_OR_HOURS_OR_H: "hour | hours | h | hrs | hr";
    IDEA: "idea | commit* | review* | cycle* | merge* | open | reply | answer*";
    IDEA_ALONE: "idea";
    IF_THE_PILOT: "if the pilot | if it | if we need | if they | if this | in case";
    INCREAS:
        "increas* | rise | rises | risen | rising | grow | grows | grown | growth | up | climb* | exceed* \
         | worse | worsen* | higher | above | more | over";
    INCREAS_OR_RISE: "increas* | rise | rises | grow | grows | go up | goes up";
    INFORMATION:
        "information | reported | reporting | only | none | context | n a | no bar | no target | not judged \
         | tbd";
    INSIDE: "inside | allowed";
    INSTEAD_OF:
        "instead of | rather than | unlike | as opposed to | not the usual | than the usual | versus the usual";
    IN_TOTAL:
        "in total | in all | altogether | overall | total of | in sum | a total | total | totals \
         | over the pilot | across the pilot | for the pilot | for the whole pilot | over the whole pilot \
         | during the pilot | over four | over the four | sum of";
    IN_TOTAL_OR_ALTOGETHER:
        "in total | altogether | combined | between them | for both | in all | in sum | both dris | overall \
         | across both | total of | together";
    IS: "is | be";
    ITERAT: "iterat* | second pilot | another pilot | another round | another go | once more | try again";
    ITERATE: "iterat* | second pilot | second iteration | another pilot | another round";
    ITERAT_ON: "iterat* on | iterat* over";
    I_E: "i e | that is | meaning";
    JANUARY:
        "january | february | march | april | june | july | august | september | october | november | december \
         | monday | tuesday | wednesday | thursday | friday | week | end | date | am | pm";
    LAST: "last | latest | previous | past | recent | prior | earlier | baseline* | newest";
    LASTS: "lasts | runs";
    LASTS_OR_LAST: "lasts | last | runs | run | takes | take | spans | span | covers";
    LAST_OR_PAST:
        "last | past | previous | first | final | next | second | another | every | each | within | recent | in \
         | after | further | extra | additional | other | per";
    MAY: "may | can | could | allowed | free to | are permitted";
    MAY_OR_CAN: "may | can | could | is | are | will | must | pms | engineering keeps";
    MEAN: "mean | average | averaged";
    MEDIAN: "median";
    MEDIAN_OF: "median of | mean of | average of | average over | median over | mean over";
    MEETING: "meeting* | call | session* | sync | workshop* | demo* | slot* | training";
    MERGE: "merge*";
    MET: "met | hold | holds | true | satisfied | fulfilled | reached";
    METRIC: "metric | outcome | impact | kpi | star";
    METRICS: "metrics | numbers | measures | kpis | signals | things";
    METRIC_OR_MEASUR: "metric* | measur* | report* | number* | also | and";
    METRIC_OR_MEASURE: "metric* | measure* | report on | will report | will track | we track";
    METRIC_OR_MEASURE_OR_KPI: "metric* | measure* | kpi* | signal* | indicator*";
    METRIC_OR_MEASUR_OR_REPORT:
        "metric* | measur* | report* | number* | track* | follow* | these | outcome* | look at";
    MET_OR_HOLD: "met | hold | holds | true | if | when | with | fulfilled | pass | at | means | of | /";
    MINUTE: "minute | minutes | min | mins | day | days";
    MINUTES: "minutes | minute | min | mins";
    MISSING:
        "missing | no data | unknown | not known | unavailable | no answer | unanswered | cannot be measured \
         | can't be measured | not available";
    MON:
        "mon | tue | wed | thu | fri | sat | sun | monday | tuesday | wednesday | thursday | friday | saturday \
         | sunday";
    MONTH: "month* | fortnight*";
    MONTH_ALONE: "month*";
    MORE: "or more | or higher | or above | or better | or over | or greater | and above | and higher | and up";
    MORE_OR_HIGHER: "more | higher | above | better | greater";
    MORE_OR_HIGHER_OR_ABOVE: "more | higher | above | over";
    MORE_THAN: "more than | over | about | around | at most | up to | almost | nearly";
    MOST:
        "most | recent | recently | shipped | released | last | latest | previous | earlier | past | old | model \
         | comparable | finished | completed | delivered | prior | newest | of | the | our";
    MOST_RECENT: "most recent | latest | newest | last ones";
    MOVE: "move* | moving | shift* | improve* | went | goes | go | up | down | rise* | rose";
    NEED: "need | ask | asks | asking | request";
    NEED_NOT: "need not | not required | not have to | needn't | not be at least | not average";
    NEW_MODEL: "new model | baseline | versus | vs | against | than | compar*";
    NOT:
        "not | never | no longer | nor | neither | isn't | aren't | won't | wasn't | weren't | doesn't | don't \
         | didn't | cannot | can't | mustn't | without";
    NOT_ASKING: "not asking | not need | not report* | not measur* | fail* | stop";
    NOT_A_SUCCESS: "not a success | not succeed | no success | fail* | miss* | not met";
    NOT_ITERATE: "not iterate | never iterate | without iterating | not run a second";
    NOT_LESS_THAN: "not less than | no less than | not fewer than";
    NOT_OR_INSTEAD: "not | instead | rather | unlike";
    NOT_OR_ISNT: "not | isn't | don't | never";
    NOT_OR_NEVER:
        "not | never | need not | regardless | whether | may | without | unexpected | opposite | either | how";
    NOT_OR_NEVER_OR_LONGER: "not | never | longer | nor | if | whether";
    NOT_OR_NEVER_OR_NEEDNT: "not | never | needn't | no need | don't | doesn't";
    NOT_OR_NEVER_OR_NEEDNT_OR_ISNT: "not | never | needn't | isn't | don't | doesn't | didn't | without";
    NOT_OR_NEVER_OR_NO:
        "not | never | no | needn't | don't | whether | or | about | points | expect* | hope* | promise";
    NOT_OR_NEVER_OR_NOBODY: "not | never | nobody";
    NOT_OR_NEVER_OR_NO_ALONE: "not | never | no";
    NOT_OR_NO:
        "not | no | never | don't | doesn't | didn't | won't | haven't | hasn't | mustn't | aren't | isn't \
         | without";
    NOT_OR_NOTHING: "not | nothing";
    NOT_OR_NO_ALONE: "not | no";
    NOT_OR_NO_OR_NEVER: "not | no | never | don't | doesn't | isn't | needn't | instead of | rather than";
    NOT_ROLL: "not roll | never roll";
    NOT_THE: "not the | not a";
    NO_GO:
        "no go | off limits | must not | may not | will not | won't | not allowed | never | forbidden | do not \
         | don't | cannot | can't | nobody | not touch | not in scope | out of scope | not in the zone \
         | not open to | not part of | hands off | excluded | excludes | except | nothing of";
    NO_LESS_THAN: "no less than";
    N_4_SLASH_4: "4 / 4";
    OF: "of | / | out";
    OF_OR_POINTS: "of | points";
    OF_OR_TO: "of | to";
    OF_THE: "of the | of our";
    OLD_MODEL: "old model | old arm | control group";
    ONE_SENIOR_ENGINEER:
        "one senior engineer | one engineer | a senior engineer | a single engineer | a single senior engineer \
         | an engineer | one reviewer | a reviewer | one senior engineer's | one engineer's | 1 senior engineer \
         | 1 engineer | 1 reviewer | one senior developer | one senior dev | one dev | one developer";
    ONLY_REPORTED:
        "only reported | reported only | report only | for information | no criterion | not a criterion \
         | without a criterion | does not decide | decides nothing | not judged | no bar | for context \
         | informational | no target | not part of the decision | just reported | merely reported";
    OPEN: "open*";
    OR_FEWER: "or fewer | or less";
    OR_LESS: "or less | or fewer | at most | or so";
    OR_SO: "or so | or more | or less | or fewer | at most | at least | max | maximum | minimum | tops | …";
    OUT: "out | of | /";
    OUTCOME:
        "primary metric | main metric | key metric | headline metric | its metric | own metric | north star \
         | star metric | target metric | feature's metric | feature metric | primary kpi | main kpi \
         | feature kpi";
    OUT_OF: "out of";
    PARTIAL_SUCCESS: "partial success*";
    PARTICIPANTS: "participants | team | people | cohort | who | staffing";
    PER: "per | for each | for every | for a";
    PER_DRI:
        "per dri | each dri | every dri | per engineer | each engineer | per reviewer | apiece | per pm \
         | per pilot pm | each pm | each pilot pm | for each | per engineering dri";
    PER_PILOT_PM:
        "per pilot pm | per pm | per dri | each dri | each pm | each pilot pm | per product manager \
         | each pilot product manager | each product manager | per engineer | each engineer | each reviewer \
         | per reviewer | apiece | each of them | each of the two | every dri | per pilot product manager \
         | each engineering dri | every engineering dri | per engineering dri | week each | each per week \
         | weekly each | for each of";
    PILOT: "pilot | trial | programme | program | experiment | duration | test run | run";
    PILOT_ALONE: "pilot";
    PILOT_OR_PILOTS:
        "pilot | pilots | trial | experiment | take part | takes part | taking part | participat* | enrol* \
         | join* | picked | select* | chosen | ship | ships | shipping | one per arm | in each arm | push \
         | merge | merges | commit | commits";
    PILOT_OR_TRIAL: "pilot | trial | programme | program | experiment";
    PILOT_OR_TRIAL_OR_DURATION: "pilot | trial | duration | length | lasts | programme | program";
    PILOT_OR_TRIAL_OR_EXPERIMENT: "pilot* | trial* | experiment* | programme | program";
    PILOT_OR_TRIAL_OR_EXPERIMENT_OR_PROGRAMME: "pilot | trial | experiment | programme | program";
    PILOT_OR_TRIAL_OR_EXPERIMENT_OR_PROGRAMME_OR_PROGRAM:
        "pilot* | trial* | experiment* | programme | program | duration | length | dates | period | timeline \
         | it";
    PILOT_OR_TRIAL_OR_PROGRAMME: "pilot | trial | programme | program | experiment | it | this | everything";
    PILOT_OR_TRIAL_OR_PROGRAMME_OR_EXPERIMENT: "pilot | trial | programme | experiment";
    PILOT_THIS:
        "pilot this | trial this | run this | try this | try it | run it | run a pilot | run the pilot \
         | pilot it";
    PM: "pm | pms | manager | managers | cto | designer*";
    PM_OR_PMS: "pm | pms | product | inside";
    PM_OR_PMS_OR_PRODUCT_MANAGERS: "pm | pms | product managers | product manager";
    PM_OR_PMS_OR_PRODUCT_MANAGERS_OR_PM_ZONE: "pm | pms | product managers | pm zone";
    PM_OR_PMS_OR_PRODUCT_MANAGERS_OR_THEY: "pm | pms | product managers | they";
    PM_OR_PMS_OR_PRODUCT_MANAGERS_OR_ZONE: "pm | pms | product managers | zone | they";
    PM_OR_PMS_OR_TOUCH: "pm | pms | touch | change | zone | scope";
    PM_ZONE: "pm zone | pm side | inside the zone | in the zone | in scope | zone is | zone covers | zone holds";
    POINT: "point | points";
    PRIMARY_METRIC:
        "primary metric | main metric | key metric | headline metric | its metric | outcome | north star \
         | star metric | primary kpi | main kpi | feature kpi | feature's metric | feature metric";
    RATHER_THAN: "rather than | instead of | not the | not a | never | nor";
    READOUT: "readout | read out | debrief | wrap up | decision meeting | closing meeting";
    READOUT_OR_BASELINE: "readout* | baseline* | survey* | feature* | backlog | holiday* | freeze";
    READOUT_OR_READ_OUT: "readout* | read out";
    RECENT:
        "recent | recently | shipped | released | last | latest | previous | earlier | past | finished \
         | completed | delivered | prior | newest | old | baseline";
    REVIEW: "review | reviewer | engineering | engineer | dri";
    REVIEWS: "reviews | review load | review effort | review time | review cycle* | review round*";
    REVIEW_CYCLE:
        "review cycle* | review round* | rounds of review | cycles of review | review iteration* | review loop* \
         | reviews per pr";
    ROLL_BACK: "roll back | rolls back | rolled back | rolling back | rollback | stay on the current";
    SAVE: "save | saves | saved | saving | meeting* | last | previous";
    SCALE: "scale";
    SCALE_OR_FROM: "scale | from | points | rated | rate | score | energised | energized";
    SENIOR:
        "senior | pilot | experienced | equally | hand | picked | product | most | seasoned | chosen | of | our \
         | the | their";
    SHIPPED_LAST:
        "shipped last | shipped most recently | most recently | shipped before | before the | released before \
         | released last | that went | built before | finished before | old model";
    SIDE: "side | zone | owns | product | may | can | pilot";
    SPEAKS_OF_A_PILOT:
        "pilot | pilots | pms | pm zone | engineering zone | dri | dris | product manager* | new model | old model \
         | readout | readouts";
    SPRINT: "sprint* | quarter | until | long | short | days | lasts | runs | duration | start* | end*";
    SUCCESS: "success* | succeed*";
    SUCCESS_MEANS:
        "success means | successful if | succeeds if | a success if | a success when | call it a success \
         | we expand";
    SUCCESS_OR_SUCCEED: "success* | succeed* | criteri* | must | has to | have to | shall | bar | we expand";
    SUCCESS_OR_SUCCEED_OR_CRITERI: "success* | succeed* | criteri*";
    SUCCESS_OR_SUCCEED_OR_CRITERI_OR_HOLD:
        "success* | succeed* | criteri* | hold | holds | true | met | bar | bars | following | judge* | when \
         | if";
    SUCCESS_OR_SUCCEED_OR_EXPAND: "success* | succeed* | expand*";
    SUCCESS_OR_SUCCESSFUL: "success | successful | succeed* | succeeds | win | all | every | most | expand";
    TARGET: "target* | bar | bars | threshold* | pass mark | pass | goal | success* | criterion | required";
    THE: "the | a";
    THESE: "these | following | criteria | conditions | targets | bars | of";
    THE_LAST: "the last | the latest | most recent";
    THE_MEAN:
        "the mean | a mean | mean of | arithmetic mean | mean value | average of | the average | statistic mean \
         | baseline mean | mean baseline | average over | mean over | their mean | their average \
         | simple average | as a mean | as the mean | baseline average";
    THIRD:
        "third | thirds | quarter | quarters | half | fifth | fifths | tenth | tenths | significant* | clear* \
         | noticeabl* | substantial* | markedly";
    TIME: "time | hour | hours | half a day | day a week | capacity | helps out";
    TO: "to | have | has | be | become | go | gone | get | got | any | an | been | becoming";
    TODAY:
        "today | currently | already | nowadays | normally | usually | meeting* | stand up | standup | incident* \
         | saves | save | saving | saved | lose* | waste* | shorter";
    TRUE: "true | met | hold | holds | satisfied | fulfilled | reached";
    UNLESS: "unless | even if | even when | without all";
    UNTIL: "until | till | to | through | and | end* | finish*";
    UTC: "utc | gmt | cet | cest | met | est | edt | et | cst | cdt | pst | pdt | pt | bst | ist | z";
    WAS: "was | were | previously | formerly | before";
    WEEK: "week | weeks | month | months | day | days | quarter* | year | years | pms | hours";
    WEEKLY: "weekly";
    WEEKS: "weeks | month | months";
    WEEK_ONE: "week one | week 1 | first week";
    WEEK_OR_ANSWER:
        "week* | answer* | repl* | minute* | second* | pm | pms | people | survey* | day* | percent | time \
         | times | month* | question* | response*";
    WEEK_OR_WEEKLY: "week | weekly";
    WEEK_OR_WEEKS: "week | weeks | fortnight | fortnights | month | months | day | days";
    WEEK_OR_WEEKS_OR_DO: "week | weeks | do | does | activit* | task* | first | pms | day | days";
    WEEK_OR_WEEKS_OR_PM:
        "week | weeks | pm | pms | month | months | percent | hour | hours | feature | features | day | days \
         | user | users | engineer* | team* | people | dri | dris | minute* | pr | prs | process";
    WHETHER: "whether";
    WHICH: "which | it | they";
    WILL: "will | shall | should | must | to | only | itself | would | might | may | could | can | that | which";
    WITHIN: "within | after | every | first";
    WOULD: "would";
    WOULD_LIKE: "would like";
    YOU: "you | your | from you | i | we";
    ZONE: "zone | may | can | could | change | allowed | inside | pm | pms | scope | following";
    ZONE_ALONE: "zone";
    ZONE_OR_BOUNDARY: "zone | boundary | boundaries | change | changes | touch | edit | engineering";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_list_stands_once_and_holds_no_empty_phrase() {
        let mut seen = BTreeMap::new();
        for (name, text) in KNOWN {
            assert!(text.split('|').all(|phrase| !phrase.trim().is_empty()), "{name}");
            assert_eq!(seen.insert(text, name), None, "{name}");
        }
        assert!(KNOWN.is_sorted(), "in the order of their names");
        // Another number is another edition of the reader: see [`crate::Edition`].
        assert_eq!(
            KNOWN.iter().map(|(_, text)| text.split('|').count()).sum::<usize>(),
            2163
        );
    }
}
