package dev.herald.config;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Turns exceptions into messages for operators. */
public final class ErrorMessages {

    private ErrorMessages() {}

    /** Returns the message of an exception, on one line. */
    public static String of(Exception exception) {
        if (exception instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (exception instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (exception instanceof FileAlreadyExistsException) {
            return "a file of that name exists";
        }
        if (exception instanceof FileSystemException fault && fault.getReason() != null) {
            return fault.getReason();
        }
        return String.valueOf(exception.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
