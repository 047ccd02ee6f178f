//! Parquet tables: texts, whole numbers and floats in columns, Snappy-compressed, one row group at a time.
//!
//! The crate is used without its Arrow layer: three kinds of column need no more than its column writers, and it builds in
//! a seventh of the time. Undefined numbers are null.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::{get_column_reader, get_typed_column_reader};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::error::Error;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// UTF-8.
    Text,
    /// A whole number from 0.
    Count,
    /// A float; null where undefined.
    Number,
    /// A time in microseconds, UTC.
    Time,
}

/// Names and kinds of a table's columns.
pub(super) type Columns = [(&'static str, Kind)];

/// Rows of one column.
#[derive(Clone, Debug)]
pub(super) enum Values {
    Text(Vec<ByteArray>),
    Count(Vec<i32>),
    Number(Vec<f64>),
    Time(Vec<i64>),
}

impl Values {
    pub(super) fn text(&self, row: usize) -> &str {
        match self {
            Self::Text(values) => values[row].as_utf8().unwrap_or_default(),
            _ => "",
        }
    }

    pub(super) fn count(&self, row: usize) -> u32 {
        match self {
            Self::Count(values) => u32::try_from(values[row]).unwrap_or(u32::MAX),
            _ => 0,
        }
    }

    pub(super) fn number(&self, row: usize) -> f64 {
        match self {
            Self::Number(values) => values[row],
            _ => f64::NAN,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Count(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Time(values) => values.len(),
        }
    }
}

/// Texts that come again and again, each stored once.
pub(super) fn texts<'a>(values: impl IntoIterator<Item = &'a str>) -> Values {
    let mut last: Option<(&str, ByteArray)> = None;
    let one = |text: &'a str| match &last {
        Some((same, bytes)) if *same == text => bytes.clone(),
        _ => {
            let bytes = ByteArray::from(text.as_bytes().to_vec());
            last = Some((text, bytes.clone()));
            bytes
        }
    };
    Values::Text(values.into_iter().map(one).collect())
}

pub(super) fn counts(values: impl IntoIterator<Item = usize>) -> Values {
    Values::Count(values.into_iter().map(|value| i32::try_from(value).unwrap_or(i32::MAX)).collect())
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        // What the disk says, in its own words.
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(inner) => io::Error::other(inner),
        },
        other => io::Error::other(other),
    }
}

/// A table being written.
pub(super) struct Table<W: Write + Send>(SerializedFileWriter<W>);

impl<W: Write + Send> Table<W> {
    pub(super) fn new(out: W, name: &str, columns: &Columns) -> io::Result<Self> {
        let column = |(name, kind): &(&str, Kind)| match kind {
            Kind::Text => format!("REQUIRED BYTE_ARRAY {name} (UTF8);"),
            Kind::Count => format!("REQUIRED INT32 {name};"),
            Kind::Number => format!("OPTIONAL DOUBLE {name};"),
            Kind::Time => format!("REQUIRED INT64 {name} (TIMESTAMP(MICROS,true));"),
        };
        let columns: String = columns.iter().map(column).collect();
        let schema = parse_message_type(&format!("message {name} {{ {columns} }}")).map_err(failed)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map(Self).map_err(failed)
    }

