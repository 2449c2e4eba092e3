package org.otklik.app.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Tone;
import org.otklik.wire.rtp.G711;

/// A product with many operators on SIP telephones, each talk recorded. SIPp is all telephones and
/// all citizens; a telephone says again what it hears, so that what is lost on either way is
/// silence in the recording.
final class FullHouse implements AutoCloseable {

  /// Operators whose telephones are one process: it has one socket for their sound.
  private static final int PHONES_PER_PROCESS = 30;

  private static final int PHONES_PORT = 31_000;
  private static final String PASSWORD = "of-many-operators-one";

  private final Path folder;
  private final List<String> operators;
  private final List<Process> processes = new ArrayList<>();
  private final Centre centre;
  private final ManyDesks desks;

  private FullHouse(Path folder, int operators) throws IOException {
    this.folder = folder;
    this.operators = IntStream.range(0, operators).mapToObj("many%03d"::formatted).toList();
    this.centre = Centre.start(folder.resolve("data"), settings());
    this.desks = new ManyDesks(centre, this.operators, PASSWORD);
  }

  /// Starts, with all telephones registered and nobody ready yet.
  static FullHouse open(Path folder, int operators) throws IOException {
    var house = new FullHouse(folder, operators);
    try {
      house.register();
      return house;
    } catch (IOException | RuntimeException | Error e) {
      house.close();
      throw e;
    }
  }

  private void register() throws IOException {
    for (int first = 0; first < operators.size(); first += PHONES_PER_PROCESS) {
      telephones(first);
    }
    Await.until(
        "all telephones are registered",
        Duration.ofSeconds(2L * PHONES_PER_PROCESS),
        () -> {
          processes.forEach(FullHouse::lives);
          return desks.withTelephone() == operators.size();
        });
  }

  private static void lives(Process sipp) {
    if (!sipp.isAlive()) {
      throw new AssertionError("A SIPp has ended: " + sipp.info().commandLine());
    }
  }

  Centre centre() {
    return centre;
  }

  ManyDesks desks() {
    return desks;
  }

  /// Citizens phone in, speak, and hang up; the process ends with the last of them, with 0 if each
  /// call went as it should.
  ///
  /// @param calls how many
  /// @param perMinute how many of them begin in a minute
  /// @param length from the choice of the topic to the end, waiting included
  Process citizens(int calls, int perMinute, Duration length) throws IOException {
    var second = new byte[G711.RATE];
    var samples = new Tone(1_000).next(second.length);
    for (int i = 0; i < second.length; i++) {
      second[i] = G711.A_LAW.encode(samples[i]);
    }
    Files.write(folder.resolve("tone.alaw"), second);
    var csv = folder.resolve("citizens.csv");
    var lines = new ArrayList<>(List.of("SEQUENTIAL"));
    IntStream.range(0, calls).mapToObj("+7495%07d"::formatted).forEach(lines::add);
    Files.write(csv, lines);
    return sipp(
        "citizens",
        "-sf",
        scenario("talk"),
        "-inf",
        csv.toString(),
        "-s",
        "115",
        "-r",
        Integer.toString(perMinute),
        "-rp",
        "60000",
        "-m",
        Integer.toString(calls),
        "-l",
        Integer.toString(calls),
        "-d",
        Long.toString(length.toMillis()),
        "-mp",
        "44000",
        "-aa");
  }

  /// What the citizens' process printed.
  String told() throws IOException {
    return Files.readString(folder.resolve("citizens.out"));
  }

  /// The recordings that there are, those that go on included.
  List<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.walk(centre.data().resolve("recordings"))) {
      return files.filter(file -> file.toString().endsWith(".wav")).toList();
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    desks.close();
    centre.close();
  }

  /// Accounts, line-up and telephones as an administrator writes them down.
  private Map<String, String> settings() throws IOException {
    var accounts = new StringBuilder();
    var lineup = new StringBuilder();
    var phones = new StringBuilder();
    for (var operator : operators) {
      accounts.append(
          "      %s: {name: \"%s\", roles: [operator], password: \"%s\"}%n"
              .formatted(operator, operator, PASSWORD));
      lineup.append("      %s: {languages: [ru], topics: {passport: 3}}%n".formatted(operator));
      phones.append("      %s: {password: \"%s\"}%n".formatted(operator, PASSWORD));
    }
    var yaml = folder.resolve("centre.yaml");
    Files.writeString(
        yaml,
        """
        otklik:
          access:
            accounts:
        %s  lineup:
            operators:
        %s  telephony:
            sip: {phones-md5: true, calls-max: 2000, calls-per-source: 2000, messages-per-second-per-source: 20000}
            phones:
        %s"""
            .formatted(accounts, lineup, phones));
    return Map.of(
        "SPRING_CONFIG_ADDITIONAL_LOCATION", "file:" + yaml, "OTKLIK_MEDIA_PORTS", "41000-43999");
  }

  /// Telephones of some operators: one process registers one after the other, each again before it
  /// is forgotten, and takes up what rings.
  private void telephones(int first) throws IOException {
    var csv = folder.resolve("phones-%d.csv".formatted(first));
    var lines = new ArrayList<>(List.of("SEQUENTIAL"));
    operators.stream()
        .skip(first)
        .limit(PHONES_PER_PROCESS)
        .map(user -> "%1$s;[authentication username=%1$s password=%2$s]".formatted(user, PASSWORD))
        .forEach(lines::add);
    Files.write(csv, lines);
    var port = PHONES_PORT + 10 * (first / PHONES_PER_PROCESS);
    sipp(
        "phones-" + first,
        "-sf",
        scenario("register"),
        "-oocsf",
        scenario("phones"),
        "-inf",
        csv.toString(),
        "-r",
        "1",
        "-p",
        Integer.toString(port),
        "-mp",
        Integer.toString(port + 4),
        "-rtp_echo",
        "-aa");
  }

  private Process sipp(String name, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of("sipp", "127.0.0.1:" + centre.sipPort(), "-i", "127.0.0.1", "-nostdin"));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .start();
    processes.add(process);
    return process;
  }

  /// Written once: a process that has just begun may be reading it.
  private String scenario(String name) throws IOException {
    var file = folder.resolve(name + ".xml");
    if (Files.exists(file)) {
      return file.toString();
    }
    try (var scenario = FullHouse.class.getResourceAsStream("/sipp/" + name + ".xml")) {
      Files.write(file, Objects.requireNonNull(scenario).readAllBytes());
      return file.toString();
    }
  }
}
