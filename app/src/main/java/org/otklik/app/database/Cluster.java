package org.otklik.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.otklik.app.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// The files of the embedded server: its data ("cluster" in PostgreSQL's words) and the password of
/// its users.
final class Cluster {

  /// The superuser, for setting up and for the administrator's backups.
  static final String SUPERUSER = "postgres";

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private static final String DATA = "cluster";
  private static final String PASSWORD = "password";
  private static final int PASSWORD_BYTES = 24;
  private static final int STATUS_LINE = 7; // of postmaster.pid, counted from 0
  private static final int STOP_SECONDS = 30;

  private final Programs programs;
  private final Path data;
  private final String password;

  private Cluster(Programs programs, Path data, String password) {
    this.programs = programs;
    this.data = data;
    this.password = password;
  }

  /// The cluster of the folder, made now if there is none. One that is half made, because the
  /// product was killed meanwhile, is thrown away.
  static Cluster preparedIn(Path folder, Programs programs) {
    var data = folder.resolve(DATA);
    try {
      var password = password(folder.resolve(PASSWORD));
      if (!Files.exists(data)) {
        var unfinished = folder.resolve(DATA + "-unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        initialise(programs, unfinished, folder.resolve(PASSWORD));
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
      }
      return new Cluster(programs, data, password);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /// Looks before anything is touched.
  ///
  /// @throws StartRefused if the folder holds data of another major version of PostgreSQL
  static void requireOwnVersionIn(Path folder) {
    var versionFile = folder.resolve(DATA).resolve("PG_VERSION");
    if (!Files.exists(versionFile)) {
      return;
    }
    var version = firstLineOf(versionFile);
    if (!version.equals(Integer.toString(Programs.MAJOR_VERSION))) {
      throw otherVersion(folder, version);
    }
  }

  /// Starts the server on the port; its output is that of the process.
  Process start(int port, int connectionsMax) throws IOException {
    var arguments =
        List.of(
            // What has been committed survives a power cut.
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            // Reachable from this machine only, by password only (pg_hba.conf).
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "port=" + port,
            "max_connections=" + connectionsMax,
            "timezone=UTC",
            "jit=off",
            // Into the product's log, without statements and values: those are personal data.
            "log_destination=stderr",
            "logging_collector=off",
            "log_line_prefix=",
            "log_error_verbosity=terse",
            "log_min_error_statement=panic",
            "log_checkpoints=off");
    var command = new ArrayList<>(List.of("-D", data.toString()));
    arguments.forEach(argument -> command.addAll(List.of("-c", argument)));
    return programs.start("postgres", command);
  }

  /// Whether the server with this process number takes connections.
  boolean acceptsConnections(long pid) {
    return lockFile()
        .filter(lines -> lines.size() > STATUS_LINE)
        .filter(lines -> lines.getFirst().equals(Long.toString(pid)))
        .filter(lines -> lines.get(STATUS_LINE).strip().equals("ready"))
        .isPresent();
  }

  /// Stops a server that still runs on the data because the product that started it was killed. The
  /// caller holds the data folder, so nobody else uses that server.
  void stopLeftover() {
    var leftover =
        lockFile().map(lines -> Long.parseLong(lines.getFirst())).flatMap(ProcessHandle::of);
    if (leftover.filter(Cluster::isPostgres).isPresent()) {
      LOG.info("The server of a killed product still runs and is stopped.");
      stop();
    } else if (leftover.filter(process -> process.info().command().isPresent()).isPresent()) {
      deleteLockFile(); // its number belongs to another program by now
    }
  }

  /// Stops the server and waits for its end: an orderly end within 30 s, else by force; nothing
  /// that was committed is lost either way.
  void stop() {
    if (!stopped("fast") && !stopped("immediate")) {
      LOG.error("The embedded PostgreSQL could not be stopped.");
    }
  }

  String password() {
    return password;
  }

  private boolean stopped(String mode) {
    try {
      var arguments =
          List.of(
              "stop",
              "-m",
              mode,
              "-w",
              "-t",
              Integer.toString(STOP_SECONDS),
              "-D",
              data.toString());
      run(programs, "pg_ctl", arguments);
      return true;
    } catch (IOException failed) {
      LOG.debug("The embedded PostgreSQL did not stop in mode {}.", mode, failed);
      return false;
    }
  }

  private Optional<List<String>> lockFile() {
    try {
      return Optional.of(Files.readAllLines(data.resolve("postmaster.pid")))
          .filter(lines -> !lines.isEmpty());
    } catch (IOException _) {
      return Optional.empty(); // not there, or just being removed
    }
  }

  private void deleteLockFile() {
    try {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    } catch (IOException undeletable) {
      throw new UncheckedIOException(undeletable);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }

  private static void initialise(Programs programs, Path data, Path passwordFile)
      throws IOException {
    var arguments =
        List.of(
            "--pgdata=" + data,
            "--username=" + SUPERUSER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            // Upper and lower case of every language, whatever the machine has installed.
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions");
    run(programs, "initdb", arguments);
  }

  private static void run(Programs programs, String program, List<String> arguments)
      throws IOException {
    var process = programs.start(program, arguments);
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("%s failed: %s".formatted(program, output));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("%s was interrupted".formatted(program), interrupted);
    }
  }

  private static String password(Path file) throws IOException {
    if (!Files.exists(file)) {
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      var unfinished = Files.createTempFile(file.getParent(), PASSWORD, ".tmp", ownerOnly);
      Files.writeString(unfinished, randomPassword());
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return firstLineOf(file);
  }

  private static String randomPassword() {
    var bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String firstLineOf(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static StartRefused otherVersion(Path folder, String version) {
    var save = "pg_dump -h 127.0.0.1 -p 15432 -U otklik -f otklik.sql otklik";
    var load = "psql -h 127.0.0.1 -p 15432 -U otklik -f otklik.sql otklik";
    return new StartRefused(
        "Данные в %s сделаны PostgreSQL %s, а здесь %d: сохраните их с прежним выпуском (./otklik database; %s), уберите эту папку и загрузите их в этот выпуск (./otklik database; %s)."
            .formatted(folder, version, Programs.MAJOR_VERSION, save, load),
        "The data in %s are of PostgreSQL %s, this is %d: save them with the former release (./otklik database; %s), move that folder away and load them into this release (./otklik database; %s)."
            .formatted(folder, version, Programs.MAJOR_VERSION, save, load));
  }
}
