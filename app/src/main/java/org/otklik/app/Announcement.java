package org.otklik.app;

import java.util.List;

/// What a module tells the person at the console once the product is ready: addresses, lines, demo
/// accounts. Declare a bean of this type; `@Order` sets its place among the others.
@FunctionalInterface
public interface Announcement {

  /// The lines to print, each short and understood in both languages ("Операторам · Operators: …");
  /// asked once, when everything listens already. May be empty.
  List<String> lines();
}
