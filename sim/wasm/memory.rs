//! How texts pass between a page and the module: through the module's memory, in three calls.
//!
//! 1. `room(length)` makes room for a request of so many bytes and returns where; the page writes it there.
//! 2. `answer()` answers what lies in the room and returns the length of the answer in bytes.
//! 3. `answer_at()` returns where the answer lies; it lies there until the next `answer()`.
//!
//! Both are JSON in UTF-8. Every call may move the module's memory: a page reads `memory.buffer` again after each.
//! Bad input is answered with diagnostics; a trap means that memory ran out, and the module has to be loaded again.
//!
//! Nothing here follows a pointer, so the names are the only thing unsafe: two functions of one name would be confused.

use std::cell::RefCell;
use std::ptr;

use super::Session;

#[derive(Default)]
struct Memory {
    session: Session,
    request: Vec<u8>,
    answer: String,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Makes room for a request of `length` bytes; null where there is no memory for it.
#[expect(unsafe_code, reason = "a page calls it by this name, which nothing else in the module has")]
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
    MEMORY.with_borrow_mut(|memory| {
        memory.request.clear();
        if memory.request.try_reserve_exact(length).is_err() {
            return ptr::null_mut();
        }
        memory.request.resize(length, 0);
        memory.request.as_mut_ptr()
    })
}

/// Answers the request that was written into the room; the length of the answer in bytes.
#[expect(unsafe_code, reason = "a page calls it by this name, which nothing else in the module has")]
#[unsafe(no_mangle)]
extern "C" fn answer() -> usize {
    MEMORY.with_borrow_mut(|memory| {
        memory.answer = memory.session.answer(&memory.request);
        memory.answer.len()
    })
}

/// Where the last answer lies.
#[expect(unsafe_code, reason = "a page calls it by this name, which nothing else in the module has")]
#[unsafe(no_mangle)]
extern "C" fn answer_at() -> *const u8 {
    MEMORY.with_borrow(|memory| memory.answer.as_ptr())
}
