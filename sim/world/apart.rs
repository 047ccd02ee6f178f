//! Bodies apart: what a property company and the mediators do is theirs and not the residents' committee's.
//!
//! With `companies_apart` people know whom they had before them. A facility in an estate with a company is a matter for the
//! property office: whoever would turn to the community body with it turns there, expects what the estate has experienced
//! of the company, and credits the company. Mediators are credited by whoever asked the community body, since parties sit
//! opposite them, and by all who see it. Neither says anything about the committee or about who decides. What is known of them
//! is known to all: one fading record for an estate's company and one for a subdistrict's mediators. Private governance is a
//! firm's service, not self-governance (Lu, Zhang & Wu 2019). Organisations at work for the street office have a channel of
//! their own with and without this.

use super::World;
use crate::assumptions::UnseenCredit;
use crate::society::communities::{Community, Property};
use crate::society::governance::Record;
use crate::society::{Channel, Desk, Experience, Office, Subdistrict};
use crate::units::places::{CommunityIndex, KindIndex};

/// Which body apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    /// The property company of a community.
    Company(CommunityIndex),
    /// The mediators of the subdistrict.
    Mediators,
}

/// One experience in which a body apart has its part.
#[derive(Clone, Copy, Debug)]
pub struct Apart {
    body: Body,
    /// Whether it handled the matter; otherwise it was only asked.
    handled: bool,
    /// What was expected of it.
    pub expected: f64,
    /// What is learnt of it.
    pub news: Record,
}

impl Apart {
    /// Whether somebody who had asked that channel, if any, credits it.
    #[must_use]
    pub fn is_credited(&self, w: &World, shown: bool, asked: Option<Channel>) -> bool {
        let asked = asked == Some(Channel::Community);
        if self.handled { shown || asked } else { asked && !shown && w.mechanisms.unseen_credit == UnseenCredit::Asked }
    }

    /// Adds what was learnt to what is known of it.
    pub fn tell(self, s: &mut Subdistrict) {
        let known = match self.body {
            Body::Company(c) => s.communities[c].property.as_mut().map(|company| &mut company.known),
            Body::Mediators => Some(&mut s.office.mediation),
        };
        if let Some(known) = known {
            known.add(self.news);
        }
    }
}

impl World {
    /// Whether a self-governable matter concerns shared space: a dispute that most neighbours notice.
    #[must_use]
    pub fn is_shared_space(&self, kind: KindIndex) -> bool {
        let kind = &self.kinds[kind];
        kind.self_governable && kind.dispute && kind.visibility >= self.bodies.deliberation_visibility
    }

    /// Whether what people there would bring to the community body goes to the property office instead.
    #[must_use]
    pub fn is_company_matter(&self, community: &Community, kind: KindIndex) -> bool {
        let kind = &self.kinds[kind];
        self.mechanisms.companies_apart
            && kind.self_governable
            && kind.facility
            && !kind.dispute
            && community.property.is_some()
    }

    /// What an estate expects of its company.
    #[must_use]
    pub fn expected_of_company(&self, company: &Property) -> f64 {
        company.known.share(self.self_governance.heard_least, self.bodies.company_first_expectation)
    }

    /// What is expected of the mediators.
    #[must_use]
    pub fn expected_of_mediators(&self, office: &Office) -> f64 {
        office.mediation.share(self.self_governance.heard_least, self.bodies.mediators_ordinary)
    }

    /// The body apart that handled a matter, or else that was asked where the property office is asked.
    #[must_use]
    pub fn apart(
        &self,
        s: &Subdistrict,
        home: CommunityIndex,
        kind: KindIndex,
        experience: &Experience,
    ) -> Option<Apart> {
        if !self.mechanisms.companies_apart {
            return None;
        }
        let (body, handled) = match experience.desk {
            Some(Desk::Property(c)) => (Body::Company(c), true),
            Some(Desk::Mediators) => (Body::Mediators, true),
            _ if self.is_company_matter(&s.communities[home], kind) => (Body::Company(home), false),
            _ => return None,
        };
        let expected = match body {
            Body::Company(c) => self.expected_of_company(s.communities[c].property.as_ref()?),
            Body::Mediators => self.expected_of_mediators(&s.office),
        };
        Some(Apart { body, handled, expected, news: Record::default() })
    }
}