    /// Adds rows, as one group; without rows nothing happens.
    pub(super) fn add(&mut self, columns: &[Values]) -> io::Result<()> {
        if columns.first().is_none_or(|column| column.len() == 0) {
            return Ok(());
        }
        let mut group = self.0.next_row_group().map_err(failed)?;
        for values in columns {
            let Some(mut column) = group.next_column().map_err(failed)? else {
                return Err(io::Error::other("more columns than the table has"));
            };
            match (column.untyped(), values) {
                (ColumnWriter::ByteArrayColumnWriter(out), Values::Text(values)) => {
                    out.write_batch(values, None, None).map_err(failed)?;
                }
                (ColumnWriter::Int32ColumnWriter(out), Values::Count(values)) => {
                    out.write_batch(values, None, None).map_err(failed)?;
                }
                (ColumnWriter::Int64ColumnWriter(out), Values::Time(values)) => {
                    out.write_batch(values, None, None).map_err(failed)?;
                }
                (ColumnWriter::DoubleColumnWriter(out), Values::Number(values)) => {
                    let levels: Vec<i16> = values.iter().map(|value| i16::from(!value.is_nan())).collect();
                    let defined: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
                    out.write_batch(&defined, Some(&levels), None).map_err(failed)?;
                }
                _ => return Err(io::Error::other("a column of another kind")),
            }
            column.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.0.close().map(|_| ()).map_err(failed)
    }
}

/// Reads a table group by group.
pub(super) fn read(
    path: &Path,
    columns: &Columns,
    mut each: impl FnMut(&[Values]) -> Result<(), String>,
) -> Result<(), Error> {
    let wrong = |error: &dyn std::fmt::Display| Error::new(path, "read", error);
    let file = File::open(path).map_err(|error| wrong(&error))?;
    let bytes = file.metadata().map_err(|error| wrong(&error))?.len();
    let reader = SerializedFileReader::new(file).map_err(|error| wrong(&error))?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let found: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
    let expected: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    if found != expected {
        return Err(wrong(&format!("its columns are not {}", expected.join(","))));
    }
    for index in 0..reader.num_row_groups() {
        let group = reader.get_row_group(index).map_err(|error| wrong(&error))?;
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        if !group.metadata().columns().iter().all(|column| lies_within(column, bytes)) {
            return Err(wrong(&"a column lies outside of it"));
        }
        let values: Result<Vec<Values>, ParquetError> =
            columns.iter().enumerate().map(|(place, (_, kind))| column(&*group, place, *kind, rows)).collect();
        let values = values.map_err(|error| wrong(&error))?;
        if values.iter().any(|column| column.len() != rows) {
            return Err(wrong(&"a column is not whole"));
        }
        each(&values).map_err(|error| wrong(&error))?;
    }
    Ok(())
}

/// Whether a column lies within a file of so many bytes: the reader trusts what a damaged file says of it.
fn lies_within(column: &ColumnChunkMetaData, bytes: u64) -> bool {
    let from = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
    let (from, length) = (u64::try_from(from), u64::try_from(column.compressed_size()));
    matches!((from, length), (Ok(from), Ok(length)) if from.checked_add(length).is_some_and(|end| end <= bytes))
}

/// The pages of a column, of which none refers to a dictionary that has not come: the reader behind would stop the program.
struct Pages {
    pages: Box<dyn PageReader>,
    has_dictionary: bool,
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        let page = self.pages.get_next_page()?;
        match &page {
            Some(Page::DictionaryPage { .. }) => self.has_dictionary = true,
            Some(page)
                if !self.has_dictionary
                    && matches!(page.encoding(), Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY) =>
            {
                return Err(ParquetError::General("a page is without its dictionary".to_owned()));
            }
            _ => {}
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        self.pages.skip_next_page()
    }
}

impl Iterator for Pages {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

/// Rows of one column of a group.
fn column(group: &dyn RowGroupReader, place: usize, kind: Kind, rows: usize) -> Result<Values, ParquetError> {
    use parquet::basic::Type;
    let physical = group.metadata().column(place).column_type();
    let expected = match kind {
        Kind::Text => Type::BYTE_ARRAY,
        Kind::Count => Type::INT32,
        Kind::Number => Type::DOUBLE,
        Kind::Time => Type::INT64,
    };
    if physical != expected {
        return Err(ParquetError::General(format!("a column holds {physical}, not {expected}")));
    }
    let pages = Pages { pages: group.get_column_page_reader(place)?, has_dictionary: false };
    let column = get_column_reader(group.metadata().column(place).column_descr_ptr(), Box::new(pages));
    Ok(match kind {
        Kind::Text => {
            let mut values = Vec::new();
            get_typed_column_reader::<ByteArrayType>(column).read_records(rows, None, None, &mut values)?;
            Values::Text(values)
        }
        Kind::Count => {
            let mut values = Vec::new();
            get_typed_column_reader::<Int32Type>(column).read_records(rows, None, None, &mut values)?;
            Values::Count(values)
        }
        Kind::Time => {
            let mut values = Vec::new();
            get_typed_column_reader::<Int64Type>(column).read_records(rows, None, None, &mut values)?;
            Values::Time(values)
        }
        Kind::Number => {
            let (mut levels, mut values) = (Vec::new(), Vec::new());
            get_typed_column_reader::<DoubleType>(column).read_records(rows, Some(&mut levels), None, &mut values)?;
            let mut defined = values.into_iter();
            let value = |level: i16| if level > 0 { defined.next().unwrap_or(f64::NAN) } else { f64::NAN };
            Values::Number(levels.into_iter().map(value).collect())
        }
    })
}
