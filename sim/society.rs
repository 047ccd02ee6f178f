//! Who and what exists, as columns and records. No behaviour: the rules read and write what stands here.

pub mod buildings;
pub mod cases;
pub mod causes;
pub mod clock;
pub mod communities;
pub mod core_business;
pub mod counts;
pub mod governance;
pub mod incidents;
pub mod journal;
pub mod ledger;
pub mod matters;
pub mod offices;
pub mod organisations;
pub mod posts;
pub mod pressure;
pub mod residents;
pub mod street;
pub mod tasks;

pub use buildings::Building;
pub use cases::{Case, Desk};
pub use causes::Causes;
pub use clock::Clock;
pub use communities::Community;
pub use core_business::CoreBusiness;
pub use governance::Governance;
pub use incidents::Incident;
pub use ledger::Ledger;
pub use offices::Office;
pub use organisations::Organisation;
pub use posts::Post;
pub use pressure::Pressure;
pub use residents::{Channel, Residents};
pub use street::Street;
pub use tasks::Tasks;

use crate::random::{Key, keys};
use crate::units::Day;
use crate::units::places::{BuildingIndex, CommunityIndex, Indexed, KindIndex, OrganisationIndex, PostIndex};

/// Everyone and everything.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Society {
    /// The subdistricts; nothing passes between them within a month, so that they may run in parallel.
    pub subdistricts: Vec<Subdistrict>,
    /// The next day to be lived.
    pub day: Day,
}

/// A subdistrict (街道): the unit in which the model lives a day.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Subdistrict {
    /// Place in the city.
    pub index: u32,
    /// What keys its draws.
    pub key: Key,
    /// Name.
    pub name: String,
    /// Residents, by community and building.
    pub residents: Residents,
    /// Ties between communities, as pairs of residents.
    pub bridges: Vec<(u32, u32)>,
    /// Buildings, by community.
    pub buildings: Indexed<BuildingIndex, Building>,
    /// Communities.
    pub communities: Indexed<CommunityIndex, Community>,
    /// Grid posts, by community.
    pub posts: Indexed<PostIndex, Post>,
    /// The fixed pool of potential social organisations.
    pub organisations: Indexed<OrganisationIndex, Organisation>,
    /// The street office, its departments, mediators and lawyers.
    pub office: Office,
    /// Incidents that are alive.
    pub incidents: Vec<Incident>,
    /// Cases that are open.
    pub cases: Vec<Case>,
    /// What is kept about self-governance.
    pub governance: Governance,
    /// Lasting causes, what is on record about them and what projects have mended.
    pub causes: Causes,
    /// What is kept about being ranked.
    pub pressure: Pressure,
    /// What is kept about sent-down tasks.
    pub tasks: Tasks,
    /// The core business that waits at committees.
    pub core_business: CoreBusiness,
    /// What has been counted.
    pub ledger: Ledger,
    /// What passes from one step of a day to a later one; empty between days.
    pub today: Today,
}

/// Messages between the steps of one day.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Today {
    /// What witnesses decided to do.
    pub reports: Vec<Report>,
    /// New cases to be dispatched.
    pub filed: Vec<Case>,
    /// What people lived through.
    pub experiences: Vec<Experience>,
    /// Room to lay them in order.
    pub spare: Vec<Experience>,
    /// What committees did for somebody of their core business, or gave up.
    pub services: Vec<Service>,
}

/// A piece of a committee's core business, as the resident sees it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Service {
    /// Whom it concerned.
    pub resident: u32,
    /// Where.
    pub community: CommunityIndex,
    /// Group of matters.
    pub matter: governance::Matter,
    /// Days waited; none if it was given up.
    pub wait: Option<Day>,
}

/// A witness turns to somebody, or a grid worker files what a patrol found.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The incident's identity.
    pub incident: u64,
    /// Bit of the witness in the incident's block; [`Report::PATROL`] for a patrol.
    pub witness: u8,
    /// Where to.
    pub channel: Channel,
}

