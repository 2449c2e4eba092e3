package org.otklik.app.contacts.jdbc;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sound that belongs to no recording: the database was away when the talk began, or came back from
/// an older copy. Nobody can find it, but it is there.
///
/// Only folders of days that are wholly over are looked into, no links, and only files that are
/// named like recordings; a file that was written to later is left. Days that are empty by then go
/// too.
final class StraySound {
  private static final Logger LOG = LoggerFactory.getLogger(StraySound.class);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final Pattern RECORDING =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-\\d+\\.wav");

  private final Path folder;
  private final Instant before;
  private final Function<Collection<String>, List<String>> known;

  /// @param folder of all recordings
  /// @param before sound that was written until then is looked at
  /// @param known of some files, those that belong to recordings
  StraySound(Path folder, Instant before, Function<Collection<String>, List<String>> known) {
    this.folder = folder;
    this.before = before;
    this.known = known;
  }

  /// Deletes it.
  ///
  /// @param deletedMax then it stops; a further run goes on
  /// @param told the contact of each
  int delete(int deletedMax, Consumer<String> told) {
    int deleted = 0;
    try {
      for (var day : days()) {
        deleted += deleteOf(day, deletedMax - deleted, told);
      }
    } catch (IOException e) {
      LOG.error("sound without a recording not looked for", e);
    }
    return deleted;
  }

  /// One day that cannot be read does not keep the others.
  private int deleteOf(Path day, int deletedMax, Consumer<String> told) {
    int deleted = 0;
    try {
      for (var file : stray(day)) {
        if (deleted == deletedMax) {
          return deleted;
        }
        if (deleteFile(file)) {
          told.accept(contact(file));
          deleted++;
        }
      }
      deleteIfEmpty(day);
    } catch (IOException e) {
      LOG.error("sound without a recording not looked for day={}", name(day), e);
    }
    return deleted;
  }

  private static boolean deleteFile(Path file) {
    try {
      Files.delete(file);
      return true;
    } catch (IOException e) {
      LOG.error("sound without a recording not deleted contact={}", contact(file), e);
      return false;
    }
  }

  /// The folders of days that are over.
  private List<Path> days() throws IOException {
    var today = DAY.format(before);
    var days = new ArrayList<Path>();
    for (var year : inside(folder, "[0-9][0-9][0-9][0-9]")) {
      for (var month : inside(year, "[0-9][0-9]")) {
        for (var day : inside(month, "[0-9][0-9]")) {
          if (name(day).compareTo(today) < 0 && Files.isDirectory(day, LinkOption.NOFOLLOW_LINKS)) {
            days.add(day);
          }
        }
      }
    }
    return days;
  }

  private List<Path> stray(Path day) throws IOException {
    var old = new ArrayList<Path>();
    for (var file : inside(day, "*.wav")) {
      if (RECORDING.matcher(String.valueOf(file.getFileName())).matches()
          && Files.isRegularFile(file)
          && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        old.add(file);
      }
    }
    var kept = new HashSet<>(known.apply(old.stream().map(this::name).toList()));
    return old.stream().filter(file -> !kept.contains(name(file))).toList();
  }

  private static List<Path> inside(Path parent, String glob) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, glob)) {
      var sorted = new ArrayList<Path>();
      found.forEach(sorted::add);
      sorted.sort(null);
      return sorted;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void deleteIfEmpty(Path day) throws IOException {
    try {
      Files.delete(day);
    } catch (DirectoryNotEmptyException _) {
      // Something is kept there.
    }
  }

  /// As it stands in rows.
  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String contact(Path file) {
    var name = RECORDING.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? name.group(1) : "";
  }
}
