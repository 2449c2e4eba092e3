package org.otklik.app.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Tells pages who is signed in; implemented by the module that knows.
@FunctionalInterface
public interface Visitors {

  /// Who makes this request, empty for a stranger.
  Optional<Visitor> findVisitor(HttpServletRequest request);
}
