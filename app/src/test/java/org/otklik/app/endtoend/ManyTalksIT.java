package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.StereoWav;
import org.otklik.app.testing.Tone;
import org.otklik.wire.rtp.G711;

/// A full house: so many citizens talk with operators on SIP telephones at once, each talk
/// recorded. SIPp is all citizens and all telephones; a telephone says again what it hears, so that
/// what is lost on either way is silence in the recording.
@Tag("long")
class ManyTalksIT {
  private static final int TALKS = Integer.getInteger("otklik.long.talks", 300);
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("otklik.long.minutes", 10));

  /// New talks in a second.
  private static final int RATE = 5;

  /// Operators whose telephones are one process: it has one socket for their sound.
  private static final int PHONES_PER_PROCESS = 30;

  private static final int PHONES_PORT = 31_000;
  private static final String PASSWORD = "of-many-operators-one";
  private static final int FRAME = 160;

  /// Amplitude under which a frame is silence; the tone has 8,000.
  private static final int SILENCE = 1_000;

  private static final double LOSS_MAX = 0.0001;
  private static final double GROWTH_MAX = 1.1;

  @TempDir private Path folder;

  private final List<Process> processes = new ArrayList<>();

  @Test
  void everyTalkIsHeardAndRecordedAndMemoryStaysAsItIs() throws Exception {
    try (var centre = Centre.start(folder.resolve("data"), settings());
        var desks = new ManyDesks(centre, operators(), PASSWORD)) {
      for (int first = 0; first < TALKS; first += PHONES_PER_PROCESS) {
        telephones(centre, first);
      }
      Await.until(
          "all telephones are registered",
          Duration.ofSeconds(2L * PHONES_PER_PROCESS),
          () -> desks.withTelephone() == TALKS);
      desks.ready();

      var citizens = call(centre);
      Await.until(
          "all talk", Duration.ofSeconds(TALKS / RATE + 60L), () -> desks.talking() == TALKS);
      var before = Usage.of(centre);
      var settled = before;
      var end = System.nanoTime() + LENGTH.toNanos();
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
        var now = Usage.of(centre);
        System.out.printf(
            "many talks| %d talking, %d MB, %.2f cores%n",
            desks.talking(), now.megabytes(), now.coresSince(settled));
        settled = now;
      }
      var after = Usage.of(centre);
      assertThat(citizens.waitFor(LENGTH.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(citizens.exitValue())
          .as(Files.readString(folder.resolve("citizens.out")))
          .isZero();
      Await.until("all hung up", Duration.ofSeconds(30), () -> desks.talking() == 0);

      var loss = Loss.of(recordings(centre));
      System.out.printf(
          "many talks| %d recordings, %,d frames of 20 ms, lost %.5f %% of the citizens', %.5f %% of the operators'%n",
          loss.files(), loss.frames(), 100 * loss.left(), 100 * loss.right());
      System.out.printf(
          "many talks| %.2f cores, %d MB before, %d MB after%n",
          after.coresSince(before), before.megabytes(), after.megabytes());
      assertThat(loss.files()).isEqualTo(TALKS);
      assertThat(loss.left()).isLessThan(LOSS_MAX);
      assertThat(loss.right()).isLessThan(LOSS_MAX);
      assertThat((double) after.megabytes()).isLessThan(GROWTH_MAX * before.megabytes());
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  private static List<String> operators() {
    return IntStream.range(0, TALKS).mapToObj("many%03d"::formatted).toList();
  }

  /// Accounts, line-up and telephones as an administrator writes them down.
  private Map<String, String> settings() throws IOException {
    var accounts = new StringBuilder();
    var lineup = new StringBuilder();
    var phones = new StringBuilder();
    for (var operator : operators()) {
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
  private void telephones(Centre centre, int first) throws IOException {
    var csv = folder.resolve("phones-%d.csv".formatted(first));
    var lines = new ArrayList<>(List.of("SEQUENTIAL"));
    operators().stream()
        .skip(first)
        .limit(PHONES_PER_PROCESS)
        .map(user -> "%1$s;[authentication username=%1$s password=%2$s]".formatted(user, PASSWORD))
        .forEach(lines::add);
    Files.write(csv, lines);
    var port = PHONES_PORT + 10 * (first / PHONES_PER_PROCESS);
    sipp(
        "phones-" + first,
        "127.0.0.1:" + centre.sipPort(),
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

  private Process call(Centre centre) throws IOException {
    var tone = new Tone(1_000);
    var second = new byte[G711.RATE];
    var samples = tone.next(second.length);
    for (int i = 0; i < second.length; i++) {
      second[i] = G711.A_LAW.encode(samples[i]);
    }
    Files.write(folder.resolve("tone.alaw"), second);
    var csv = folder.resolve("citizens.csv");
    var lines = new ArrayList<>(List.of("SEQUENTIAL"));
    IntStream.range(0, TALKS).mapToObj("+7495200%04d"::formatted).forEach(lines::add);
    Files.write(csv, lines);
    var length = LENGTH.plusSeconds(TALKS / RATE + 30L);
    return sipp(
        "citizens",
        "127.0.0.1:" + centre.sipPort(),
        "-sf",
        scenario("talk"),
        "-inf",
        csv.toString(),
        "-s",
        "115",
        "-r",
        Integer.toString(RATE),
        "-m",
        Integer.toString(TALKS),
        "-l",
        Integer.toString(TALKS),
        "-d",
        Long.toString(length.toMillis()),
        "-mp",
        "44000",
        "-aa");
  }

  private Process sipp(String name, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("sipp", "-i", "127.0.0.1", "-nostdin"));
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

  private String scenario(String name) throws IOException {
    try (var scenario = ManyTalksIT.class.getResourceAsStream("/sipp/" + name + ".xml")) {
      var file = folder.resolve(name + ".xml");
      Files.write(file, Objects.requireNonNull(scenario).readAllBytes());
      return file.toString();
    }
  }

  private static List<Path> recordings(Centre centre) throws IOException {
    try (Stream<Path> files = Files.walk(centre.data().resolve("recordings"))) {
      return files.filter(file -> file.toString().endsWith(".wav")).toList();
    }
  }

  /// What the process of the product has used.
  ///
  /// @param megabytes resident
  /// @param nanos on the CPU
  /// @param at monotonic
  private record Usage(long megabytes, long nanos, long at) {

    static Usage of(Centre centre) throws IOException {
      var process = centre.process();
      var resident =
          Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .findFirst()
              .orElseThrow()
              .replaceAll("\\D", "");
      return new Usage(
          Long.parseLong(resident) / 1_024,
          process.info().totalCpuDuration().orElseThrow().toNanos(),
          System.nanoTime());
    }

    double coresSince(Usage earlier) {
      return (double) (nanos - earlier.nanos) / (at - earlier.at);
    }
  }

  /// Silence where the tone should be, leaving out how talks begin and end.
  ///
  /// @param left share of the citizens' frames
  /// @param right share of the operators' frames
  private record Loss(int files, long frames, double left, double right) {
    private static final int BEGIN = 200;
    private static final int END = 100;

    static Loss of(List<Path> recordings) {
      long frames = 0;
      long left = 0;
      long right = 0;
      for (var recording : recordings) {
        var wav = StereoWav.read(recording);
        var last = wav.length() / FRAME - END;
        frames += Math.max(0, last - BEGIN);
        left += silent(wav.left(), last);
        right += silent(wav.right(), last);
      }
      return new Loss(recordings.size(), frames, (double) left / frames, (double) right / frames);
    }

    private static long silent(short[] samples, int last) {
      return IntStream.range(BEGIN, last).filter(frame -> isSilent(samples, frame)).count();
    }

    private static boolean isSilent(short[] samples, int frame) {
      for (int i = 0; i < FRAME; i++) {
        if (Math.abs(samples[frame * FRAME + i]) > SILENCE) {
          return false;
        }
      }
      return true;
    }
  }
}
