package org.lauescope.cli;

/// A mistake in what the user gave; the message says what, its value, what was expected and the
/// remedy.
class InputException extends Exception {

    InputException(String message) {
        super(message);
    }

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
