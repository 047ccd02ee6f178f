//! Grids are drawn over buildings, one post each.
//!
//! When the households of a grid change, a community has round(households / households per grid) posts, at least one; with
//! a roster, its posts scale with the same ratio. Posts keep their numbers and the people who hold them; new ones start
//! vacant, and what lies on the desk of a dissolved post goes to the worker who now covers the building. No resident, tie
//! or incident knows of grids.

use crate::random::{Purpose, keys};
use crate::society::posts::WorkerDay;
use crate::society::{Community, Desk, Post, Subdistrict};
use crate::units::Day;
use crate::units::places::{CommunityIndex, Indexed, PostIndex, span};
use crate::world::World;

/// Posts of a community of so many households.
#[must_use]
pub fn number(households: f64, households_per_grid: f64, roster: Option<(f64, f64)>) -> u32 {
    let posts = match roster {
        Some((posts, reference)) => posts * reference / households_per_grid,
        None => households / households_per_grid,
    };
    posts.round().max(1.0) as u32
}

/// A vacant post.
fn vacant(w: &World, community: &Community, c: CommunityIndex, number: u32, filled_on: Day) -> Post {
    let key = community.key.member(number);
    Post {
        key,
        community: c,
        households: 0.0,
        full_time_mark: w.uniform(Purpose::Spell, key, keys::EVER, keys::spell::FULL_TIME),
        worker: None,
        spell: 0,
        filled_on,
        debt_minutes: 0.0,
        waiting_minutes: 0.0,
        day: WorkerDay::default(),
        month: WorkerDay::default(),
        handled: 0,
    }
}

/// Draws the grids anew if any community's number of posts has changed; new posts wait for their first holder.
pub fn grids_are_drawn(s: &mut Subdistrict, w: &World, day: Day) {
    let numbers: Indexed<CommunityIndex, u32> = s
        .communities
        .iter()
        .map(|c| {
            let grid = c.levers.staffing.households_per_grid;
            if w.mechanisms.grid_workers { number(c.households, grid, c.roster_posts) } else { 0 }
        })
        .collect();
    if s.communities.iter().zip(&numbers).all(|(c, &n)| span(c.posts).len() == n as usize) && !s.buildings.is_empty() {
        return;
    }
    let old = core::mem::take(&mut s.posts);
    for (c, &count) in numbers.each() {
        let community = &s.communities[c];
        let first = s.posts.end();
        let had = &old[community.posts];
        for k in 0..count {
            let filled_on = day + w.institutions.vacancy_days.round() as Day;
            let post = had.get(k as usize).cloned();
            s.posts.push(post.unwrap_or_else(|| vacant(w, community, c, k, filled_on)));
        }
        cover(s, c, first, count);
        s.communities[c].posts = (first, s.posts.end());
    }
    let buildings = &s.buildings;
    for case in &mut s.cases {
        let post = buildings[case.building].post;
        let desk = post.map_or(Desk::Committee(case.community), Desk::Post);
        let moved = |d: &mut Desk| {
            if matches!(d, Desk::Post(_)) {
                *d = desk;
            }
        };
        moved(&mut case.answerable);
        case.legs.iter_mut().for_each(|leg| moved(&mut leg.desk));
    }
}

/// Divides the buildings of a community among its posts by residents, and shares out the households.
fn cover(s: &mut Subdistrict, c: CommunityIndex, first: PostIndex, count: u32) {
    let community = &s.communities[c];
    let size = f64::from(community.size());
    for building in &mut s.buildings[community.buildings] {
        let middle = f64::from(building.residents.0 - community.residents.0) + 0.5 * f64::from(building.size());
        let number = (middle / size * f64::from(count)) as u32;
        building.post = count.checked_sub(1).map(|last| first.after(number.min(last) as usize));
        building.steering = 1.0;
    }
    let end = s.posts.end();
    for post in &mut s.posts[(first, end)] {
        post.households = community.households / f64::from(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smaller_grids_mean_more_posts_and_a_roster_sets_the_scale() {
        assert_eq!(number(1200.0, 400.0, None), 3);
        assert_eq!(number(1200.0, 300.0, None), 4);
        assert_eq!(number(50.0, 400.0, None), 1);
        assert_eq!(number(1200.0, 200.0, Some((2.0, 400.0))), 4);
    }
}
