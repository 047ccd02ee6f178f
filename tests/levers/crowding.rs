//! Crowding-out has to emerge: without learning, how far the office reaches in changes nobody's first attempt.
