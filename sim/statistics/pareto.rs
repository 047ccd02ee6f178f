//! Pareto fronts: what no other point betters in every objective. All objectives are minimised.
//!
//! Domination, sorting into fronts and crowding are those of Deb, Pratap, Agarwal & Meyarivan (2002, doi
//! 10.1109/4235.996017). The hypervolume is the volume that a front dominates up to a reference point (Zitzler & Thiele
//! 1999, doi 10.1109/4235.797969), by slicing along the last objective (While, Hingston, Barone & Huband 2006, doi
//! 10.1109/TEVC.2005.851275).

/// Objectives of a point, all minimised, and by how much it breaks its constraints.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Objectives, smaller is better; an undefined one makes the point infeasible.
    pub objectives: Vec<f64>,
    /// Sum of what constraints are exceeded by; 0 for a feasible point.
    pub violation: f64,
}

impl Evaluation {
    /// Of a point without constraints.
    #[cfg(test)]
    pub(super) fn free(objectives: Vec<f64>) -> Self {
        Self { objectives, violation: 0.0 }
    }

    /// The violation, infinite where anything is undefined.
    pub(super) fn broken(&self) -> f64 {
        let undefined = self.violation.is_nan() || self.objectives.iter().any(|objective| objective.is_nan());
        if undefined { f64::INFINITY } else { self.violation.max(0.0) }
    }
}

/// Whether `a` dominates `b`: it breaks its constraints less, or both keep them and it is no worse in every objective and
/// better in one.
#[must_use]
pub fn dominates(a: &Evaluation, b: &Evaluation) -> bool {
    let (broken_a, broken_b) = (a.broken(), b.broken());
    if broken_a > 0.0 || broken_b > 0.0 {
        return broken_a < broken_b;
    }
    let pairs = || a.objectives.iter().zip(&b.objectives);
    pairs().all(|(a, b)| a <= b) && pairs().any(|(a, b)| a < b)
}

/// The fronts from the best: indices of points that only points of earlier fronts dominate, ascending in each front.
#[must_use]
pub fn fronts(points: &[Evaluation]) -> Vec<Vec<usize>> {
    let mut dominated: Vec<Vec<usize>> = vec![Vec::new(); points.len()];
    let mut above = vec![0_usize; points.len()];
    for (a, point) in points.iter().enumerate() {
        for (b, other) in points.iter().enumerate() {
            if dominates(point, other) {
                dominated[a].push(b);
                above[b] += 1;
            }
        }
    }
    let mut fronts = Vec::new();
    let mut front: Vec<usize> = (0..points.len()).filter(|point| above[*point] == 0).collect();
    while !front.is_empty() {
        let mut next = Vec::new();
        for point in &front {
            for other in &dominated[*point] {
                above[*other] -= 1;
                if above[*other] == 0 {
                    next.push(*other);
                }
            }
        }
        next.sort_unstable();
        fronts.push(std::mem::replace(&mut front, next));
    }
    fronts
}

/// The feasible points that no point dominates: indices, ascending.
#[must_use]
pub fn front(points: &[Evaluation]) -> Vec<usize> {
    let first = fronts(points).into_iter().next().unwrap_or_default();
    first.into_iter().filter(|point| points[*point].broken() == 0.0).collect()
}

/// Crowding distance of every point of one front, in its order: the sum over objectives of the gap between its two
/// neighbours as a share of the front's range; infinite at the ends of an objective.
#[must_use]
pub fn crowding(points: &[Evaluation], front: &[usize]) -> Vec<f64> {
    let mut distance = vec![0.0; front.len()];
    let objectives = front.first().map_or(0, |first| points[*first].objectives.len());
    let mut order: Vec<usize> = (0..front.len()).collect();
    for objective in 0..objectives {
        let value = |place: usize| points[front[place]].objectives[objective];
        order.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
        let (least, most) = (order[0], order[order.len() - 1]);
        let range = value(most) - value(least);
        for neighbours in order.windows(3).filter(|_| range > 0.0) {
            distance[neighbours[1]] += (value(neighbours[2]) - value(neighbours[0])) / range;
        }
        (distance[least], distance[most]) = (f64::INFINITY, f64::INFINITY);
    }
    distance
}

