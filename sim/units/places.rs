//! Places: which community, building, post is meant, as a type of its own for each, so that none is taken for another.
//!
//! A place is a number and takes no more room than one. A list that is [`Indexed`] by a sort of place opens to that sort
//! alone: `s.communities[c]` takes a [`CommunityIndex`] and nothing else.

use core::fmt::{self, Debug, Formatter};
use core::iter::FromIterator;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut, Index, IndexMut};

/// A place in a list.
pub trait Place: Copy {
    /// The place of that number, counted from 0.
    fn at(number: usize) -> Self;
    /// Its number.
    fn index(self) -> usize;
}

/// Declares sorts of places, each with the number that it is kept as. One is printed as that number.
macro_rules! places {
    ($( $(#[$meta:meta])* $Name:ident($Raw:ty), )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(transparent)]
        pub struct $Name($Raw);

        impl $Name {
            /// The place of that number, counted from 0.
            #[inline]
            #[must_use]
            pub const fn at(number: usize) -> Self {
                debug_assert!(number <= <$Raw>::MAX as usize, "no such place can be kept");
                Self(number as $Raw)
            }

            /// Its number.
            #[inline]
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The place so many further on.
            #[inline]
            #[must_use]
            pub const fn after(self, steps: usize) -> Self {
                Self::at(self.index() + steps)
            }
        }

        impl core::fmt::Debug for $Name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $crate::units::places::Place for $Name {
            #[inline]
            fn at(number: usize) -> Self {
                Self::at(number)
            }
            #[inline]
            fn index(self) -> usize {
                self.index()
            }
        }
    )* };
}
pub(crate) use places;

places! {
    /// A community in its subdistrict.
    CommunityIndex(u16),
    /// A building in its subdistrict.
    BuildingIndex(u32),
    /// A grid of the map in its subdistrict.
    GridIndex(u32),
    /// A post of a grid worker in its subdistrict.
    PostIndex(u16),
    /// A social organisation in its subdistrict.
    OrganisationIndex(u16),
    /// A kind of incident in the list of kinds.
    KindIndex(u8),
}

/// The places from the first of a pair to before the second.
#[inline]
pub fn span<I: Place>((first, end): (I, I)) -> impl ExactSizeIterator<Item = I> + DoubleEndedIterator {
    (first.index()..end.index()).map(I::at)
}

/// A list that one sort of place opens.
pub struct Indexed<I, T> {
    items: Vec<T>,
    places: PhantomData<fn() -> I>,
}

impl<I: Place, T> Indexed<I, T> {
    /// A list of so many equal items.
    #[must_use]
    pub fn filled(item: T, count: usize) -> Self
    where
        T: Clone,
    {
        vec![item; count].into()
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Makes the list so long, with new items at the end.
    pub fn resize_with(&mut self, count: usize, item: impl FnMut() -> T) {
        self.items.resize_with(count, item);
    }

    /// The first place whose item fits.
    pub fn place_where(&self, fits: impl FnMut(&T) -> bool) -> Option<I> {
        self.items.iter().position(fits).map(I::at)
    }

    /// The place behind the last item.
    #[inline]
    #[must_use]
    pub fn end(&self) -> I {
        I::at(self.items.len())
    }

    /// Every place, in order.
    #[inline]
    pub fn places(&self) -> impl ExactSizeIterator<Item = I> + DoubleEndedIterator + use<I, T> {
        (0..self.items.len()).map(I::at)
    }

    /// Every item with its place, in order.
    #[inline]
    pub fn each(&self) -> impl ExactSizeIterator<Item = (I, &T)> + DoubleEndedIterator {
        self.items.iter().enumerate().map(|(number, item)| (I::at(number), item))
    }

    /// The item at a place, if the list is so long.
    #[inline]
    #[must_use]
    pub fn get(&self, at: I) -> Option<&T> {
        self.items.get(at.index())
    }

    /// The same, to be changed.
    #[inline]
    #[must_use]
    pub fn get_mut(&mut self, at: I) -> Option<&mut T> {
        self.items.get_mut(at.index())
    }
}

impl<I: Place, T> Index<I> for Indexed<I, T> {
    type Output = T;
    #[inline]
    fn index(&self, at: I) -> &T {
        &self.items[at.index()]
    }
}

impl<I: Place, T> IndexMut<I> for Indexed<I, T> {
    #[inline]
    fn index_mut(&mut self, at: I) -> &mut T {
        &mut self.items[at.index()]
    }
}

/// What stands from the first of two places to before the second.
impl<I: Place, T> Index<(I, I)> for Indexed<I, T> {
    type Output = [T];
    #[inline]
    fn index(&self, (first, end): (I, I)) -> &[T] {
        &self.items[first.index()..end.index()]
    }
}

impl<I: Place, T> IndexMut<(I, I)> for Indexed<I, T> {
    #[inline]
    fn index_mut(&mut self, (first, end): (I, I)) -> &mut [T] {
        &mut self.items[first.index()..end.index()]
    }
}

impl<I, T> Deref for Indexed<I, T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<I, T> DerefMut for Indexed<I, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

impl<I, T> IntoIterator for Indexed<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, I, T> IntoIterator for &'a Indexed<I, T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut Indexed<I, T> {
    type Item = &'a mut T;
    type IntoIter = core::slice::IterMut<'a, T>;
    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter_mut()
    }
}

impl<I, T> From<Vec<T>> for Indexed<I, T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, places: PhantomData }
    }
}

impl<I, T> FromIterator<T> for Indexed<I, T> {
    fn from_iter<A: IntoIterator<Item = T>>(items: A) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<I, T> Default for Indexed<I, T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<I, T: Clone> Clone for Indexed<I, T> {
    fn clone(&self) -> Self {
        self.items.clone().into()
    }
}

impl<I, T: PartialEq> PartialEq for Indexed<I, T> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl<I, T: Debug> Debug for Indexed<I, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_takes_no_more_room_than_its_number() {
        assert_eq!(size_of::<KindIndex>(), 1);
        assert_eq!((size_of::<CommunityIndex>(), size_of::<PostIndex>()), (2, 2));
        assert_eq!((size_of::<BuildingIndex>(), size_of::<Option<PostIndex>>()), (4, 4));
        assert_eq!(size_of::<Indexed<BuildingIndex, u64>>(), size_of::<Vec<u64>>());
    }

    #[test]
    fn a_list_opens_to_its_places_and_to_spans_of_them() {
        let mut list: Indexed<KindIndex, &str> = ["a", "b", "c"].into_iter().collect();
        let (second, end) = (KindIndex::at(1), list.end());
        assert_eq!((list[second], &list[(second, end)], list.get(end)), ("b", ["b", "c"].as_slice(), None));
        assert_eq!(span((second, end)).collect::<Vec<_>>(), [second, KindIndex::at(2)]);
        list[second] = "d";
        assert_eq!(
            list.each().map(|(at, item)| (at.index(), *item)).collect::<Vec<_>>(),
            [(0, "a"), (1, "d"), (2, "c")]
        );
        assert!(list.places().all(|at| list.get(at).is_some()) && list.places().len() == 3);
    }
}
