package org.lauescope.io.frame;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where frames lie, as the user writes it:
///
///     scan_0001.tif                               all frames of the file
///     stack.tif#3                                 its fourth frame
///     scan.h5:/entry/data/data                    all frames of a dataset
///     scan.h5:/entry/data/data#3                  one of them
///     old.bin?columns=1024&rows=1024&type=u16     a file without a header (see [RawReader])
///
/// A file whose whole name looks like one of these is taken as the file.
///
/// @param inside path of a dataset in the file, or empty
/// @param options of a file without a header, or empty
/// @param index of the frame from 0, or [#ALL]
public record FrameAddress(Path file, String inside, Map<String, String> options, int index) {

    public static final int ALL = -1;

    private static final Pattern INDEX = Pattern.compile("(.+)#(\\d{1,9})");
    private static final Pattern OPTIONS =
            Pattern.compile("(.+?)\\?((?:\\w+=[^&]*)(?:&\\w+=[^&]*)*)");
    private static final Pattern INSIDE = Pattern.compile("(..+?):(/.*)");

    public FrameAddress {
        options = Map.copyOf(options);
    }

    public FrameAddress(Path file) {
        this(file, "", Map.of(), ALL);
    }

    /// @throws IllegalArgumentException if the text cannot be a file name on this system
    public static FrameAddress parse(String text) {
        if (exists(text)) {
            return new FrameAddress(Path.of(text));
        }
        String rest = text;
        int index = ALL;
        Matcher matcher = INDEX.matcher(rest);
        if (matcher.matches()) {
            rest = matcher.group(1);
            index = Integer.parseInt(matcher.group(2));
        }
        Map<String, String> options = new LinkedHashMap<>();
        matcher = OPTIONS.matcher(rest);
        if (!exists(rest) && matcher.matches()) {
            rest = matcher.group(1);
            for (String option : matcher.group(2).split("&", -1)) {
                int equals = option.indexOf('=');
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        String inside = "";
        matcher = INSIDE.matcher(rest);
        if (!exists(rest) && matcher.matches()) {
            rest = matcher.group(1);
            inside = matcher.group(2);
        }
        return new FrameAddress(path(rest), inside, options, index);
    }

    /// The address of one frame.
    public FrameAddress at(int frame) {
        return new FrameAddress(file, inside, options, frame);
    }

    /// The same place in another file.
    public FrameAddress withFile(Path other) {
        return new FrameAddress(other, inside, options, index);
    }

    /// What the frame `frame` of `size` is called: an only frame is called as its file.
    public String name(int frame, int size) {
        String all = inside.isEmpty() ? file.toString() : file + ":" + inside;
        return size == 1 ? all : all + "#" + frame;
    }

    /// The text that [#parse] reads.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file.toString());
        if (!inside.isEmpty()) {
            text.append(':').append(inside);
        }
        char separator = '?';
        for (var option : new java.util.TreeMap<>(options).entrySet()) {
            text.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = '&';
        }
        return index == ALL ? text.toString() : text.append('#').append(index).toString();
    }

    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "frame address \"%s\" is no file name (%s); expected FILE, FILE:/DATASET or FILE#INDEX"
                            .formatted(text, e.getReason()),
                    e);
        }
    }
}