/// The volume that points dominate within the box below `reference`, in the product of the objectives' units. Points that
/// are not below the reference in every objective add nothing. For any number of objectives; quick for two and three.
/// Tests measure fronts by it.
#[cfg(test)]
pub(super) fn hypervolume(points: &[Vec<f64>], reference: &[f64]) -> f64 {
    assert!(points.iter().all(|point| point.len() == reference.len()), "as many objectives as the reference has");
    let below = |point: &&Vec<f64>| point.iter().zip(reference).all(|(value, bound)| value < bound);
    let mut inside: Vec<&[f64]> = points.iter().filter(below).map(Vec::as_slice).collect();
    volume(&mut inside, reference)
}

/// Volume by slices of the last objective, in each of which the points up to it count.
#[cfg(test)]
fn volume(points: &mut [&[f64]], reference: &[f64]) -> f64 {
    let Some(last) = reference.len().checked_sub(1) else { return 0.0 };
    points.sort_by(|a, b| a[last].total_cmp(&b[last]));
    if last == 0 {
        return points.first().map_or(0.0, |least| reference[0] - least[0]);
    }
    let mut sum = 0.0;
    if last == 1 {
        // Staircase: as the second objective grows, only the least of the first counts.
        let mut width = 0.0_f64;
        for (i, point) in points.iter().enumerate() {
            width = width.max(reference[0] - point[0]);
            sum += width * (points.get(i + 1).map_or(reference[1], |next| next[1]) - point[1]);
        }
        return sum;
    }
    for i in 0..points.len() {
        let depth = points.get(i + 1).map_or(reference[last], |next| next[last]) - points[i][last];
        if depth > 0.0 {
            sum += depth * volume(&mut points[..=i].to_vec(), &reference[..last]);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluations(points: &[[f64; 2]]) -> Vec<Evaluation> {
        points.iter().map(|point| Evaluation::free(point.to_vec())).collect()
    }

    #[test]
    fn points_are_sorted_into_fronts() {
        let mut points =
            evaluations(&[[1.0, 5.0], [2.0, 3.0], [4.0, 1.0], [3.0, 4.0], [5.0, 5.0], [2.0, 3.0], [4.0, 4.0]]);
        // Of equals neither dominates; [3, 4] is behind [2, 3], [4, 4] behind it, [5, 5] behind both.
        assert_eq!(fronts(&points), [vec![0, 1, 2, 5], vec![3], vec![6], vec![4]]);
        // A point that breaks a constraint stands behind all that keep them; one that is undefined behind all.
        points[1].violation = 0.1;
        points[0].objectives[0] = f64::NAN;
        assert_eq!(fronts(&points), [vec![2, 5], vec![3], vec![6], vec![4], vec![1], vec![0]]);
        assert_eq!(front(&points), [2, 5]);
        assert!(front(&points[..2]).is_empty(), "no point that breaks a constraint is on the front");
    }

    #[test]
    fn crowding_is_the_share_of_the_range_between_neighbours() {
        let points = evaluations(&[[0.0, 8.0], [1.0, 4.0], [4.0, 0.0], [2.0, 2.0]]);
        // Point 1: (2 - 0) / 4 + (8 - 2) / 8; point 3: (4 - 1) / 4 + (4 - 0) / 8.
        assert_eq!(crowding(&points, &[0, 1, 2, 3]), [f64::INFINITY, 1.25, f64::INFINITY, 1.25]);
        assert_eq!(crowding(&points, &[2]), [f64::INFINITY]);
        assert!(crowding(&points, &[]).is_empty());
    }

    #[test]
    fn hypervolumes_of_boxes() {
        let two = [vec![1.0, 3.0], vec![2.0, 2.0], vec![3.0, 1.0], vec![3.5, 3.5], vec![9.0, 0.0]];
        // 3 x 1 + 2 x 1 + 1 x 1.
        assert_eq!(hypervolume(&two, &[4.0, 4.0]), 6.0);
        // Two boxes of volume 4 (1 x 2 x 2 and 2 x 2 x 1) that share 1 x 2 x 1.
        let three = [vec![1.0, 0.0, 0.0], vec![0.0, 0.0, 1.0], vec![1.0, 1.0, 1.0]];
        assert_eq!(hypervolume(&three, &[2.0, 2.0, 2.0]), 6.0);
        // The same with a fourth objective that does nothing but stretch it.
        let four: Vec<Vec<f64>> = three.iter().map(|point| [point.as_slice(), &[1.0]].concat()).collect();
        assert_eq!(hypervolume(&four, &[2.0, 2.0, 2.0, 4.0]), 18.0);
        assert_eq!(hypervolume(&[], &[1.0, 1.0]), 0.0);
    }
}
