package org.otklik.app.portal.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Bookings;

/// Bookings that are what the test says.
final class FakeBookings implements Bookings {
  static final String CODE = "0123456789abcdef0123456789abcdef";

  final List<Wish> wished = new ArrayList<>();
  final List<Slot> slots = new ArrayList<>();
  final List<String> cancelled = new ArrayList<>();
  @Nullable Refusal refusal;
  @Nullable Booking booking;
  Kept kept = new Kept(0, 0);

  @Override
  public boolean offered() {
    return true;
  }

  @Override
  public boolean openNow() {
    return true;
  }

  @Override
  public List<Slot> slots() {
    return List.copyOf(slots);
  }

  @Override
  public Answer book(Wish wish) {
    wished.add(wish);
    return refusal == null ? new Answer.Booked(CODE) : new Answer.Refused(refusal);
  }

  @Override
  public Optional<Booking> find(String code) {
    return code.equals(CODE) ? Optional.ofNullable(booking) : Optional.empty();
  }

  @Override
  public Optional<Refusal> move(String code, Instant from) {
    return Optional.ofNullable(refusal);
  }

  @Override
  public void cancel(String code) {
    cancelled.add(code);
  }

  @Override
  public Kept kept(Instant since) {
    return kept;
  }
}
