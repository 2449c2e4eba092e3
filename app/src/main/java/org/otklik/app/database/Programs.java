package org.otklik.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.otklik.app.StartRefused;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/// The programs of the embedded PostgreSQL, unpacked once from the product's jar into the data
/// folder, and how they are called: in a session of their own, so that Ctrl-C at the console
/// reaches the product alone, and never as root, which PostgreSQL refuses.
final class Programs {

  /// The major version that the product brings along.
  static final int MAJOR_VERSION = 18;

  private static final String PREFIX = "programs-";
  private static final int EXECUTE_BITS = 0111;

  private final Path folder;
  private final List<String> launcher;

  private Programs(Path folder, List<String> launcher) {
    this.folder = folder;
    this.launcher = launcher;
  }

  /// Unpacks the programs, unless they lie there already, and removes those of other releases.
  ///
  /// @throws StartRefused if there are none for this machine, or it forbids to give up root's
  ///   rights
  static Programs unpackedIn(Path parent) {
    var archive = archiveForThisMachine();
    var launcher = launcher();
    try {
      var folder = parent.resolve(PREFIX + checksum(archive));
      if (!Files.exists(folder)) {
        removeOthers(parent);
        unpack(archive, folder);
      }
      return new Programs(folder, launcher);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /// Starts one of the programs, such as `initdb`, with its messages and output in one stream.
  Process start(String program, List<String> arguments) throws IOException {
    var command = new ArrayList<>(launcher);
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static URL archiveForThisMachine() {
    var machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    var name =
        switch (machine) {
          case "Linux amd64" -> "postgres-linux-x86_64.txz";
          case "Linux aarch64" -> "postgres-linux-arm_64.txz";
          default -> "";
        };
    var archive = name.isEmpty() ? null : Programs.class.getResource("/" + name);
    if (archive == null) {
      throw new StartRefused(
          "Встроенной PostgreSQL для %s нет: задайте свой сервер в SPRING_DATASOURCE_URL."
              .formatted(machine),
          "There is no embedded PostgreSQL for %s: set a server of your own in SPRING_DATASOURCE_URL."
              .formatted(machine));
    }
    return archive;
  }

  /// As root, a user namespace without any user mapped makes the process nobody, who still owns
  /// root's files.
  private static List<String> launcher() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of("setsid");
    }
    if (!succeeds(List.of("unshare", "--user", "true"))) {
      throw new StartRefused(
          "Встроенная PostgreSQL не работает от имени root, а отказаться от его прав (unshare --user) эта машина не даёт: запустите Отклик обычным пользователем или задайте свой сервер в SPRING_DATASOURCE_URL.",
          "The embedded PostgreSQL does not run as root, and this machine forbids to give up root's rights (unshare --user): run Otklik as a normal user or set a server of your own in SPRING_DATASOURCE_URL.");
    }
    return List.of("setsid", "unshare", "--user");
  }

  private static boolean succeeds(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String checksum(URL archive) throws IOException {
    var entry = ((JarURLConnection) archive.openConnection()).getJarEntry();
    return HexFormat.of().toHexDigits((int) entry.getCrc());
  }

  private static void removeOthers(Path parent) throws IOException {
    try (Stream<Path> others = Files.list(parent)) {
      for (var other :
          others.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList()) {
        FileSystemUtils.deleteRecursively(other);
      }
    }
  }

  /// The folder appears under its name only when it is complete.
  private static void unpack(URL archive, Path folder) throws IOException {
    var unfinished = folder.resolveSibling(PREFIX + "unfinished");
    try (var tar = new TarArchiveInputStream(new XZInputStream(archive.openStream()))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, entry.resolveIn(unfinished));
      }
    }
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.createDirectories(target.getParent());
      Files.copy(tar, target);
      if ((entry.getMode() & EXECUTE_BITS) != 0) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }
}
