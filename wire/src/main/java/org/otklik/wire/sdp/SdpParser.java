package org.otklik.wire.sdp;

import static org.otklik.wire.sdp.SdpProblem.malformed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one description: first its lines into sections, then each section into a [Media].
final class SdpParser {

  /// Without control characters: parts of what is refused stand in our answer.
  private static final Pattern LINE = Pattern.compile("[a-z]=[\\t\\x20-\\x7E\\xA0-\\uFFFF]*");

  private static final Pattern DIGITS = Pattern.compile("\\d{1,40}");
  private static final Pattern RTPMAP =
      Pattern.compile("(\\d{1,3})\\s+([^\\s/]{1,64})\\s*/\\s*(\\d{1,9})(?:\\s*/\\s*(\\d{1,3}))?");
  private static final Pattern FINGERPRINT = Pattern.compile("\\p{XDigit}{2}(:\\p{XDigit}{2}){31}");
  private static final Pattern ICE = Pattern.compile("[A-Za-z0-9+/]{4,256}");
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,256}");
  private static final int PAYLOAD_TYPE_MAX = 127;
  private static final int PORT_MAX = 65_535;
  private static final int PTIME_MAX = 1_000;

  private final Section session = new Section("");
  private final List<Section> sections = new ArrayList<>();
  private @Nullable Origin origin;

  /// The lines of one `m=` section, or those before the first.
  private static final class Section {

    private final String description;
    private final Map<String, List<String>> attributes = new HashMap<>();
    private String address = "";

    Section(String description) {
      this.description = description;
    }

    void add(String attribute) {
      var colon = attribute.indexOf(':');
      var name = colon < 0 ? attribute : attribute.substring(0, colon);
      var value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
      attributes.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }

    boolean has(String name) {
      return attributes.containsKey(name);
    }

    /// What follows `a=name:` the first time.
    Optional<String> find(String name) {
      return all(name).stream().findFirst();
    }

    List<String> all(String name) {
      return attributes.getOrDefault(name, List.of());
    }

    Optional<Direction> findDirection() {
      return Arrays.stream(Direction.values())
          .filter(direction -> has(direction.attribute()))
          .findFirst();
    }
  }

  SessionDescription parse(String text) throws SdpProblem {
    if (text.length() > SessionDescription.TEXT_MAX) {
      throw malformed(
          "The session description (%d characters) is longer than %d."
              .formatted(text.length(), SessionDescription.TEXT_MAX));
    }
    var lines = text.lines().map(String::stripTrailing).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty() || !lines.getFirst().equals("v=0")) {
      throw malformed("The session description does not begin with v=0.");
    }
    for (var line : lines) {
      read(line);
    }
    if (origin == null) {
      throw malformed("The session description has no o= line.");
    }
    var media = new ArrayList<Media>(sections.size());
    for (var section : sections) {
      media.add(media(section));
    }
    return new SessionDescription(origin, List.copyOf(media));
  }

  private void read(String line) throws SdpProblem {
    if (!LINE.matcher(line).matches()) {
      throw malformed("The session description has a line that is not of the form x=value.");
    }
    var value = line.substring(2).strip();
    var section = sections.isEmpty() ? session : sections.getLast();
    switch (line.charAt(0)) {
      case 'o' -> origin = origin(value);
      case 'c' -> section.address = address(value);
      case 'a' -> section.add(value);
      case 'm' -> sections.add(new Section(value));
      default -> {
        // Names, times and bandwidths decide nothing here.
      }
    }
    if (sections.size() > SessionDescription.MEDIA_MAX) {
      throw malformed(
          "The session description has more than %d m= lines."
              .formatted(SessionDescription.MEDIA_MAX));
    }
  }

  private static Origin origin(String value) throws SdpProblem {
    var words = words(value);
    if (words.length != 6
        || !DIGITS.matcher(words[1]).matches()
        || !DIGITS.matcher(words[2]).matches()) {
      throw malformed("The o= line has not the form: user session version IN IP4 address.");
    }
    return new Origin(words[0], words[1], words[2], words[5]);
  }

  /// The address without lifetime and count.
  private static String address(String value) throws SdpProblem {
    var words = words(value);
    if (words.length != 3 || !words[0].equals("IN") || !words[1].matches("IP[46]")) {
      throw malformed("A c= line has not the form: IN IP4 address.");
    }
    return words[2].split("/", 2)[0];
  }

  private Media media(Section section) throws SdpProblem {
    var words = words(section.description);
    if (words.length < 4 || words.length > 3 + SessionDescription.FORMATS_MAX) {
      throw malformed(
          "An m= line has not the form: kind port protocol formats (at most %d)."
              .formatted(SessionDescription.FORMATS_MAX));
    }
    var protocol = words[2].toUpperCase(Locale.ROOT);
    var formats = List.of(words).subList(3, words.length);
    return new Media(
        words[0].toLowerCase(Locale.ROOT),
        number("port", words[1].split("/", 2)[0], PORT_MAX),
        protocol,
        formats,
        protocol.contains("RTP/") ? rtpFormats(section, formats) : List.of(),
        section.address.isEmpty() ? session.address : section.address,
        section.findDirection().or(session::findDirection).orElse(Direction.SENDRECV),
        rtcpPort(section),
        section.has("rtcp-mux"),
        value(section, "mid", TOKEN),
        value(section, "ice-ufrag", ICE),
        value(section, "ice-pwd", ICE),
        fingerprint(section),
        value(section, "setup", TOKEN),
        ptime(section),
        section.all("crypto").stream().flatMap(line -> Crypto.read(line).stream()).toList());
  }

  private static List<RtpFormat> rtpFormats(Section section, List<String> formats)
      throws SdpProblem {
    var mapped = new RtpFormat[PAYLOAD_TYPE_MAX + 1];
    for (var map : section.all("rtpmap")) {
      var parts = RTPMAP.matcher(map);
      if (!parts.matches()) {
        throw malformed("An a=rtpmap line has not the form: type encoding/rate.");
      }
      var type = number("payload type", parts.group(1), PAYLOAD_TYPE_MAX);
      var channels = parts.group(4) == null ? 1 : Integer.parseInt(parts.group(4));
      mapped[type] =
          RtpFormat.mapped(type, parts.group(2), Integer.parseInt(parts.group(3)), channels);
    }
    var decoded = new ArrayList<RtpFormat>(formats.size());
    for (var format : formats) {
      var type = number("payload type", format, PAYLOAD_TYPE_MAX);
      decoded.add(mapped[type] == null ? RtpFormat.ofStatic(type) : mapped[type]);
    }
    return List.copyOf(decoded);
  }

  private static int rtcpPort(Section section) throws SdpProblem {
    var rtcp = section.find("rtcp");
    return rtcp.isEmpty() ? 0 : number("RTCP port", words(rtcp.get())[0], PORT_MAX);
  }

  private @Nullable String value(Section section, String name, Pattern form) throws SdpProblem {
    var found = section.find(name).or(() -> session.find(name));
    if (found.isPresent() && !form.matcher(found.get()).matches()) {
      throw malformed("The value of a=%s is not allowed.".formatted(name));
    }
    return found.orElse(null);
  }

  /// The one of SHA-256, among those of several hash functions.
  private @Nullable String fingerprint(Section section) throws SdpProblem {
    var all = section.all("fingerprint");
    for (var fingerprint : all.isEmpty() ? session.all("fingerprint") : all) {
      var words = words(fingerprint);
      if (words.length == 2 && words[0].equalsIgnoreCase("sha-256")) {
        if (!FINGERPRINT.matcher(words[1]).matches()) {
          throw malformed("The SHA-256 fingerprint has not 32 bytes in hexadecimal with colons.");
        }
        return words[1].toUpperCase(Locale.ROOT);
      }
    }
    return null;
  }

  /// A wish only: nonsense counts as none.
  private static int ptime(Section section) {
    return section
        .find("ptime")
        .filter(value -> value.matches("\\d{1,4}"))
        .map(Integer::valueOf)
        .filter(millis -> millis <= PTIME_MAX)
        .orElse(0);
  }

  private static int number(String what, String digits, int max) throws SdpProblem {
    if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > max) {
      throw malformed("A %s is not a number from 0 to %d.".formatted(what, max));
    }
    return Integer.parseInt(digits);
  }

  private static String[] words(String value) {
    return value.strip().split("\\s+");
  }
}
