package org.otklik.app.dispatch.group;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// What is measured of a group.
final class Meters {
  private static final double[] PERCENTILES = {0.5, 0.99};

  private final MeterRegistry registry;
  private final Timer accepts;
  private final Timer offers;
  private final Timer commits;
  private final DistributionSummary turns;
  private final Counter databaseLosses;
  private final Counter lostRaces;
  private final Counter factsDropped;

  Meters(MeterRegistry registry) {
    this.registry = registry;
    accepts =
        Timer.builder("otklik.dispatch.accept")
            .description("From the asking to the committed row of a contact")
            .publishPercentiles(PERCENTILES)
            .register(registry);
    offers =
        Timer.builder("otklik.dispatch.offer")
            .description("From an operator's or a contact's being there to the committed offer")
            .publishPercentiles(PERCENTILES)
            .register(registry);
    commits =
        Timer.builder("otklik.dispatch.commit")
            .description("One grouped commit")
            .publishPercentiles(PERCENTILES)
            .register(registry);
    turns =
        DistributionSummary.builder("otklik.dispatch.turn")
            .description("Commands that are handled with one commit")
            .baseUnit("commands")
            .register(registry);
    databaseLosses = counter("otklik.dispatch.database.lost", "losses", "Losses of the database");
    lostRaces =
        counter("otklik.dispatch.races.lost", "assignments", "Forestalled by another process");
    factsDropped =
        counter("otklik.dispatch.facts.dropped", "facts", "Facts that nobody took in time");
  }

  void watch(IntSupplier waiting, IntSupplier undecided, BooleanSupplier available) {
    gauge("otklik.dispatch.waiting", "contacts", "Contacts that wait or ring", waiting);
    gauge("otklik.dispatch.undecided", "contacts", "Contacts not written yet", undecided);
    gauge(
        "otklik.dispatch.database.available",
        "boolean",
        "1 when contacts can be accepted",
        () -> available.getAsBoolean() ? 1 : 0);
  }

  void accepted(Instant askedAt, Instant now) {
    accepts.record(Duration.between(askedAt, now));
  }

  void offered(Instant freedAt, Instant now) {
    offers.record(Duration.between(freedAt, now));
  }

  void committed(Duration took) {
    commits.record(took);
  }

  void turn(int commands) {
    turns.record(commands);
  }

  void databaseLost() {
    databaseLosses.increment();
  }

  void raceLost(int assignments) {
    lostRaces.increment(assignments);
  }

  void factDropped() {
    factsDropped.increment();
  }

  private Counter counter(String name, String unit, String description) {
    return Counter.builder(name).description(description).baseUnit(unit).register(registry);
  }

  private void gauge(String name, String unit, String description, IntSupplier value) {
    Gauge.builder(name, value, IntSupplier::getAsInt)
        .description(description)
        .baseUnit(unit)
        .strongReference(true)
        .register(registry);
  }
}
