package org.otklik.app.desktop.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.dispatch.History;
import org.otklik.app.dispatch.History.Interval;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.Days;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.TopicId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// How the shifts of the past went: figures by interval and topic, as a page with charts and as a
/// file.
@Controller
@MayCall({Role.SUPERVISOR, Role.QUALITY, Role.ADMIN})
final class HistoryController {

  /// The longest file; what is more is left out, and the last line says so.
  static final int CSV_ROWS_MAX = 50_000;

  private final History history;
  private final Waits waits;
  private final Topics topics;
  private final DeskWords words;
  private final Centre centre;
  private final Clock clock;

  HistoryController(
      History history, Waits waits, Topics topics, DeskWords words, Centre centre, Clock clock) {
    this.history = history;
    this.waits = waits;
    this.topics = topics;
    this.words = words;
    this.centre = centre;
    this.clock = clock;
  }

  @GetMapping("/history")
  ModelAndView history(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String interval,
      @RequestParam(defaultValue = "") String topic,
      Page page) {
    var errors = new FormErrors();
    var asked = asked(from, until, interval, topic);
    var question = question(asked, errors);
    var byInterval = question.map(history::byInterval).orElseGet(List::of);
    var byTopic = question.map(history::byTopic).orElseGet(List::of);
    var promises = question.map(waits::byInterval).orElseGet(List::of);
    var steps = question.map(Question::interval).orElse(Interval.HOUR);
    return new ModelAndView(
        "desktop/history",
        Map.of(
            "history",
            new HistoryModel(
                asked,
                Arrays.stream(Interval.values())
                    .map(one -> new Choice(one.name(), page.say("desktop.history.by." + one)))
                    .toList(),
                topicChoices(page),
                Charts.calls(byInterval, row -> at(row.at(), steps)),
                Charts.waits(byInterval, row -> at(row.at(), steps)),
                byInterval.stream().map(row -> line(at(row.at(), steps), row)).toList(),
                byTopic.stream().map(row -> line(topic(page, row), row)).toList(),
                Charts.estimates(promises, row -> at(row.at(), steps)),
                promises.stream().map(row -> line(at(row.at(), steps), row)).toList(),
                csv("/history.csv", asked),
                csv("/history/promises.csv", asked)),
            "errors",
            errors),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /// The same figures by interval and topic, at most [#CSV_ROWS_MAX].
  @GetMapping("/history.csv")
  void csv(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String interval,
      @RequestParam(defaultValue = "") String topic,
      Page page,
      HttpServletResponse response)
      throws IOException {
    var question =
        question(asked(from, until, interval, topic), new FormErrors())
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    var rows = history.byIntervalAndTopic(question, CSV_ROWS_MAX + 1);
    write(rows, page, csv(response, "otklik-history.csv"));
  }

  /// How promises have ended, one line for each interval.
  @GetMapping("/history/promises.csv")
  void promisesCsv(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String interval,
      @RequestParam(defaultValue = "") String topic,
      Page page,
      HttpServletResponse response)
      throws IOException {
    var question =
        question(asked(from, until, interval, topic), new FormErrors())
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    var rows = waits.byInterval(question);
    var out = csv(response, "otklik-promises.csv");
    out.write(Csv.MARK);
    out.write(
        Csv.line(
            Stream.of(
                    "at",
                    "told",
                    "kept",
                    "inside",
                    "shorter",
                    "longer",
                    "gave-up",
                    "coverage",
                    "expected",
                    "real")
                .map(column -> page.say("desktop.history." + column))
                .toArray(String[]::new)));
    for (var row : rows) {
      out.write(csvLine(row));
    }
  }

  private String csvLine(Waits.Score row) {
    return Csv.line(
        iso(row.at()),
        Long.toString(row.told()),
        part(row.kept()),
        Long.toString(row.inside()),
        Long.toString(row.shorter()),
        Long.toString(row.longer()),
        Long.toString(row.gaveUp()),
        part(row.coverage()),
        seconds(row.expected()),
        seconds(row.real()));
  }

  private static Writer csv(HttpServletResponse response, String name) throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s\"".formatted(name));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return response.getWriter();
  }

