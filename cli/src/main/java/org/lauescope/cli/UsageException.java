package org.lauescope.cli;

/// A mistake on the command line itself: a value that an option cannot have.
final class UsageException extends InputException {

    UsageException(String message) {
        super(message);
    }
}
