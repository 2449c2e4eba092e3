package org.otklik.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder with everything that must survive a restart: database, recordings, logs, keys. It is
/// held by one process at a time; the operating system lets it go when that process dies, however
/// it dies.
public final class DataFolder implements AutoCloseable {

  private static final String LOCK_FILE = "otklik.lock";

  private final Path path;
  private final FileChannel lockChannel;

  private DataFolder(Path path, FileChannel lockChannel) {
    this.path = path;
    this.lockChannel = lockChannel;
  }

  /// Creates the folder if needed and holds it until [#close].
  ///
  /// @throws StartRefused if it cannot be written, or another process holds it
  public static DataFolder open(Path folder) {
    var path = writable(folder);
    try {
      var channel =
          FileChannel.open(
              path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new DataFolder(path, channel);
      }
      channel.close();
    } catch (IOException refused) {
      throw notWritable(path, refused);
    }
    throw new StartRefused(
        "Отклик уже работает с папкой данных %s: остановите его или задайте другую папку в OTKLIK_DATA."
            .formatted(path),
        "Otklik already runs on the data folder %s: stop it or set another folder in OTKLIK_DATA."
            .formatted(path));
  }

  /// Creates the folder, for its owner only, if it is not there, and returns its absolute path.
  ///
  /// @throws StartRefused if it cannot be created or written
  static Path writable(Path folder) {
    var path = folder.toAbsolutePath().normalize();
    try {
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(path, ownerOnly);
      Files.delete(Files.createTempFile(path, ".write-", ".tmp"));
      return path;
    } catch (IOException refused) {
      throw notWritable(path, refused);
    }
  }

  /// The absolute path of the folder.
  public Path path() {
    return path;
  }

  /// Lets the folder go.
  @Override
  public void close() throws IOException {
    lockChannel.close();
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // held by this very process
    }
  }

  private static StartRefused notWritable(Path path, IOException cause) {
    return new StartRefused(
        "В папку данных %s нельзя писать: дайте на неё права или задайте другую папку в OTKLIK_DATA."
            .formatted(path),
        "The data folder %s cannot be written: grant the rights or set another folder in OTKLIK_DATA."
            .formatted(path),
        cause);
  }
}