  private String iso(@Nullable Instant at) {
    return at == null
        ? ""
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(centre.zone()));
  }

  private static String part(@Nullable Double share) {
    return share == null ? "" : String.format(Locale.ROOT, "%.3f", share);
  }

  private void write(List<History.Row> rows, Page page, Writer out) throws IOException {
    out.write(Csv.MARK);
    out.write(
        Csv.line(
            Stream.of(
                    "at",
                    "topic",
                    "offered",
                    "answered",
                    "abandoned",
                    "service-level",
                    "wait-mean",
                    "wait-median",
                    "wait-90",
                    "talk",
                    "wrap-up")
                .map(column -> page.say("desktop.history." + column))
                .toArray(String[]::new)));
    for (var row : rows.subList(0, Math.min(rows.size(), CSV_ROWS_MAX))) {
      out.write(csvLine(page, row));
    }
    if (rows.size() > CSV_ROWS_MAX) {
      out.write(Csv.line(page.say("desktop.history.cut", Map.of("max", CSV_ROWS_MAX))));
    }
  }

  private String csvLine(Page page, History.Row row) {
    return Csv.line(
        iso(row.at()),
        topic(page, row),
        Long.toString(row.offered()),
        Long.toString(row.answered()),
        Long.toString(row.abandoned()),
        part(row.serviceLevel()),
        seconds(row.waitMean()),
        seconds(row.waitMedian()),
        seconds(row.wait90()),
        seconds(row.talk()),
        seconds(row.wrapUp()));
  }

  private HistoryModel.Asked asked(String from, String until, String interval, String topic) {
    var today = Days.text(LocalDate.ofInstant(clock.instant(), centre.zone()));
    return new HistoryModel.Asked(
        from.isBlank() ? today : from.strip(),
        until.isBlank() ? (from.isBlank() ? today : from.strip()) : until.strip(),
        interval.isEmpty() ? Interval.HOUR.name() : interval,
        topic);
  }

  private Optional<Question> question(HistoryModel.Asked asked, FormErrors errors) {
    var from = day(asked.from(), "from", errors);
    var until = day(asked.until(), "until", errors);
    var interval =
        Arrays.stream(Interval.values())
            .filter(one -> one.name().equals(asked.interval()))
            .findFirst()
            .orElse(Interval.HOUR);
    if (from == null || until == null) {
      return Optional.empty();
    }
    if (until.isBefore(from)) {
      errors.add("until", "desktop.history.backwards");
    } else if (ChronoUnit.DAYS.between(from, until) >= interval.daysMax()) {
      errors.add("until", "desktop.history.too-long", Map.of("days", interval.daysMax()));
    }
    return errors.isEmpty()
        ? Optional.of(
            new Question(
                start(from),
                start(until.plusDays(1)),
                interval,
                asked.topic().isEmpty() ? null : new TopicId(asked.topic()),
                centre.zone()))
        : Optional.empty();
  }

  private static @Nullable LocalDate day(String typed, String field, FormErrors errors) {
    var day = Days.find(typed);
    if (day.isEmpty()) {
      errors.add(field, "desktop.history.bad-date");
    }
    return day.orElse(null);
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(centre.zone()).toInstant();
  }

  private List<Choice> topicChoices(Page page) {
    return Stream.concat(
            Stream.of(new Choice("", page.say("desktop.history.all-topics"))),
            topics.all().stream()
                .map(
                    topic ->
                        new Choice(topic.id().value(), words.topic(page.language(), topic.id()))))
        .toList();
  }

  private String topic(Page page, History.Row row) {
    var topic = row.topic();
    return topic == null ? "" : words.topic(page.language(), topic);
  }

  private String at(@Nullable Instant at, Interval interval) {
    if (at == null) {
      return "";
    }
    var pattern = interval == Interval.DAY ? "dd.MM.uuuu" : "dd.MM HH:mm";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at.atZone(centre.zone()));
  }

  private static HistoryModel.PromiseLine line(String name, Waits.Score row) {
    return new HistoryModel.PromiseLine(
        name,
        Long.toString(row.told()),
        share(row.kept()),
        Long.toString(row.inside()),
        Long.toString(row.shorter()),
        Long.toString(row.longer()),
        Long.toString(row.gaveUp()),
        share(row.coverage()),
        clock(row.expected()),
        clock(row.real()));
  }

  private static String share(@Nullable Double share) {
    return share == null ? "—" : Math.round(share * 100) + " %";
  }

  private static HistoryModel.Line line(String name, History.Row row) {
    return new HistoryModel.Line(
        name,
        Long.toString(row.offered()),
        Long.toString(row.answered()),
        Long.toString(row.abandoned()),
        share(row.serviceLevel()),
        clock(row.waitMean()),
        clock(row.waitMedian()),
        clock(row.wait90()),
        clock(row.talk()),
        clock(row.wrapUp()));
  }

  private static String clock(@Nullable Duration time) {
    return time == null ? "—" : new BoardModel.Length(time.toSeconds()).clock();
  }

  private static String seconds(@Nullable Duration time) {
    return time == null ? "" : Long.toString(time.toSeconds());
  }

  private static String csv(String path, HistoryModel.Asked asked) {
    return UriComponentsBuilder.fromPath(path)
        .queryParam("from", "{from}")
        .queryParam("until", "{until}")
        .queryParam("interval", "{interval}")
        .queryParam("topic", "{topic}")
        .encode()
        .buildAndExpand(asked.from(), asked.until(), asked.interval(), asked.topic())
        .toUriString();
  }
}
