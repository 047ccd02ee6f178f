//! Grids are drawn over buildings, and posts over grids.
//!
//! When the households of a grid or the posts of a grid change, a community has round(households / households per grid)
//! grids, at least one, and so many posts in each; with a roster, its posts scale with the same ratios. Posts keep their numbers and the
//! people who hold them; new ones start vacant, and what lies on the desk of a dissolved post goes to the worker who now
//! covers the building. Where a grid has several posts (一格多员) they stand in for each other: the buildings of the grid are
//! shared out among those of its posts that are held. No resident, tie or incident knows of grids.

use crate::levers::Staffing;
use crate::random::{Purpose, keys};
use crate::society::posts::WorkerDay;
use crate::society::{Community, Desk, Post, Subdistrict};
use crate::units::Day;
use crate::units::places::{CommunityIndex, Indexed, PostIndex};
use crate::world::World;

/// Posts and grids of a community of so many households.
#[must_use]
pub fn numbers(households: f64, staffing: &Staffing, roster: Option<(f64, f64)>) -> (u32, u32) {
    let per_grid = staffing.posts_per_grid;
    let whole = |number: f64| number.round().max(1.0);
    let (posts, grids) = if let Some((posts, reference)) = roster {
        let grids = posts * reference / staffing.households_per_grid;
        (grids * per_grid, whole(grids))
    } else {
        let grids = whole(households / staffing.households_per_grid);
        (grids * per_grid, grids)
    };
    (whole(posts) as u32, grids as u32)
}

/// Of `held` posts of one grid, those that cover its buildings: the ones that somebody holds, or all while nobody holds any.
#[must_use]
pub fn covering(held: &[bool]) -> Vec<usize> {
    let taken: Vec<usize> = (0..held.len()).filter(|&post| held[post]).collect();
    if taken.is_empty() { (0..held.len()).collect() } else { taken }
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
        covers: false,
    }
}

/// Draws the grids anew if any community's number of posts has changed; new posts wait for their first holder.
pub fn grids_are_drawn(s: &mut Subdistrict, w: &World, day: Day) {
    let numbers: Indexed<CommunityIndex, (u32, u32)> =
        s.communities
            .iter()
            .map(|c| {
                if w.mechanisms.grid_workers {
                    numbers(c.households, &c.levers.staffing, c.roster_posts)
                } else {
                    (0, 0)
                }
            })
            .collect();
    let stands = |(c, &(posts, grids)): (&Community, &(u32, u32))| {
        let own = &s.posts[c.posts];
        own.len() == posts as usize && (posts <= grids || own.iter().all(|post| post.covers == post.worker.is_some()))
    };
    if s.communities.iter().zip(&numbers).all(stands) && !s.buildings.is_empty() {
        return;
    }
    let old = core::mem::take(&mut s.posts);
    for (c, &(count, grids)) in numbers.each() {
        let community = &s.communities[c];
        let first = s.posts.end();
        let had = &old[community.posts];
        for k in 0..count {
            let filled_on = day + w.institutions.vacancy_days.round() as Day;
            let post = had.get(k as usize).cloned();
            s.posts.push(post.unwrap_or_else(|| vacant(w, community, c, k, filled_on)));
        }
        cover(s, c, first, (count, grids));
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
fn cover(s: &mut Subdistrict, c: CommunityIndex, first: PostIndex, (count, grids): (u32, u32)) {
    let community = &s.communities[c];
    let end = s.posts.end();
    let posts = &mut s.posts[(first, end)];
    let held: Vec<bool> = posts.iter().map(|post| post.worker.is_some()).collect();
    posts.iter_mut().zip(&held).for_each(|(post, &held)| post.covers = held);
    // Where a grid has one post at most, posts divide the community evenly; else grids do, and posts their grid.
    let areas = if count > grids { grids } else { count };
    let bound = |area: u32| (u64::from(area) * u64::from(count) / u64::from(areas.max(1))) as usize;
    let teams: Vec<(usize, Vec<usize>)> =
        (0..areas).map(|area| (bound(area), covering(&held[bound(area)..bound(area + 1)]))).collect();
    let size = f64::from(community.size());
    for building in &mut s.buildings[community.buildings] {
        let middle = f64::from(building.residents.0 - community.residents.0) + 0.5 * f64::from(building.size());
        building.post = areas.checked_sub(1).map(|last| {
            let place = middle / size * f64::from(areas);
            let area = (place as u32).min(last);
            let (from, team) = &teams[area as usize];
            let part = ((place - f64::from(area)) * team.len() as f64) as usize;
            first.after(from + team[part.min(team.len() - 1)])
        });
        building.steering = 1.0;
    }
    for (area, (from, team)) in teams.iter().enumerate() {
        for post in &mut posts[*from..bound(area as u32 + 1)] {
            post.households = community.households / f64::from(areas) / team.len() as f64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smaller_grids_and_more_posts_in_each_mean_more_posts_and_a_roster_sets_the_scale() {
        let staffing = |households_per_grid, posts_per_grid| Staffing {
            households_per_grid,
            posts_per_grid,
            ..Staffing::default()
        };
        assert_eq!(numbers(1200.0, &staffing(400.0, 1.0), None), (3, 3));
        assert_eq!(numbers(1200.0, &staffing(300.0, 1.0), None), (4, 4));
        assert_eq!(numbers(50.0, &staffing(400.0, 1.0), None), (1, 1));
        assert_eq!(numbers(1200.0, &staffing(400.0, 2.0), None), (6, 3));
        assert_eq!(numbers(1200.0, &staffing(400.0, 0.5), None), (2, 3));
        assert_eq!(numbers(1200.0, &staffing(200.0, 1.0), Some((2.0, 400.0))), (4, 4));
    }

    #[test]
    fn whoever_is_there_stands_in_for_whoever_is_not() {
        assert_eq!(covering(&[true, false, true]), [0, 2]);
        assert_eq!(covering(&[false, false]), [0, 1]);
    }
}
