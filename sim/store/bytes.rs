//! Values as bytes and back: little-endian, texts and lists with their length in front.

/// Bytes being written.
#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn count(&mut self, value: usize) {
        self.0.extend((value as u64).to_le_bytes());
    }

    pub(super) fn number(&mut self, value: f64) {
        self.0.extend(value.to_bits().to_le_bytes());
    }

    pub(super) fn text(&mut self, value: &str) {
        self.count(value.len());
        self.0.extend(value.as_bytes());
    }

    pub(super) fn smalls(&mut self, values: &[u32]) {
        self.count(values.len());
        for value in values {
            self.0.extend(value.to_le_bytes());
        }
    }

    pub(super) fn numbers(&mut self, values: &[f64]) {
        self.count(values.len());
        for value in values {
            self.number(*value);
        }
    }
}

/// Bytes being read; `None` wherever they are not what was written.
#[derive(Debug)]
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn ends(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.take(8)?.try_into().ok()?)).ok()
    }

    pub(super) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.count()?).ok()
    }

    pub(super) fn number(&mut self) -> Option<f64> {
        Some(f64::from_bits(u64::from_le_bytes(self.take(8)?.try_into().ok()?)))
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        str::from_utf8(self.take(length)?).ok()
    }

    pub(super) fn smalls(&mut self) -> Option<Vec<u32>> {
        self.list(|bytes| Some(u32::from_le_bytes(bytes.take(4)?.try_into().ok()?)))
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<f64>> {
        self.list(Self::number)
    }

    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        // Lengths are not trusted with memory: a list grows as its members turn up.
        (0..self.count()?).map(|_| read(self)).collect()
    }
}