impl Report {
    /// The witness of that bit turns to `channel` about an incident.
    #[must_use]
    pub fn new(incident: u64, witness: u8, channel: Channel) -> Self {
        Self { incident, witness, channel }
    }

    /// The rank under which a patrol reports: after all witnesses.
    pub const PATROL: u8 = keys::PATROL;

    /// The rank under which the person files once more on an attempt: a petition after a report, once in the life of an
    /// incident.
    pub const ONCE_MORE: u8 = keys::ONCE_MORE;
}

/// The end of an attempt, or of an incident, as people see it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Experience {
    /// The incident's identity.
    pub incident: u64,
    /// First resident of the block of witnesses.
    pub block: u32,
    /// Who saw it.
    pub witnesses: u64,
    /// Who had asked, by channel.
    pub asked: [u64; 6],
    /// Desk that handled it; none where neighbours did or nobody.
    pub desk: Option<Desk>,
    /// Channel of whoever handled it, if anybody did.
    pub handler: Option<Channel>,
    /// Whether people learn who handled it.
    pub shown: bool,
    /// Whether the incident is gone because somebody resolved it.
    pub resolved: bool,
    /// Days waited.
    pub wait: f64,
}

/// Lays the experiences of a day in the order of incidents, those of one by who had asked and who handled it; such as are
/// equal in all of that keep theirs. Each is moved once at most, as they are large, into a list that is kept for it.
pub fn lay_in_order(experiences: &mut Vec<Experience>, spare: &mut Vec<Experience>) {
    let order = |a: &Experience, b: &Experience| {
        let by_asked = || a.asked.cmp(&b.asked).then(a.handler.cmp(&b.handler));
        a.incident.cmp(&b.incident).then_with(by_asked)
    };
    if experiences.is_sorted_by(|a, b| order(a, b).is_le()) {
        return;
    }
    let mut places: Vec<usize> = (0..experiences.len()).collect();
    places.sort_by(|&a, &b| order(&experiences[a], &experiences[b]));
    spare.clear();
    spare.extend(places.into_iter().map(|place| experiences[place]));
    core::mem::swap(experiences, spare);
}

impl Subdistrict {
    /// Gives back the room that lists have grown to on their fullest days, for the other subdistricts: a city holds hundreds.
    pub fn give_back_room(&mut self) {
        self.today = Today::default();
        let spare = |used: usize| used + used / 8;
        self.incidents.shrink_to(spare(self.incidents.len()));
        self.cases.shrink_to(spare(self.cases.len()));
    }

    /// A quantity per resident, summed over all residents by community.
    #[must_use]
    pub fn over_residents(&self, quantity: fn(&Community) -> f64) -> f64 {
        self.communities.iter().map(|c| quantity(c) * f64::from(c.size())).sum()
    }

    /// Capability of a community body in a group of matters: that of the people in it, where people carry it.
    #[must_use]
    pub fn ability(&self, community: CommunityIndex, matter: governance::Matter) -> f64 {
        let affairs = self.governance.affairs.get(community);
        let by_group = affairs.and_then(|affairs| affairs.abilities);
        by_group.map_or(self.communities[community].capability, |abilities| abilities[matter.index()])
    }

    /// The post that covers a building, if one does.
    #[must_use]
    pub fn covering(&self, building: BuildingIndex) -> Option<&Post> {
        self.posts.get(self.buildings[building].post?)
    }

    /// Kind and building of an incident of today, whether or not it is over.
    #[must_use]
    pub fn of_today(&self, id: u64) -> Option<(KindIndex, BuildingIndex)> {
        let at = self.incidents.binary_search_by_key(&id, |incident| incident.id).ok()?;
        Some((self.incidents[at].kind, self.incidents[at].building))
    }

    /// Where the live incident of that identity stands; incidents lie in the order of their identities.
    #[must_use]
    pub fn find(&self, id: u64) -> Option<usize> {
        let at = self.incidents.binary_search_by_key(&id, |incident| incident.id).ok()?;
        (!self.incidents[at].ended).then_some(at)
    }
}
