package org.otklik.app.portal.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.dispatch.Waits.Score;
import org.otklik.app.pages.Page;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// What we promise to those who wait, and how that has ended: for everybody, as a page and as JSON.
/// Both are answered from memory.
@Controller
@OpenToAll
final class WaitsController {

  /// An answer may be used so long by whoever has asked.
  private static final Duration FRESH_FOR = Duration.ofSeconds(5);

  private final WaitsModels models;
  private final Waits waits;
  private final PublishedWaits published;

  WaitsController(WaitsModels models, Waits waits, PublishedWaits published) {
    this.models = models;
    this.waits = waits;
    this.published = published;
  }

  @GetMapping("/waits")
  String waits(Page page, Model model) {
    model.addAttribute("waits", models.model(page));
    return "portal/waits";
  }

  /// See `docs/api.md`.
  @GetMapping("/api/v1/waits")
  ResponseEntity<Answer> api() {
    var score = published.find();
    var days = score == null ? List.<Score>of() : score.days();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(FRESH_FOR).cachePublic())
        .body(
            new Answer(
                waits.now().stream().map(Queue::of).toList(),
                score == null ? null : Promises.of(score.hours()),
                days.isEmpty() ? null : Promises.of(days)));
  }

  /// @param today null when it is not known
  /// @param lastDays the last seven, with today; null when it is not known
  record Answer(List<Queue> queues, @Nullable Promises today, @Nullable Promises lastDays) {}

  /// @param waitMinutes for one who would come now; null when it is not known
  record Queue(
      String topic, String language, int waiting, int operators, @Nullable Minutes waitMinutes) {

    static Queue of(Waits.Queue queue) {
      var estimate = queue.estimate();
      return new Queue(
          queue.topic().value(),
          queue.language().tag(),
          queue.waiting(),
          queue.operators(),
          estimate == null
              ? null
              : new Minutes(estimate.from().toMinutes(), estimate.to().toMinutes()));
    }
  }

  /// A range.
  record Minutes(long from, long to) {}

  /// @param coverage share of waits inside the 80 % range; null when too few have ended
  record Promises(
      long told, long inside, long shorter, long longer, long gaveUp, @Nullable Double coverage) {

    static @Nullable Promises of(List<Score> rows) {
      long told = rows.stream().mapToLong(Score::told).sum();
      long judged = rows.stream().mapToLong(Score::judged).sum();
      if (judged < WaitsModels.FEW) {
        return null;
      }
      long scored = rows.stream().mapToLong(Score::scored).sum();
      long covered = rows.stream().mapToLong(Score::covered).sum();
      return new Promises(
          told,
          rows.stream().mapToLong(Score::inside).sum(),
          rows.stream().mapToLong(Score::shorter).sum(),
          rows.stream().mapToLong(Score::longer).sum(),
          rows.stream().mapToLong(Score::gaveUp).sum(),
          scored < WaitsModels.FEW ? null : (double) covered / scored);
    }
  }
}
